"""The tests that were ordered for a day, or planned for one, have a result.

A test comes due when the last day of its order, or of its activity in an active care plan, has
passed. A result that names the order is its result; otherwise one of the same code, taken on the
day of the order or after it, and each result stands for one order. What has no result is still to
be done, and somebody asks what stands in the way.

The tests that guidelines ask for again and again (HbA1c, INR, kidney function and others) are
followed by the rules of the family monitoring, whether somebody ordered them or not. This rule
follows what was ordered, whatever it is. The families know nothing of each other, so that both may
speak of one test.

Population: patients with an order for a test, or with a test among the activities of a care plan.
Source: convention of this project on FHIR R4 ServiceRequest.occurrence, Observation.basedOn and
CarePlan.activity.
Departures: what is a test, what is its result, twelve months for which a test counts, and seven
days of grace (decision 0031).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.rules.adherence.concluding import conclude, not_known
from carecoord.rules.adherence.falling_due import Words, lapsed, sort_out
from carecoord.rules.adherence.plan_steps import PLANS
from carecoord.rules.adherence.results import EXAMS, RESULTS, resolved
from carecoord.rules.adherence.wanted_tests import ORDERS, Wanted, wanted
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import LAST_DAY
from carecoord.rules.engine.view import View

COUNTS_FOR = Parameter(
    "adherence.monitoring.counts-for",
    default=months(12),
    says="for how long after its last day, or without one after its order, a test counts",
)
WORDS = Words(
    each="a test",
    counted="tests done",
    title="Get the tests done whose window is closed",
    closes="a result of each test that fell due on {days}, or its order revoked",
    nothing="no test has come due",
)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion about all tests."""
    missing = frame.rows(ORDERS).missing
    tests = [one for one in wanted(frame) if not _past(one, frame.view)]
    if not tests:
        return (not_known("-", missing) if missing else not_applicable("no test was asked for"),)
    found = sort_out(resolved(tests, frame), WORDS, COUNTS_FOR, frame.view, missing)
    return (conclude("tests", found, WORDS, rule),)


def _past(test: Wanted, view: View) -> bool:
    """Whether it counts no more: so long after its last day, else after it was asked for."""
    day = test.asked[1] if test.due is None else test.due[1]
    return day <= LAST_DAY and lapsed(day, COUNTS_FOR, view)


RULE = Rule(
    id="adherence.monitoring",
    edition="2026",
    title="Tests that were ordered or planned",
    population="patients with an order for a test, or a test in an active care plan",
    citation=Citation(
        text="carecoord convention on FHIR R4 ServiceRequest and Observation",
        locator="decision 0031",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.MEDICAL_ASSISTANT),
    limits="a panel whose results stand under the codes of its parts is found by reference alone; "
    "of an order that repeats only its last day is known; care plans are looked at where they are "
    "on record and not waited for",
    departures="what is a test and what is its result: decision 0031",
    parameters=(COUNTS_FOR,),
    shape=Check(look=look, uses=(ORDERS, PLANS, RESULTS, EXAMS)),
)
