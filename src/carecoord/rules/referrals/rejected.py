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
from typing import TYPE_CHECKING

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
    PARTS,
    days_in,
    never_asked,
    ordered,
    referral,
    rejection,
    shown_by,
    told,
    tracked,
    urgency,
)

if TYPE_CHECKING:
    from carecoord.rules.referrals.stages import Rejection

WITHIN = Parameter(
    "referrals.rejected.within",
    default=days(7),
    says="how long after a rejection another referral is in time",
)
_CLAUSE = "referred again"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each referral that was rejected."""
    absent = never_asked(frame)
    if absent is not None:
        return (absent,)
    held = tracked(frame)
    found = [
        _about(name, row, said, [one for _, one in held if one is not row], frame, rule)
        for name, row in held
        if (said := rejection(row, frame)) is not None
    ]
    kept = [one for one in found if one is not None]
    return kept or (not_applicable("no referral was rejected"),)


def _about(  # noqa: PLR0913, PLR0917  a referral, what became of it, and the others
    name: str, row: Row, said: Rejection, others: list[Row], frame: Frame, rule: Rule
) -> Conclusion | None:
    seen = Evidence(clause="rejected", holds=True, facts=shown_by(said.facts, row, frame))
    again = [one for one in others if _replaces(one, row) or _later(one, row, said, frame)]
    if again:
        line = Evidence(clause=_CLAUSE, holds=True, facts=tuple(refer(one) for one in again))
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="rejected, and referred again",
            evidence=(ordered(row), seen, line),
        )
    evidence = (ordered(row), seen, Evidence(clause=_CLAUSE, holds=False))
    if said.on is None:
        return not_known(name, ("the day on which it was rejected",), evidence)
    low, high = days_in(said.on, frame)
    if frame.view.reached(high + LAPSES_DAYS + 1):
        return None
    day, due = told(said.on, frame), on(high + days_of(WITHIN, low, frame))
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"rejected on {day}, no other referral seen",
        evidence=evidence,
        action=Action(
            title="Find somebody else to refer to, or ask the referrer whether it is needed",
            urgency=urgency(referral(row), least=Urgency.URGENT),
            closes="another referral, or the order withdrawn by the referrer",
            licences=rule.licences,
            earliest=day,
            due=due,
            overdue_after=due,
        ),
        details=(("rejected on", day), ("another referral by", due)),
    )


def _replaces(other: Row, row: Row) -> bool:
    """Whether a referral says that it takes the place of another."""
    of = referral(other)
    return row.fact.id in of.replaces or row.fact.id in of.based_on


def _later(other: Row, row: Row, said: Rejection, frame: Frame) -> bool:
    """Whether a referral is for the same and was certainly written on the day or later."""
    codes = {code for one in row.fact.concepts for code in one.coding}
    same = any(code in codes for one in other.fact.concepts for code in one.coding)
    return same and said.on is not None and other.start_low >= days_in(said.on, frame)[1]


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
    shape=Check(look=look, uses=(ORDERS, *PARTS)),
)
