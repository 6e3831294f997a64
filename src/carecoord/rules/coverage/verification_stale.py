"""A visit is near, and no payer has said that a plan is in force on its day.

An answer is about dates of service: one about this month says nothing of the next. Verified is what
the payer said, not that it will pay.

Population: patients with a visit booked within the lead and a plan that may be in force on its day.
Source: practice of registration; FHIR R4 CoverageEligibilityResponse (serviced, inforce).
Departures: told from 7 days before the visit, due the day before; a day without any plan is told by
coverage.not-in-force; who pays for themselves has nobody to ask (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from carecoord.model.calendar_rules import add_days
from carecoord.rules.concepts.booked import BOOKED, THE_DAY, days_of, not_known, soon
from carecoord.rules.coverage.coming import days_booked, to_come, undated, visits_on
from carecoord.rules.coverage.told import (
    COVERAGES,
    RESPONSES,
    Answer,
    Told,
    coverages,
    in_force,
)
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, FactRef, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row

LEAD = Parameter(
    "coverage.verification-stale.lead",
    default=days(7),
    says="how long before a visit its coverage is verified",
)
_CLAUSE = "coverage verified for the day"
_NO_VISIT, _NO_PLAN = "no visit is near", "no plan may be in force on {day}"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each day near on which visits are booked."""
    booked = frame.rows(BOOKED)
    if booked.missing:
        return (not_known("-", booked.missing),)
    near = [(day, rows) for day, rows in days_booked(frame).items() if _near(day, frame)]
    loose = [row for row in undated(frame) if soon(row, _lead(row.start_low, frame), frame)]
    missing = frame.rows(COVERAGES).missing
    if (near or loose) and missing:
        return (not_known("-", missing),)
    told = [_about(day, rows, frame, rule) for day, rows in near]
    if loose and coverages(frame):
        told.append(not_known("undated", (THE_DAY,), (visits_on(loose),)))
    return told or (not_applicable(_NO_VISIT),)


def _lead(day: int, frame: Frame) -> int:
    return days_of(LEAD, day, frame)


def _near(day: date, frame: Frame) -> bool:
    from_ = day.toordinal() - _lead(day.toordinal(), frame)
    return frame.view.reached(from_) and to_come(day, frame)


def _about(day: date, rows: list[Row], frame: Frame, rule: Rule) -> Conclusion:
    visits = visits_on(rows)
    held = [(row, *in_force(row, day, frame)) for row in coverages(frame)]
    plans = [(row, answer) for row, holds, answer in held if holds is not False]
    if not plans:
        return not_applicable(_NO_PLAN.format(day=day), str(day), (visits,))
    verified = [answer for _, answer in plans if answer.told is Told.VERIFIED]
    if verified:
        line = Evidence(clause=_CLAUSE, holds=True, facts=_facts(verified))
        return Conclusion(
            occurrence=str(day),
            outcome=Outcome.NOT_MET,
            reason=f"a plan is verified for {day}",
            evidence=(visits, line),
        )
    open_ = [answer for _, answer in plans if answer.told is Told.UNKNOWN]
    if open_:
        missing = tuple(dict.fromkeys(one for answer in open_ for one in answer.missing))
        line = Evidence(clause=_CLAUSE, holds=None, facts=_facts(open_))
        return not_known(str(day), missing, (visits, line))
    line = Evidence(clause=_CLAUSE, holds=False, facts=tuple(refer(row) for row, _ in plans))
    return _stale(day, (visits, line), frame, rule)


def _facts(answers: list[Answer]) -> tuple[FactRef, ...]:
    return tuple(dict.fromkeys(fact for answer in answers for fact in answer.facts))


def _stale(day: date, evidence: tuple[Evidence, ...], frame: Frame, rule: Rule) -> Conclusion:
    eve = add_days(day, -1)
    action = Action(
        title="Verify coverage for the day of the visit",
        urgency=Urgency.ROUTINE,
        closes="the payer's answer about the day, or the visit moved",
        licences=rule.licences,
        earliest=add_days(day, -_lead(day.toordinal(), frame)),
        due=eve,
        overdue_after=eve,
        window_over="verify when the patient is checked in",
    )
    return Conclusion(
        occurrence=str(day),
        outcome=Outcome.MET,
        reason=f"no plan is verified for {day}",
        evidence=evidence,
        action=action,
        details=(("visit on", day),),
    )


RULE = Rule(
    id="coverage.verification-stale",
    edition="2026",
    title="Coverage not verified for a visit",
    population="patients with a visit booked within the lead and a plan that may be in force",
    citation=Citation(
        text="carecoord convention on FHIR R4 Coverage and CoverageEligibilityResponse",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT),
    limits="one plan that is verified for the day is enough, whether others pay too or not; that a "
    "plan is in force does not say that the service is covered",
    departures="lead, and what counts as verified: decision 0058",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(BOOKED, COVERAGES, RESPONSES)),
)
