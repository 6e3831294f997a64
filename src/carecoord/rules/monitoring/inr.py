"""On warfarin the INR is measured every four weeks, sooner when it is out of range.

Population: patients with a running prescription of warfarin.
Source: American College of Chest Physicians, Antithrombotic Therapy, ninth edition, 2012: every
four weeks, up to twelve after three months of stable values; a value out of range again in one to
two weeks.
Departures: four weeks, a parameter, for all in range; two weeks out of the range 2 to 3; a goal of
the patient's own is not read (decision 0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import loinc, rxnorm
from carecoord.model.prescription import Prescription
from carecoord.rules.concepts.done import measured
from carecoord.rules.criteria import Any, Exists, Facts, Itself
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule

WARFARIN = coded("Warfarin", rxnorm("11289"))
INR = coded("INR", loinc("6301-6"), loinc("34714-6"))
ORDERS = (
    Facts(Prescription, WARFARIN)
    .where(Prescription.status, "active")
    .where(Prescription.do_not_perform, False)
)
IN_RANGE = Parameter(
    name="monitoring.inr.in-range",
    default=days(28),
    says="after how long an INR in range is measured again; up to 84 days when stable",
)
OUT_OF_RANGE = Any(
    Exists(Itself().amounting(below=2)),
    Exists(Itself().amounting(above=3)),
    name="last INR not between 2 and 3",
)

RULE = Rule(
    id="monitoring.inr",
    edition="2012",
    title="INR on warfarin",
    population="a running prescription of warfarin",
    citation=Citation(
        text="American College of Chest Physicians, Antithrombotic Therapy and Prevention of "
        "Thrombosis, ninth edition, Chest 141(2 Suppl), 2012",
        locator="outpatient management, INR monitoring frequency, grade 2B",
        status=Status.SECONDARY,
    ),
    licences=(Licence.RN, Licence.PHARMACIST, Licence.PRESCRIBER),
    limits="the first weeks, a changed dose and drugs that interact ask for more: the clinician "
    "sets it; prescriptions under product codes alone are not seen; home testing outside "
    "of the record is not seen",
    departures="range, intervals: decision 0019",
    in_force_from=date(2012, 2, 1),
    parameters=(IN_RANGE,),
    shape=Recurring(
        applies=Exists(ORDERS).named("warfarin"),
        reason_name="warfarin",
        begins=ORDERS,
        ways=(
            Way(
                "INR",
                measured(INR),
                (
                    Interval(days(14), when=OUT_OF_RANGE, because="not between 2 and 3"),
                    Interval(IN_RANGE),
                ),
            ),
        ),
        title="INR",
        closes="an INR result",
        opens_before=days(7),
    ),
)
