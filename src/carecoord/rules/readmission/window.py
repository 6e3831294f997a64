"""The 30 days after a hospital discharge: until when a return is a readmission.

The day of discharge is day 0 and day 30 the last. A return to hospital ends it, as do death and
what else stops planned work. Whether a return was planned is told only as far as the record says.

Population: patients of any age discharged alive to the community from an inpatient stay.
Source: CMS, hospital-wide all-cause unplanned readmission measure: readmission within 30 days of
discharge, transfers between hospitals joined.
Departures: which stays, which parts are one stay, and what ends the window (decision 0039).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.counts import DISCHARGED_ON, LAST_DAY
from carecoord.rules.engine.finding import Evidence, FactRef, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.score import Missing, NotApplicable
from carecoord.rules.engine.timing import Row
from carecoord.rules.readmission.chains import (
    GOING_ON,
    STAYS,
    Chain,
    acute,
    later,
    parts,
    vague,
    whole,
)
from carecoord.rules.readmission.emergency import EMERGENCY, emergent, led_to
from carecoord.rules.readmission.index_stay import (
    discharged,
    finished,
    last_stay,
    not_at_home,
    over_because,
    went_home,
)

DAYS = 30
PLANNED = {
    True: "admitted as an emergency",
    False: "an elective admission",
    None: "whether it was planned is not on record",
}


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:  # noqa: ARG001  nothing is to be done
    """One conclusion for each discharge in its window; else of the last discharge."""
    told: list[Conclusion] = []
    for occurrence, chain in reversed(finished(frame)):
        stay = whole(chain)
        if not_at_home(stay, frame.view):
            continue
        if told and frame.view.reached(stay.end_low + DAYS + 1):
            break
        told.append(_about(occurrence, stay, frame))
    return told or (nobody_home(last_stay(frame)),)


def nobody_home(found: tuple[str, Row] | Missing | NotApplicable) -> Conclusion:
    """Why there is no discharge to the community to speak of."""
    assert isinstance(found, (Missing, NotApplicable))  # noqa: S101  there was one otherwise
    lines = (Evidence(clause="looked at", holds=True, facts=found.facts),) if found.facts else ()
    if isinstance(found, NotApplicable):
        return not_applicable(found.why, found.occurrence, lines)
    return Conclusion(
        occurrence=found.occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(found.what)}",
        evidence=lines,
        missing=found.what,
    )


def _about(occurrence: str, stay: Row, frame: Frame) -> Conclusion:
    home, last = went_home(stay, frame), stay.end_low + DAYS
    lapsed = frame.view.reached(last + 1)
    back = returned(parts(stay, frame), last, frame)
    if back is not None:
        told = _readmitted(occurrence, stay, back, home, frame)
        why = f"lapsed on {on(last)}: {told.reason}"
        return not_applicable(why, occurrence, told.evidence) if lapsed else told
    if lapsed:
        why = f"lapsed on {on(last)}: {discharged(stay)}, no readmission seen"
        return not_applicable(why, occurrence, (home,))
    perhaps = may_be_back(stay, last, frame)
    if perhaps:
        missing = ("the exact days of an inpatient stay",)
        return Conclusion(
            occurrence=occurrence,
            outcome=Outcome.INSUFFICIENT_DATA,
            reason=f"{discharged(stay)}; not known: {missing[0]}",
            evidence=(home, Evidence(clause="readmission", holds=None, facts=perhaps)),
            missing=missing,
            details=_days(stay),
        )
    why, facts = over_because(frame)
    if why:
        ends = Evidence(clause=why, holds=True, facts=facts)
        return not_applicable(f"{discharged(stay)}; ended by {why}", occurrence, (home, ends))
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.MET,
        reason=f"{discharged(stay)}; the last day of the window is {on(last)}",
        evidence=(home, Evidence(clause="readmission", holds=False, because="none seen")),
        details=_days(stay),
    )


def _days(stay: Row) -> tuple[tuple[str, object], ...]:
    return ((DISCHARGED_ON, on(stay.end_low)), (LAST_DAY, on(stay.end_low + DAYS)))


def _readmitted(
    occurrence: str, stay: Row, back: Chain, home: Evidence, frame: Frame
) -> Conclusion:
    since, line = on(back[0].start_low), readmission(back, frame)
    within = f"within the window to {on(stay.end_low + DAYS)}"
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.NOT_MET,
        reason=f"{discharged(stay)}; readmitted on {since}, {within}; {line.because}",
        evidence=(home, line),
        details=(*_days(stay), ("readmitted on", since)),
    )


def returned(chain: Chain, last: int, frame: Frame) -> Chain | None:
    """The first return to a hospital by the last day, if one is seen."""
    back = (other for other in later(chain, frame) if acute(other) and other[0].start_low <= last)
    return next(back, None)


def readmission(back: Chain, frame: Frame) -> Evidence:
    """A return to hospital, with whether it was planned, as far as the record says."""
    acutely, says_so = emergent(back[0], led_to(back[0], frame))
    facts = refer_all({id(row.fact): row for row in (back[0], says_so)}.values())
    return Evidence(clause="readmission", holds=True, facts=facts, because=PLANNED[acutely])


def may_be_back(stay: Row, last: int, frame: Frame) -> tuple[FactRef, ...]:
    """Stays of which a day is not known and that may be a return by the last day."""
    rows = (*vague(frame, STAYS), *vague(frame, GOING_ON))
    return refer_all(r for r in rows if r.start_high >= stay.end_low and r.start_low <= last)


RULE = Rule(
    id="readmission.window",
    edition="2026",
    title="In the 30 days after a hospital discharge",
    population="discharged alive to the community from an inpatient stay",
    citation=Citation(
        text="CMS, hospital-wide all-cause unplanned readmission measure, specification",
        locator="outcome: readmission within 30 days of discharge; transfers joined; restated",
        status=Status.SECONDARY,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="asks for nothing: the follow-ups do; stays outside of this record are not seen; parts "
    "of a stay are joined as far as the record tells hospitals apart; what CMS counts as planned "
    "is not worked out here",
    departures="stays, their parts and what ends the window: decision 0039",
    shape=Check(look=look, uses=(STAYS, GOING_ON, EMERGENCY)),
)
