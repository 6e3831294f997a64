"""A referral was rejected, and the patient was not referred again.

The order stands and nobody carries it out: somebody else is asked, or the referrer decides that it
is not needed any more and withdraws it.

Population: patients with a referral that the other side rejected.
Source: convention of this project; Da Vinci and Gravity referral patterns, in which a rejected task
leaves the request active for another referral.
Departures: what is another referral; due 7 days after the rejection, told for 730 days (decision
0058).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.concepts.booked import days_of, not_known
from carecoord.rules.criteria.answer import refer
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
    ordered,
    referral,
    refused,
    told,
    tracked,
    urgency,
)

WITHIN = Parameter(
    "referrals.rejected.within",
    default=days(7),
    says="how long after a rejection another referral is in time",
)
_CLAUSE = "referred again"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each referral that was rejected."""
    missing = frame.rows(ORDERS).missing
    if missing:
        return (not_known("-", missing),)
    held = tracked(frame)
    rejected = [(name, row) for name, row in held if refused(referral(row), frame)]
    found = [_about(name, row, [one for _, one in held], frame, rule) for name, row in rejected]
    kept = [one for one in found if one is not None]
    return kept or (not_applicable("no referral was rejected"),)


def _about(
    name: str, row: Row, held: list[Row], frame: Frame, rule: Rule
) -> Conclusion | None:
    rejected_on = referral(row).rejected_on
    assert rejected_on is not None  # noqa: S101  ``refused`` asked
    low, high = days_in(rejected_on, frame)
    again = [one for one in held if one is not row and _again(one, row, low)]
    closing = closed_by(row, frame)
    day = told(rejected_on, frame)
    if again or closing is not None:
        facts = tuple(refer(one) for one in (*again, *([closing] if closing else ())))
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"rejected on {day}, and seen to since",
            evidence=(ordered(row), Evidence(clause=_CLAUSE, holds=True, facts=facts)),
        )
    if frame.view.reached(high + LAPSES_DAYS + 1):
        return None
    urgent = urgency(referral(row))
    due = on(high + days_of(WITHIN, low, frame))
    action = Action(
        title="Refer the patient to somebody else, or ask the referrer whether it is still needed",
        urgency=Urgency.URGENT if urgent is Urgency.ROUTINE else urgent,
        closes="another referral, or the order withdrawn by the referrer",
        licences=rule.licences,
        earliest=day,
        due=due,
        overdue_after=due,
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"rejected on {day}, no other referral seen",
        evidence=(ordered(row), Evidence(clause=_CLAUSE, holds=False)),
        action=action,
        details=(("rejected on", day), ("another referral by", due)),
    )


def _again(other: Row, row: Row, rejected: int) -> bool:
    """Whether a referral takes the place of another: it says so, or is for the same and later."""
    of = referral(other)
    if row.fact.id in of.replaces or row.fact.id in of.based_on:
        return True
    mine = referral(row).code
    codes = frozenset(() if mine is None else mine.coding)
    same = of.code is not None and not codes.isdisjoint(of.code.coding)
    return same and other.start_low >= rejected


RULE = Rule(
    id="referrals.rejected",
    edition="2026",
    title="Rejected referral without another",
    population="patients with a referral that the other side rejected",
    citation=Citation(
        text="carecoord convention on rejected referrals",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="why it was rejected is not looked at; another referral under another code that does "
    "not say which one it replaces is not seen",
    departures="what is another referral, days: decision 0058",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(ORDERS, TASKS)),
)
