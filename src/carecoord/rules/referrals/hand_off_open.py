"""A warm hand-off is open: the patient was handed on, and nobody has said that they took over.

Until the other side accepts, whoever handed the patient on is responsible.

Population: patients with a referral that was handed off.
Source: convention of this project; practice of transitions: a warm hand-off stays open until
accepted.
Departures: due the day after the hand-off, urgent, told for 730 days (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.concepts.booked import days_of, not_known
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row
from carecoord.rules.referrals.tracked import (
    LAPSES_DAYS,
    ORDERS,
    TASKS,
    closed_by,
    days_in,
    happened,
    ordered,
    referral,
    refused,
    taken,
    told,
    tracked,
    urgency,
)

WITHIN = Parameter(
    "referrals.hand-off-open.within",
    default=days(1),
    says="how long after a warm hand-off it is accepted in time",
)
_CLAUSE = "hand-off accepted"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each referral that was handed off."""
    missing = frame.rows(ORDERS).missing
    if missing:
        return (not_known("-", missing),)
    found = [
        _about(name, row, frame, rule)
        for name, row in tracked(frame)
        if happened(referral(row).handed_off_on, frame)
    ]
    kept = [one for one in found if one is not None]
    return kept or (not_applicable("no patient was handed off"),)


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion | None:
    fact = referral(row)
    handed_off_on = fact.handed_off_on
    assert handed_off_on is not None  # noqa: S101  ``look`` asked
    if taken(fact, frame) or closed_by(row, frame) is not None:
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="the other side took over",
            evidence=(ordered(row), Evidence(clause=_CLAUSE, holds=True)),
        )
    if refused(fact, frame):
        evidence = (ordered(row), Evidence(clause=_CLAUSE, holds=False))
        return not_applicable("rejected: see referrals.rejected", name, evidence)
    low, high = days_in(handed_off_on, frame)
    if frame.view.reached(high + LAPSES_DAYS + 1):
        return None
    return _open(name, row, high + days_of(WITHIN, low, frame), frame, rule)


def _open(name: str, row: Row, last: int, frame: Frame, rule: Rule) -> Conclusion:
    handed_off_on = referral(row).handed_off_on
    assert handed_off_on is not None  # noqa: S101  ``look`` asked
    urgent, day, due = urgency(referral(row)), told(handed_off_on, frame), on(last)
    action = Action(
        title="Ask the other side whether they took over the patient who was handed off",
        urgency=Urgency.URGENT if urgent is Urgency.ROUTINE else urgent,
        closes="acceptance by the other side, or refusal",
        licences=rule.licences,
        earliest=day,
        due=due,
        overdue_after=due,
        window_over="still with whoever handed off: call until somebody takes over",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"handed off on {day}, not accepted",
        evidence=(ordered(row), Evidence(clause=_CLAUSE, holds=False)),
        action=action,
        details=(("handed off on", day), ("accepted by", due)),
    )


RULE = Rule(
    id="referrals.hand-off-open",
    edition="2026",
    title="Warm hand-off not accepted",
    population="patients with a referral that was handed off",
    citation=Citation(
        text="carecoord convention on warm hand-offs",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.RN,
        Licence.SOCIAL_WORKER,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    ),
    limits="a hand-off that is no referral is not seen",
    departures="days and urgency: decision 0058",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(ORDERS, TASKS)),
)
