"""Screening for hypertension: blood pressure yearly from 40 or at raised risk, else every three.

Population: adults aged 18 or more without known hypertension.
Source: USPSTF, Hypertension in Adults: Screening, 27 April 2021: yearly from 40 and at raised risk,
every three to five years at 18 to 39 with a normal pressure, as reasonable options, not graded.
Departures: after three years, a parameter; raised risk is a last pressure of 130/85 or more or a
last body mass index of 25 or more, and race is not read; without a body mass index the shorter
interval (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, reported
from carecoord.rules.criteria import Age, Any, Exists, Itself, coded
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import AtAge, Interval, Recurring, Way
from carecoord.rules.screening.selections import OVERWEIGHT
from carecoord.rules.screening.sources import uspstf

SYSTOLIC, DIASTOLIC = loinc("8480-6"), loinc("8462-4")
PRESSURE = coded("Blood pressure at screening", loinc("85354-9"), loinc("55284-4"))
KNOWN = ValueSet(
    url="urn:carecoord:known-hypertension",
    name="Known hypertension",
    codes=(snomed("59621000"), snomed("38341003")),
    prefixes=tuple(Code(ICD10CM, start) for start in ("I10", "I11", "I12", "I13", "I15", "I16")),
)
UNDER_40 = Parameter(
    name="screening.hypertension.under-40",
    default=months(36),
    says="after how long a normal blood pressure under 40 is measured again, three to five years",
)
_YEARLY = months(12)
_HIGH_NORMAL = Any(
    Exists(Itself().amounting(component=SYSTOLIC, at_least=130, unit="mm[Hg]")),
    Exists(Itself().amounting(component=DIASTOLIC, at_least=85, unit="mm[Hg]")),
    name="last pressure 130/85 or more",
)

RULE = uspstf(
    word="hypertension",
    title="Screening for hypertension",
    population="adults aged 18 or more without known hypertension",
    since=date(2021, 4, 27),
    topic="Screening for Hypertension in Adults",
    limits="one reading is no diagnosis: a raised one is confirmed outside of the office, which "
    "is not asked here; a severe pressure is another rule's work; readings at home and in "
    "hospital are not told from those in the office",
    departures="three years, what raised risk is: decision 0018",
    parameters=(UNDER_40,),
    shape=Recurring(
        applies=Age(at_least=18).named("age 18 or more"),
        reason_name="indication for screening for hypertension",
        begins=AtAge(18),
        ways=(
            Way(
                "blood pressure",
                reported(PRESSURE),
                (
                    Interval(_YEARLY, Age(at_least=40).named("age 40 or more"), "at 40 or older"),
                    Interval(_YEARLY, _HIGH_NORMAL, "after a pressure of 130/85 or more"),
                    Interval(_YEARLY, OVERWEIGHT, "with overweight"),
                    Interval(UNDER_40, because="under 40 without raised risk"),
                ),
            ),
        ),
        stopped_by=ever(KNOWN),
        title="Blood pressure measurement",
        closes="a blood pressure",
    ),
)
