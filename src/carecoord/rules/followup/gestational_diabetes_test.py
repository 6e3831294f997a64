"""After a birth with gestational diabetes a 75 g glucose tolerance test follows at 4 to 12 weeks.

Population: patients who gave birth with gestational diabetes.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 15; ACOG
Committee Opinion 736: a 75 g test 4 to 12 weeks after birth.
Departures: the codes of births are ours (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc
from carecoord.model.observation import Observation
from carecoord.rules.concepts.births import BIRTHS
from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import EACH, Exists, Facts, Span, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.occasions import GESTATIONAL_DIABETES, conditions

TOLERANCE_TEST = coded("75 g glucose tolerance test", loinc("1518-0"), loinc("14995-5"))
TESTS = (
    Facts(Observation, TOLERANCE_TEST)
    .where(Observation.status, "final", "amended", "corrected")
    .with_value(Observation.value)
    .latest()
)
WITH_DIABETES = BIRTHS.only_if(
    Exists(
        conditions(GESTATIONAL_DIABETES).overlapping(Span(EACH.end.minus(months=9), EACH.end))
    ).named("gestational diabetes")
)

RULE = Rule(
    id="followup.gestational-diabetes-test",
    edition="2026",
    title="Glucose tolerance test after gestational diabetes",
    population="gave birth with gestational diabetes",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 15, postpartum care",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what the test shows is not read; later tests, every one to three years, are another "
    "rule's work",
    departures="codes: decision 0017",
    in_force_from=date(2026, 1, 1),
    shape=FollowUp(
        trigger=WITH_DIABETES,
        trigger_name="birth with gestational diabetes",
        one_in=days(84),
        steps=(
            Step(
                name="test",
                title="75 g glucose tolerance test 4 to 12 weeks after birth",
                earliest=days(28),
                due=days(84),
                closed_by=TESTS,
                attempts=ATTEMPTS,
                closes="the result of a 75 g glucose tolerance test",
                window_over="window closed; HbA1c at 6 to 12 months in its place",
            ),
        ),
        lapses_after=days(365),
    ),
)
