"""A warm hand-off is open: the patient was handed on, and nobody has said that they took over.

Until the other side accepts, whoever handed the patient on is responsible.

Population: patients with a referral that was handed off.
Source: convention of this project; practice of transitions: a warm hand-off stays open until
accepted.
Departures: due the day after the hand-off, urgent, told for 730 days (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Referral
from carecoord.rules.concepts.booked import days_of
from carecoord.rules.concepts.referral_stages import Stage
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
    standing,
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
    absent = never_asked(frame)
    if absent is not None:
        return (absent,)
    found = [
        _about(name, row, day, frame, rule)
        for name, row in tracked(frame)
        if (day := _handed_off(row)) is not None
    ]
    kept = [one for one in found if one is not None]
    return kept or (not_applicable("no patient was handed off"),)


def _handed_off(row: Row) -> ClinicalTime | None:
    return row.fact.handed_off_on if isinstance(row.fact, Referral) else None


def _about(name: str, row: Row, day: ClinicalTime, frame: Frame, rule: Rule) -> Conclusion | None:
    if rejection(row, frame) is not None:
        evidence = (ordered(row), Evidence(clause=_CLAUSE, holds=False))
        return not_applicable("rejected: see referrals.rejected", name, evidence)
    at = standing(row, frame)
    if at is not None and at.stage is not Stage.HANDED_OFF:
        # Whatever comes after a hand-off shows that the other side took over.
        line = Evidence(clause=_CLAUSE, holds=True, facts=shown_by(at.facts, row, frame))
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason=f"the other side took over: {at.stage.value}",
            evidence=(ordered(row), line),
        )
    low, high = days_in(day, frame)
    if frame.view.reached(high + LAPSES_DAYS + 1):
        return None
    return _open(name, row, told(day, frame), on(high + days_of(WITHIN, low, frame)), rule)


def _open(name: str, row: Row, day: date, due: date, rule: Rule) -> Conclusion:
    action = Action(
        title="Ask the other side whether they took over the patient who was handed off",
        urgency=urgency(referral(row), least=Urgency.URGENT),
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
    shape=Check(look=look, uses=(ORDERS, *PARTS)),
)
