"""After gestational diabetes a test for diabetes is due every one to three years, for life.

Population: patients who gave birth with gestational diabetes more than twelve weeks ago, without
diabetes since.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 15: lifelong
screening every one to three years.
Departures: the longer end, a parameter; HbA1c, a fasting glucose or a tolerance test counts from
four weeks after the last such birth; without one, the first is due a year after it, the shorter end
(decision 0026).
"""

from __future__ import annotations

from datetime import date, tzinfo

from carecoord.model.code import loinc
from carecoord.model.observation import Observation
from carecoord.rules.concepts.diabetes import DIABETES
from carecoord.rules.criteria import Exists, Facts, Last, Span, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import Row, shifted
from carecoord.rules.followup.gestational_diabetes_test import WITH_DIABETES
from carecoord.rules.followup.occasions import conditions

TEST = coded(
    "Test for diabetes",
    *map(loinc, ("4548-4", "17856-6", "1558-6", "76629-5", "1518-0", "20436-2")),
)


def a_year_on(row: Row, zone: tzinfo) -> Row:  # noqa: ARG001  one signature for all timings
    """The day a year after it ended."""
    low, high = shifted((row.end_low, row.end_high), months=12)
    return Row(row.fact, low, high, low, high)


LAST_BIRTH = Last(WITH_DIABETES)
LONG_AGO = WITH_DIABETES.without(WITH_DIABETES.within_last(days=84))
TESTS = (
    Facts(Observation, TEST)
    .where(Observation.status, "final", "amended", "corrected")
    .with_value(Observation.value)
    .latest()
    .starting(Span(LAST_BIRTH.end.plus(days=28), None))
)
EVERY = Parameter(
    name="followup.diabetes-after-gestational.every",
    default=months(36),
    says="how long after a test for diabetes the next is due; 12 to 36 months",
)

RULE = Rule(
    id="followup.diabetes-after-gestational",
    edition="2026",
    title="Test for diabetes after gestational diabetes",
    population="gave birth with gestational diabetes more than twelve weeks ago, without diabetes",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 15, postpartum care, lifelong screening",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what a test shows is not read: a raised one is the clinician's; a new pregnancy is not "
    "told apart",
    departures="longer end, the first, which tests: decision 0026",
    in_force_from=date(2026, 1, 1),
    parameters=(EVERY,),
    shape=Recurring(
        applies=Exists(LONG_AGO).named("birth with gestational diabetes more than 12 weeks ago"),
        reason_name="birth with gestational diabetes more than 12 weeks ago",
        begins=LAST_BIRTH.timed(a_year_on).named("a year after the last such birth"),
        ways=(Way("test for diabetes", TESTS, (Interval(EVERY),)),),
        stopped_by=conditions(DIABETES),
        title="Test for diabetes after gestational diabetes",
        closes="an HbA1c, a fasting glucose or a glucose tolerance test",
    ),
)
