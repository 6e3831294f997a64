"""A visit is booked on a day on which no plan is in force: nobody is known to pay for it.

Every plan on record is cancelled, ended before or begins after the day, or the payer said that it
is not in force then. A patient who pays is on record as such (FHIR: self-pay), and has a plan here.

Population: patients with a visit booked.
Source: FHIR R4 Coverage (status, period: the last day is inside) and CoverageEligibilityResponse.
Departures: due 14 days before the first such visit, overdue from the visit on; no plan on record is
no plan, where plans were asked for (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from carecoord.model.calendar_rules import add_days
from carecoord.rules.concepts.booked import BOOKED, THE_DAY, days_of, not_known
from carecoord.rules.coverage.coming import days_booked, to_come, undated, visits_on
from carecoord.rules.coverage.told import COVERAGES, RESPONSES, coverages, in_force
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable

AHEAD = Parameter(
    "coverage.not-in-force.ahead",
    default=days(14),
    says="how long before a visit another plan is looked for",
)
OCCURRENCE = "visits"
_CLAUSE = "plan in force on the day"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion about all visits to come."""
    booked = frame.rows(BOOKED)
    if booked.missing:
        return (not_known("-", booked.missing),)
    if not booked.sure:
        return (not_applicable("no visit is booked"),)
    missing = frame.rows(COVERAGES).missing
    if missing:
        return (not_known("-", missing),)
    by_day = {day: _holds(day, frame) for day in days_booked(frame)}
    without = [day for day, holds in by_day.items() if holds is False and to_come(day, frame)]
    if without:
        return (_unfunded(without, frame, rule),)
    open_ = [day for day, holds in by_day.items() if holds is None and to_come(day, frame)]
    loose = undated(frame)
    if open_ or loose:
        rows = [*(row for day in open_ for row in days_booked(frame)[day]), *loose]
        lacking = ("whether a plan is in force on the day",) if open_ else (THE_DAY,)
        line = Evidence(clause=_CLAUSE, holds=None)
        return (not_known(OCCURRENCE, lacking, (visits_on(rows), line)),)
    return (
        Conclusion(
            occurrence=OCCURRENCE,
            outcome=Outcome.NOT_MET,
            reason="a plan is in force on the day of every visit to come",
        ),
    )


def _holds(day: date, frame: Frame) -> bool | None:
    """Whether some plan is in force on a day."""
    said = [in_force(row, day, frame)[0] for row in coverages(frame)]
    if True in said:
        return True
    return None if None in said else False


def _unfunded(without: list[date], frame: Frame, rule: Rule) -> Conclusion:
    first = without[0]
    by_day = days_booked(frame)
    refuted = {
        fact
        for day in without
        for row in coverages(frame)
        for fact in (refer(row), *in_force(row, day, frame)[1].facts)
    }
    action = Action(
        title="Find who pays for the visits on days without a plan in force",
        urgency=Urgency.URGENT,
        closes="a plan in force on the days, the patient's word to pay, or the visits moved",
        licences=rule.licences,
        due=add_days(first, -days_of(AHEAD, first.toordinal(), frame)),
        overdue_after=add_days(first, -1),
        window_over="tell the patient before the visit what is not known to be paid",
    )
    facts = tuple(sorted(refuted, key=lambda fact: (fact.type, fact.id)))
    return Conclusion(
        occurrence=OCCURRENCE,
        outcome=Outcome.MET,
        reason=f"no plan is in force on {', '.join(str(day) for day in without)}",
        evidence=(
            visits_on([row for day in without for row in by_day[day]]),
            Evidence(clause=_CLAUSE, holds=False, facts=facts),
        ),
        action=action,
        details=(("first visit without a plan", first),),
    )


RULE = Rule(
    id="coverage.not-in-force",
    edition="2026",
    title="Visit on a day without coverage in force",
    population="patients with a visit booked",
    citation=Citation(
        text="FHIR R4 Coverage: status and period",
        locator="Coverage.period, last day inside; decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.SOCIAL_WORKER, Licence.MEDICAL_ASSISTANT),
    limits="that a plan is in force does not say that it pays for the service; charity care and "
    "research that pay without a plan on record are not seen",
    departures="days, and what is no plan: decision 0058",
    parameters=(AHEAD,),
    shape=Check(look=look, uses=(BOOKED, COVERAGES, RESPONSES)),
)
