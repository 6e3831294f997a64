"""Repeated readmission: two or more returns to hospital within 30 days, in twelve months.

A return that the record calls elective does not count; one of which nobody wrote whether it was
planned does, and that is told. A stay in several parts is one.

Population: patients of any age who returned to hospital within 30 days of a discharge.
Source: CMS, hospital-wide all-cause unplanned readmission measure, for what a return within 30 days
is; from how many on they are told is a convention of this project.
Departures: two in twelve months, what counts as planned, no work (decision 0039).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import NEVER
from carecoord.rules.kernels.calendar_days import shift_months
from carecoord.rules.readmission.chains import (
    GOING_ON,
    STAYS,
    Chain,
    acute,
    chains,
    ended,
    vague,
)
from carecoord.rules.readmission.emergency import EMERGENCY, emergent, led_to
from carecoord.rules.readmission.window import DAYS, PLANNED

MONTHS = 12
REPEATED_FROM = 2
"""Two returns in twelve months, a convention (decision 0039)."""


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:  # noqa: ARG001  nothing is to be done
    """One conclusion about the twelve months before."""
    missing = frame.rows(STAYS).missing
    if missing:
        return (_unknown(missing, ()),)
    live = [chain for chain in chains(frame) if _lately(chain[0].start_low, frame)]
    lines = tuple(_return(index, back, frame) for index, back in _returns(live, frame))
    stays = refer_all(part for chain in live for part in chain)
    about = (Evidence(clause="looked at", holds=True, facts=stays),) if stays else ()
    if sum(line.holds is True for line in lines) >= REPEATED_FROM:
        return (_told(Outcome.MET, about, lines),)
    rows = (*vague(frame, STAYS), *vague(frame, GOING_ON))
    perhaps = [row for row in rows if _lately(row.start_high, frame)]
    if perhaps:
        why = Evidence(clause="stay", holds=None, facts=refer_all(perhaps))
        return (_unknown(("the exact days of an inpatient stay",), (*about, *lines, why)),)
    if not lines:
        why_not = f"no return within {DAYS} days of a discharge seen in {MONTHS} months"
        return (not_applicable(why_not, evidence=about),)
    return (_told(Outcome.NOT_MET, about, lines),)


def _lately(day: int, frame: Frame) -> bool:
    """Whether a day lies in the last twelve months, or may do."""
    return day == NEVER or not frame.view.reached(shift_months(day, MONTHS))


def _returns(live: list[Chain], frame: Frame) -> Iterator[tuple[Chain, Chain]]:
    """Hospital stays that began within 30 days of the discharge before, each with that one."""
    hospital = [chain for chain in chains(frame) if acute(chain)]
    for place, back in enumerate(hospital):
        if back not in live:
            continue
        over = [c for c in hospital[:place] if ended(c) <= back[0].start_low]
        index = max(over, key=ended, default=None)
        if index is not None and back[0].start_low <= ended(index) + DAYS:
            yield index, back


def _return(index: Chain, back: Chain, frame: Frame) -> Evidence:
    """A return; one that the record calls elective does not hold."""
    acutely, says_so = emergent(back[0], led_to(back[0], frame))
    named = {id(row.fact): row for row in (*index, *back, says_so)}
    return Evidence(
        clause=f"returned on {on(back[0].start_low)}, discharged before on {on(ended(index))}",
        holds=acutely is not False,
        facts=refer_all(named.values()),
        because=PLANNED[acutely],
    )


def _told(outcome: Outcome, about: tuple[Evidence, ...], lines: tuple[Evidence, ...]) -> Conclusion:
    many = sum(line.holds is True for line in lines)
    told = f"{many} return{'' if many == 1 else 's'} within {DAYS} days of a discharge"
    return Conclusion(
        occurrence="-",
        outcome=outcome,
        reason=f"{told} in {MONTHS} months, not known to be planned",
        evidence=(*about, *lines),
    )


def _unknown(missing: tuple[str, ...], lines: tuple[Evidence, ...]) -> Conclusion:
    return Conclusion(
        occurrence="-",
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=lines,
        missing=missing,
    )


RULE = Rule(
    id="readmission.repeated",
    edition="2026",
    title="Repeated readmission",
    population="patients who returned to hospital within 30 days of a discharge",
    citation=Citation(
        text="carecoord convention on returns within 30 days of a discharge",
        locator="decision 0039",
        status=Status.CONVENTION,
    ),
    licences=(Licence.RN,),
    limits="opens no work: nothing in a record says that a case was reviewed; stays outside of "
    "this record are not seen; what CMS counts as planned is not worked out here",
    departures="how many, what counts as planned and why no work: decision 0039",
    shape=Check(look=look, uses=(STAYS, GOING_ON, EMERGENCY)),
)
