"""A referral stands still: the stage that it is at takes longer than it may.

Sent and not accepted; accepted and no visit booked; the day of the visit past and nobody says that
the patient was seen; seen and no report; a report that nobody has read. Of each referral only the
stage that it is at is told.

This is about stages, where somebody writes them down (sent, accepted, booked, seen, reported,
read). Whether the loop as a whole closes in the year, by a completed task, is followed by
followup.referral after CMS50, which knows no stages: a referral of which nothing but the order is
known is not spoken of here, and one whose task is completed is closed here too.

Population: patients with a referral that was sent and is not closed.
Source: convention of this project; the steps are those of the referral loop in practice.
Departures: 7 days to accept, 14 to book, 7 after the day of the visit, 14 for the report, 7 to read
it, each told for 730 days (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.concepts.booked import days_of, not_known
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row
from carecoord.rules.referrals.stages import STAGES, VISITS, Standing, standing
from carecoord.rules.referrals.tracked import (
    LAPSES_DAYS,
    ORDERS,
    TASKS,
    closed_by,
    days_in,
    ordered,
    referral,
    tracked,
    urgency,
)

_NONE = "no referral that was sent is open"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:  # noqa: ARG001  one signature
    """One conclusion for each referral that waits for something, or was closed by a task."""
    missing = frame.rows(ORDERS).missing
    if missing:
        return (not_known("-", missing),)
    found = [
        _about(name, row, at, frame)
        for name, row in tracked(frame)
        if (at := standing(referral(row), frame)) is not None
    ]
    told = [one for one in found if one is not None]
    return told or (not_applicable(_NONE),)


def _about(name: str, row: Row, at: Standing, frame: Frame) -> Conclusion | None:
    closing = closed_by(row, frame)
    if closing is not None:
        line = Evidence(clause="completed task", holds=True, facts=(refer(closing),))
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="closed by a completed task",
            evidence=(ordered(row), line),
        )
    seen = () if at.visit is None else (refer(at.visit),)
    waits = Evidence(clause=at.stage.name, holds=False, facts=seen)
    if at.since is None:
        return not_known(name, (f"the day of: {at.stage.after}",), (ordered(row), waits))
    low, high = days_in(at.since, frame)
    if frame.view.reached(high + LAPSES_DAYS + 1):
        return None
    limit = days_of(at.stage.limit, low, frame)
    if frame.view.reached(high + limit + 1):
        return _late(name, row, at, high + limit, (ordered(row), waits))
    if low != high and frame.view.reached(low + limit + 1):
        return not_known(name, (f"the exact day of: {at.stage.after}",), (ordered(row), waits))
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=f"{at.stage.name} is in time until {on(low + limit)}",
        evidence=(ordered(row), waits),
        details=((f"{at.stage.name} by", on(low + limit)),),
    )


def _late(
    name: str, row: Row, at: Standing, last: int, evidence: tuple[Evidence, ...]
) -> Conclusion:
    stage, due = at.stage, on(last)
    action = Action(
        title=stage.title,
        urgency=urgency(referral(row)),
        closes=stage.closes,
        licences=stage.licences,
        due=due,
        overdue_after=due,
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"{stage.name} not seen by {due}",
        evidence=evidence,
        action=action,
        details=((f"{stage.name} by", due),),
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
    limits="stages that nobody writes down are not seen; the limits are one for all specialties, "
    "an urgent referral is told with its urgency and at the same day",
    departures="limits and lapse: decision 0058",
    parameters=tuple(stage.limit for stage in STAGES),
    shape=Check(look=look, uses=(ORDERS, VISITS, TASKS)),
)
