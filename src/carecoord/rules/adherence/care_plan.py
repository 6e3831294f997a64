"""The activities of a care plan are done by the last day that the plan gives them.

Each activity of an active plan that has a last day comes due when that day has passed. Done by then
it is done in time, afterwards late; not seen done it is still to be done, and a coordinator or a
nurse looks into what stands in the way. What was cancelled, stopped, put on hold or not begun for a
stated reason leaves the count. What has no day is not decidable, and never taken as done.

Population: patients with an active care plan.
Source: convention of this project on FHIR R4 CarePlan.activity: detail.status, detail.scheduled,
outcomeReference.
Departures: what is done, in time, late and out of the count, twelve months for which an activity
counts, and seven days of grace (decision 0031).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.adherence.concluding import conclude, not_known
from carecoord.rules.adherence.falling_due import Words, sort_out
from carecoord.rules.adherence.plan_steps import PLANS, steps_of
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable

COUNTS_FOR = Parameter(
    "adherence.care-plan.counts-for",
    default=months(12),
    says="for how long after its last day an activity counts",
)
WORDS = Words(
    each="an activity of the care plan",
    counted="activities done",
    title="See to the activities of the care plan whose window is closed",
    closes="each activity that fell due on {days} done, cancelled or given another day",
    nothing="no activity of the care plan has come due",
)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each active plan."""
    plans = frame.rows(PLANS)
    if plans.missing:
        return (not_known("-", plans.missing),)
    told = [
        conclude(
            occurrence,
            sort_out(steps_of(row, frame), WORDS, COUNTS_FOR, frame.view),
            WORDS,
            rule,
            (Evidence(clause="care plan", holds=True, facts=(refer(row),)),),
        )
        for occurrence, row in named(plans.sure)
    ]
    return told or (not_applicable("no active care plan"),)


RULE = Rule(
    id="adherence.care-plan",
    edition="2026",
    title="Activities of the care plan",
    population="patients with an active care plan",
    citation=Citation(
        text="carecoord convention on FHIR R4 CarePlan.activity",
        locator="decision 0031",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.RN),
    limits="of an activity that repeats only its last day is known; when a plan was changed is not "
    "known; tests and medicines among the activities are left to adherence.monitoring and to the "
    "rules about supply; a plan whose status is not known is not followed",
    departures="what counts as done, in time and late: decision 0031",
    parameters=(COUNTS_FOR,),
    shape=Check(look=look, uses=(PLANS,)),
)
