"""No fill is seen of a new prescription.

A medicine was prescribed that had not been filled before, and 30 days later no fill of it, nor of
one that stands in for it, is seen. Possession, not intake: a call asks what happened.

Population: patients with a new prescription for home, neither as needed nor reported, of the last
180 days.
Source: PQA, Primary Medication Nonadherence (PMN): no dispensing of the prescribed drug or an
appropriate alternative within 30 days, none of the same drug in the 180 days before; of a drug
prescribed twice within 30 days one counts.
Departures: any medicine that lasts so long, not chronic ones alone, and however it was prescribed;
what is the same medicine, for home, and an alternative; lapsed 180 days after it was written, or
when the one that was written again comes up; while a gap in what it stands in for is followed, that
is the work (decision 0030).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.adherence.gap import asked_after
from carecoord.rules.adherence.new_prescriptions import (
    PRESCRIBED,
    FirstFill,
    first_fill,
    for_home,
    given,
    lasts,
    regular,
    repeats,
    wanted,
    written_again,
)
from carecoord.rules.adherence.stays import STAYS, at_home
from carecoord.rules.concepts.fills import FILLS, unknown
from carecoord.rules.concepts.in_hand import InHand, days_set, in_hand
from carecoord.rules.criteria.answer import label, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row

WITHIN = Parameter(
    "adherence.never-filled.within",
    default=days(30),
    says="how long after it was written a first fill is in time",
)
"""A parameter: 30 days, as PQA counts."""
OVERDUE_DAYS = 7
LAPSES_DAYS = 180


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each new prescription that still matters."""
    prescribed = frame.rows(PRESCRIBED)
    if prescribed.missing:
        return (unknown("-", prescribed.missing),)
    live = for_home(frame.view.not_over(prescribed.sure, LAPSES_DAYS, regular), frame)
    if not live:
        return (not_applicable("no new prescription for home"),)
    missing = frame.rows(FILLS).missing
    if missing:
        return (unknown("-", missing),)
    candidates = _lasting(for_home(filter(regular, prescribed.sure), frame), frame)
    followed = [row for row in _lasting(live, frame) if not repeats(row, candidates)]
    new = [
        (name, row, first)
        for name, row in named(followed)
        if (first := first_fill(row, given(frame))) is not None
    ]
    told = [
        (first == FirstFill() and _given_way(name, row, followed, frame))
        or _judged(name, row, first, frame, rule)
        for name, row, first in new
    ]
    return at_home(told, frame) or (not_applicable("no new prescription for home"),)


def _lasting(rows: Iterable[Row], frame: Frame) -> list[Row]:
    """Those that are not over before a fill of them is asked for, as a course of days is."""
    return [
        row
        for row in rows
        if row.start_low != row.start_high or lasts(row, days_set(WITHIN, row.start_low, frame))
    ]


def _given_way(name: str, row: Row, others: Iterable[Row], frame: Frame) -> Conclusion | None:
    """That another question is asked about the same medicine instead, if one is."""
    again = written_again(row, others)
    if again is not None:
        asked = again.start_low + days_set(WITHIN, again.start_low, frame)
        if frame.view.reached(asked + 1):
            why = f"{label(row.fact)}: written again on {on(again.start_low)}"
            rewritten = Evidence(clause="written again", holds=True, facts=(refer(again),))
            return not_applicable(why, name, (_prescribed(row), rewritten))
    for held in in_hand(frame):
        if (
            isinstance(held, InHand)
            and _stands_in(row, held)
            and asked_after(held, row.start_low, frame)
        ):
            why = f"{label(row.fact)}: asked about as supply of {held.drugs.name} that ended"
            return not_applicable(
                f"{why} on {on(held.last_day)}", name, (_prescribed(row), held.evidence)
            )
    return None


def _stands_in(row: Row, held: InHand) -> bool:
    """Whether it is of a treatment that was in hand lately."""
    return any(treatment & wanted(row).ingredients for treatment, _ in held.treatments)


def _judged(name: str, row: Row, first: FirstFill, frame: Frame, rule: Rule) -> Conclusion:
    if row.start_low != row.start_high:
        return _open(name, row, ("the exact day of a prescription",))
    wanted_by = row.start_low + days_set(WITHIN, row.start_low, frame)
    if first.row is not None:
        return _filled(name, row, first, wanted_by)
    if first.missing:
        return _open(name, row, first.missing)
    return _unfilled(name, row, wanted_by, frame, rule)


def _open(name: str, row: Row, missing: tuple[str, ...]) -> Conclusion:
    return Conclusion(
        occurrence=name,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=(_prescribed(row),),
        missing=missing,
    )


def _prescribed(row: Row) -> Evidence:
    return Evidence(clause="new prescription", holds=True, facts=(refer(row),))


def _filled(name: str, row: Row, first: FirstFill, wanted_by: int) -> Conclusion:
    assert first.row is not None  # noqa: S101  asked before
    in_time = first.row.start_high <= wanted_by
    if not in_time and (first.missing or first.row.start_low <= wanted_by):
        return _open(name, row, first.missing or ("the exact day of the first fill",))
    day = on(first.row.start_low)
    seen = Evidence(clause=f"fill by {on(wanted_by)}", holds=in_time, facts=(refer(first.row),))
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET if in_time else Outcome.NOT_MET,
        reason=f"{label(row.fact)}: first fill seen on {day}",
        evidence=(_prescribed(row), seen),
        details=_details(row, wanted_by),
    )


def _details(row: Row, wanted_by: int) -> tuple[tuple[str, object], ...]:
    return (
        ("written on", on(row.start_low)),
        ("first fill in time by", on(wanted_by)),
        ("lapses after", on(row.start_low + LAPSES_DAYS)),
    )


def _unfilled(name: str, row: Row, wanted_by: int, frame: Frame, rule: Rule) -> Conclusion:
    what, late = label(row.fact), frame.view.reached(wanted_by + 1)
    action = Action(
        title="Ask about a new prescription of which no fill is seen",
        urgency=Urgency.ROUTINE,
        closes="a fill of the medicine, or of one that stands in for it",
        licences=rule.licences,
        due=on(wanted_by),
        overdue_after=on(wanted_by + OVERDUE_DAYS),
    )
    in_time, none_seen = f"a fill by {on(wanted_by)} is in time", f"no fill seen by {on(wanted_by)}"
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET if late else Outcome.MET,
        reason=f"{what}: {none_seen if late else in_time}",
        evidence=(
            _prescribed(row),
            Evidence(clause=f"fill by {on(wanted_by)}", holds=False if late else None),
        ),
        action=action if late else None,
        details=_details(row, wanted_by),
    )


RULE = Rule(
    id="adherence.never-filled",
    edition="2026",
    title="New prescription without a fill",
    population="patients with a new prescription for home of the last 180 days",
    citation=Citation(
        text="PQA, Primary Medication Nonadherence (PMN)",
        locator="denominator, exclusions and numerator",
        status=Status.VERIFIED,
        url="https://www.pqaalliance.org/assets/Measures/pmn.js.txt",
    ),
    licences=(Licence.COORDINATOR, Licence.PHARMACIST, Licence.RN),
    limits="cash, samples and medicines bought without a prescription are not seen; a brand name "
    "on one side and an ingredient on the other are taken for two medicines; a prescription that "
    "was replaced but is still active is followed",
    departures="which medicines and prescriptions, alternatives and lapse days: decision 0030",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(PRESCRIBED, FILLS, STAYS)),
)
