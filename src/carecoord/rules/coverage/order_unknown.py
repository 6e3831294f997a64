"""Several plans are in force on the day of a visit, and which pays first is not known.

Neither their order on record nor the law settles it, or the record says two things: two plans at
one place, or an order that is the opposite of the law.

Population: patients with a visit booked on a day on which two plans may be in force.
Source: FHIR R4 Coverage.order; coordination of benefits (order_of_payers).
Departures: due the day before the first such visit (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from carecoord.model.calendar_rules import add_days
from carecoord.rules.concepts.booked import BOOKED, not_known
from carecoord.rules.coverage.coming import days_booked, to_come, visits_on
from carecoord.rules.coverage.told import COVERAGES, RESPONSES, coverage, coverages, in_force
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row

if TYPE_CHECKING:
    from carecoord.rules.coverage.order import Payers

OCCURRENCE = "plans"
_CLAUSE = "order of plans"
_SEVERAL = 2


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion about the first day to come on which the order is not known."""
    booked, held = frame.rows(BOOKED), frame.rows(COVERAGES)
    missing = booked.missing or held.missing
    if missing:
        return (not_known("-", missing),)
    by_day = {day: _plans(day, frame) for day in days_booked(frame)}
    shared = {day: plans for day, plans in by_day.items() if len(plans) >= _SEVERAL}
    if not shared:
        return (not_applicable("two plans are in force on the day of no visit"),)
    for day, plans in shared.items():
        sure = [row for row, holds in plans if holds]
        if _unclear(sure, day) and to_come(day, frame):
            return (_unknown_order(day, sure, frame, rule),)
    for day, plans in shared.items():
        rows = [row for row, _ in plans]
        if _unclear(rows, day) and to_come(day, frame):
            line = Evidence(clause=_CLAUSE, holds=None, facts=tuple(refer(row) for row in rows))
            missing = ("whether several plans are in force on the day",)
            evidence = (visits_on(days_booked(frame)[day]), line)
            return (not_known(OCCURRENCE, missing, evidence),)
    return (
        Conclusion(
            occurrence=OCCURRENCE,
            outcome=Outcome.NOT_MET,
            reason="which plan pays first is known for every visit to come",
        ),
    )


def _plans(day: date, frame: Frame) -> list[tuple[Row, bool | None]]:
    """The plans that may be in force on a day."""
    said = [(row, in_force(row, day, frame)[0]) for row in coverages(frame)]
    return [(row, holds) for row, holds in said if holds is not False]


def _order(rows: list[Row], day: date) -> Payers:
    # Most patients have one plan: a start does not load the law of several (decision 0041).
    from carecoord.rules.coverage.order import order_of_payers

    return order_of_payers([coverage(row) for row in rows], day)


def _unclear(rows: list[Row], day: date) -> bool:
    order = _order(rows, day)
    return bool(order.unordered or order.contradictions)


def _unknown_order(day: date, rows: list[Row], frame: Frame, rule: Rule) -> Conclusion:
    order = _order(rows, day)
    asked = dict.fromkeys(one.text for one in (*order.questions, *order.contradictions))
    action = Action(
        title="Ask which plan is primary (pays first)",
        urgency=Urgency.ROUTINE,
        closes="the order of the plans on record",
        licences=rule.licences,
        due=add_days(day, -1),
        overdue_after=add_days(day, -1),
        window_over="ask when the patient is checked in",
    )
    line = Evidence(
        clause=_CLAUSE,
        holds=False,
        facts=tuple(refer(row) for row in rows),
        because="; ".join(asked),
    )
    return Conclusion(
        occurrence=OCCURRENCE,
        outcome=Outcome.MET,
        reason=f"which plan pays first on {day} is not known",
        evidence=(visits_on(days_booked(frame)[day]), line),
        action=action,
        details=(("visit on", day),),
    )


RULE = Rule(
    id="coverage.order-unknown",
    edition="2026",
    title="Which plan pays first is not known",
    population="patients with a visit booked on a day on which two plans may be in force",
    citation=Citation(
        text="FHIR R4 Coverage: order",
        locator="Coverage.order; decisions 0056 and 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT),
    limits="an accident or work may bring another payer first; what the law asks beside the plans "
    "(employment, dialysis) is not in the record and is asked for",
    departures="days: decision 0058",
    shape=Check(look=look, uses=(BOOKED, COVERAGES, RESPONSES)),
)
