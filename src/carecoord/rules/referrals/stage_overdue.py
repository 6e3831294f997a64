"""A referral stands still: the stage that it is at takes longer than it may.

Sent and not accepted; accepted and no visit booked; the day of the visit past and nobody says that
the patient was seen; seen and no report; a report that nobody has read. Of each referral only the
stage that it is at is told.

This is about stages, where the record shows them: dates of the referral, tasks on it, visits for
it, what came back. Whether the loop as a whole closes in the year is followed by followup.referral
after CMS50, which knows no stages: a referral of which nothing but the order is known is not spoken
of here, and one whose task is done is closed here as there. A warm hand-off and a rejection have
rules of their own.

Population: patients with a referral that was sent and is not closed.
Source: convention of this project; the steps are those of the referral loop in practice.
Departures: 7 days to accept, 14 to book, 7 after the day of the visit, 14 for the report, 7 to read
it, each told for 730 days (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from carecoord.model.moment import ClinicalTime
from carecoord.rules.concepts.booked import days_of, not_known
from carecoord.rules.concepts.referral_stages import Stage
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row
from carecoord.rules.referrals.tracked import (
    LAPSES_DAYS,
    ORDERS,
    PARTS,
    days_in,
    never_asked,
    ordered,
    parts,
    referral,
    rejection,
    shown_by,
    standing,
    tracked,
    urgency,
)
from carecoord.rules.referrals.waits import WAITS, Wait

if TYPE_CHECKING:
    from carecoord.rules.referrals.stages import Standing

_STANDING = frozenset({"booked", "pending", "arrived", "checked-in"})


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:  # noqa: ARG001  one signature
    """One conclusion for each referral that waits for something or is closed."""
    absent = never_asked(frame)
    if absent is not None:
        return (absent,)
    found = [_about(name, row, frame) for name, row in tracked(frame)]
    told = [one for one in found if one is not None]
    return told or (not_applicable("no referral is known to have been sent"),)


def _about(name: str, row: Row, frame: Frame) -> Conclusion | None:
    at = standing(row, frame)
    if at is None or rejection(row, frame) is not None:
        return None
    if at.stage is Stage.READ:
        line = Evidence(clause="report read", holds=True, facts=shown_by(at.facts, row, frame))
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="closed: the report is read",
            evidence=(ordered(row), line),
        )
    wait = WAITS.get(at.stage)
    return None if wait is None else _waiting(name, row, at, wait, frame)


def _waiting(name: str, row: Row, at: Standing, wait: Wait, frame: Frame) -> Conclusion | None:
    since = _visit_day(row, frame) if at.stage is Stage.SCHEDULED else at.open_since
    reached = Evidence(clause=at.stage.value, holds=True, facts=shown_by(at.facts, row, frame))
    evidence = (ordered(row), reached, Evidence(clause=wait.name, holds=False))
    if since is None:
        return not_known(name, (wait.after,), evidence)
    low, high = days_in(since, frame)
    if frame.view.reached(high + LAPSES_DAYS + 1):
        return None
    limit = days_of(wait.limit, low, frame)
    if frame.view.reached(high + limit + 1):
        return _late(name, row, wait, high + limit, evidence)
    if low != high and frame.view.reached(low + limit + 1):
        return not_known(name, (f"exactly, {wait.after}",), evidence)
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"{wait.name} is in time until {on(low + limit)}",
        evidence=evidence,
        details=((f"{wait.name} by", on(low + limit)),),
    )


def _visit_day(row: Row, frame: Frame) -> ClinicalTime | None:
    """When the visit of a referral is to be; of several the first."""
    visits = frame.once(parts).on(referral(row)).appointments
    starts = [one.start for one in visits if one.status in _STANDING and one.start is not None]
    return min(starts, key=lambda start: days_in(start, frame), default=None)


def _late(name: str, row: Row, wait: Wait, last: int, evidence: tuple[Evidence, ...]) -> Conclusion:
    due = on(last)
    action = Action(
        title=wait.title,
        urgency=urgency(referral(row)),
        closes=wait.closes,
        licences=wait.licences,
        due=due,
        overdue_after=due,
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{wait.name} not seen by {due}",
        evidence=evidence,
        action=action,
        details=((f"{wait.name} by", due),),
    )


RULE = Rule(
    id="referrals.stage-overdue",
    edition="2026",
    title="Referral stands still",
    population="patients with a referral that was sent and is not closed",
    citation=Citation(
        text="carecoord convention on the stages of a referral",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="stages that the record does not show are not seen; the limits are the same for all "
    "specialties, and an urgent referral is told as urgent but no sooner",
    departures="limits and lapse: decision 0058",
    parameters=tuple(wait.limit for wait in WAITS.values()),
    shape=Check(look=look, uses=(ORDERS, *PARTS)),
)
