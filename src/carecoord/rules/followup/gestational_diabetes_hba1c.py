"""Where the glucose test after gestational diabetes was missed, HbA1c follows at 6 to 12 months.

Population: patients who gave birth with gestational diabetes, without a 75 g test at 4 to 12 weeks.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 15: HbA1c at 6 to
12 months where the tolerance test was missed.
Departures: the codes of births are ours (decision 0017).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc
from carecoord.model.observation import Observation
from carecoord.rules.concepts.visits import ATTEMPTS
from carecoord.rules.criteria import EACH, Exists, Facts, Not, Span, coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.rule import Rule
from carecoord.rules.followup.gestational_diabetes_test import TESTS, WITH_DIABETES

HBA1C = coded("HbA1c after gestational diabetes", loinc("4548-4"), loinc("17856-6"))
HBA1CS = (
    Facts(Observation, HBA1C)
    .where(Observation.status, "final", "amended", "corrected")
    .with_value(Observation.value)
    .latest()
)
DONE_IN_TIME = Exists(TESTS.starting(Span.days_after(EACH.end, 28, 84))).named(
    "glucose tolerance test at 4 to 12 weeks"
)

RULE = Rule(
    id="followup.gestational-diabetes-hba1c",
    edition="2026",
    title="HbA1c where the test after gestational diabetes was missed",
    population="gave birth with gestational diabetes, without a 75 g test at 4 to 12 weeks",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 15, postpartum care, HbA1c at 6 to 12 months",
        status=Status.QUOTED,
    ),
    licences=(Licence.COORDINATOR, Licence.RN, Licence.PRESCRIBER),
    limits="what the test shows is not read; until 12 weeks after the birth the tolerance test may "
    "still come",
    departures="codes: decision 0017",
    in_force_from=date(2026, 1, 1),
    shape=FollowUp(
        trigger=WITH_DIABETES,
        trigger_name="birth with gestational diabetes",
        only_if=Not(DONE_IN_TIME, name="tolerance test missed"),
        one_in=days(84),
        steps=(
            Step(
                name="hba1c",
                title="HbA1c 6 to 12 months after birth",
                earliest=months(6),
                due=months(12),
                closed_by=HBA1CS,
                attempts=ATTEMPTS,
                closes="an HbA1c result",
            ),
        ),
        lapses_after=months(18),
    ),
)
