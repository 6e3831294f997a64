"""Another payer has begun: nobody asked it yet, or visits to come rest on the old one's permission.

What the former payer verified and permitted does not bind the new one. Whether the new one takes a
course of treatment over is for it to say; a Medicare Advantage plan may not ask for permission
again for an active course in its first 90 days (42 CFR 422.112(b)(8)).

Population: patients whose payer changed in the last 90 days.
Source: practice of registration and utilization management; 42 CFR 422.112(b)(8) for the 90 days.
Departures: what is a change of payers (decision 0056); due 7 days after the first day of the new
one, or the day before the first visit if that is sooner; told for 90 days (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.model.calendar_rules import add_days
from carecoord.rules.concepts.booked import BOOKED, days_of, in_time, not_known
from carecoord.rules.concepts.permitted import PERMISSIONS, belongs, granted_items
from carecoord.rules.coverage.coming import to_come, visits_on
from carecoord.rules.coverage.told import (
    COVERAGES,
    RESPONSES,
    answers,
    coverage,
    coverages,
    needs_no_word,
)
from carecoord.rules.coverage.verification import answered
from carecoord.rules.criteria.answer import refer
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

if TYPE_CHECKING:
    from carecoord.rules.coverage.payer_change import Change

WITHIN = Parameter(
    "coverage.payer-changed.within",
    default=days(7),
    says="how long after its first day a new payer is asked in time",
)
TOLD_DAYS = 90
_SEVERAL = 2
_NONE = "no payer began lately in the place of another"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each plan that took the place of another payer's lately."""
    missing = frame.rows(COVERAGES).missing
    if missing:
        return (not_known("-", missing),)
    rows = coverages(frame)
    if len(rows) < _SEVERAL:
        return (not_applicable(_NONE),)
    # Most patients have one plan: a start does not load what changes between two (decision 0041).
    from carecoord.rules.coverage.payer_change import payer_changes

    names = {row.fact.id: name for name, row in named(rows)}
    by_id = {row.fact.id: (names.get(row.fact.id, row.fact.id), row) for row in rows}
    told = [
        _about(*by_id[change.new], by_id[change.former][1], change, frame, rule)
        for change in _latest_of_each(payer_changes([coverage(row) for row in rows]))
        if _lately(change, frame)
    ]
    return told or (not_applicable(_NONE),)


def _latest_of_each(changes: Iterable[Change]) -> list[Change]:
    """One change to each new plan: from the one that ended last."""
    last: dict[str, Change] = {}
    for change in sorted(changes, key=lambda one: (one.last_day or date.min, one.former)):
        last[change.new] = change
    return list(last.values())


def _lately(change: Change, frame: Frame) -> bool:
    first = change.first_day.toordinal()
    return frame.view.reached(first) and not frame.view.reached(first + TOLD_DAYS + 1)


def _about(  # noqa: PLR0913, PLR0917  a change with its two plans
    name: str, new: Row, former: Row, change: Change, frame: Frame, rule: Rule
) -> Conclusion:
    changed = Evidence(clause="another payer", holds=True, facts=(refer(former), refer(new)))
    if change.last_day is None:
        missing = ("whether the former plan has ended",)
        return not_known(name, missing, (changed,))
    verified = _verified(new, frame)
    resting, unasked = _resting(change, frame)
    asked = Evidence(clause="new payer verified", holds=verified)
    carried = Evidence(
        clause="visits to come rest on a permission of the former payer",
        holds=bool(resting) if resting or not unasked else None,
        facts=visits_on(resting).facts,
    )
    evidence = (changed, asked, carried)
    if verified is False or resting:
        return _open(name, change, verified, resting, evidence, frame, rule)
    unknown = (*(() if verified else frame.rows(RESPONSES).missing), *unasked)
    if unknown:
        return not_known(name, unknown, evidence)
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"the payer that began on {change.first_day} is verified",
        evidence=evidence,
    )


def _verified(new: Row, frame: Frame) -> bool | None:
    """Whether the new payer has said anything yet; None where nobody asked for its answers."""
    if needs_no_word(new):
        return True
    if any(answered(one) for _, one in answers(new, frame)):
        return True
    unasked = frame.rows(RESPONSES).missing and coverage(new).verification is None
    return None if unasked else False


def _resting(change: Change, frame: Frame) -> tuple[list[Row], tuple[str, ...]]:
    """The visits to come that only a permission of the former payer permits."""
    from carecoord.rules.coverage.payer_change import affected

    permissions, booked = frame.rows(PERMISSIONS), frame.rows(BOOKED)
    unasked = (*permissions.missing, *booked.missing)
    touched = affected(
        change,
        [coverage(row) for row in coverages(frame)],
        [row.fact for row in permissions.sure if isinstance(row.fact, Authorization)],
        [row.fact for row in booked.sure if isinstance(row.fact, Appointment)],
        frame.view.zone,
    )
    granted = [row for row in permissions.sure if granted_items(row)]
    old = [row for row in granted if row.fact.id in touched.authorizations]
    others = [row for row in granted if row.fact.id not in touched.authorizations]
    found = [
        visit
        for visit in in_time(booked.sure)
        if visit.fact.id in touched.appointments
        and visit.start_low == visit.start_high
        and any(belongs(visit, row) for row in old)
        and not any(belongs(visit, row) and _on_its_days(visit, row) for row in others)
        and to_come(on(visit.start_low), frame)
    ]
    return found, unasked


def _on_its_days(visit: Row, row: Row) -> bool:
    return row.start_low <= visit.start_low <= row.end_high


def _open(  # noqa: PLR0913, PLR0917  one conclusion from its parts
    name: str,
    change: Change,
    verified: bool | None,  # noqa: FBT001  what was found
    resting: list[Row],
    evidence: tuple[Evidence, ...],
    frame: Frame,
    rule: Rule,
) -> Conclusion:
    first = change.first_day
    due = add_days(first, days_of(WITHIN, first.toordinal(), frame))
    if resting:
        due = min(due, on(resting[0].start_low - 1))
    wanted = [
        *([] if verified else ["it is not verified yet"]),
        *(["visits to come rest on a permission of the former payer"] if resting else []),
    ]
    action = Action(
        title="Ask the new payer: whether the plan is in force, and for the permissions in force",
        urgency=Urgency.URGENT if resting else Urgency.ROUTINE,
        closes="the new payer's answer, and its permission, or its word that the former one stands",
        licences=rule.licences,
        earliest=first,
        due=due,
        overdue_after=due,
        window_over="visits without a payer's word: ask, move or tell the patient",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"another payer began on {first}; {' and '.join(wanted)}",
        evidence=evidence,
        action=action,
        details=(("new payer from", first), ("former payer until", change.last_day)),
    )


RULE = Rule(
    id="coverage.payer-changed",
    edition="2026",
    title="Another payer, not asked yet",
    population="patients whose payer changed in the last 90 days",
    citation=Citation(
        text="carecoord convention on changes of payers; 42 CFR 422.112(b)(8)",
        locator="decision 0058; (b)(8): the first 90 days of an active course",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT),
    limits="whether the new payer is bound to take a course over is not told here; plans without a "
    "first day or a payer are not compared",
    departures="what is a change: decision 0056; days: decision 0058",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(COVERAGES, RESPONSES, BOOKED, PERMISSIONS)),
)
