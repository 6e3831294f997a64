"""Prediabetes and type 2 diabetes: a glucose test every three years in overweight.

Population: adults aged 35 to 70 with a last body mass index of 25 or more, without diabetes or
prediabetes.
Source: USPSTF, Prediabetes and Type 2 Diabetes: Screening, 24 August 2021: every three years when
the result is normal.
Departures: a raised result holds the routine back until it is repeated or diagnosed, for up to
three years; the lower body mass index of Asian Americans is not used, because race is not read
(decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, measured
from carecoord.rules.criteria import Age, All, Selection, coded
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.screening.selections import OVERWEIGHT
from carecoord.rules.screening.sources import uspstf

A1C = coded("HbA1c of screening", loinc("4548-4"), loinc("17856-6"))
FASTING = coded("Fasting glucose", loinc("1558-6"), loinc("76629-5"))
AFTER_LOAD = coded("Glucose two hours after 75 g", loinc("1518-0"), loinc("20436-2"))
KNOWN = ValueSet(
    url="urn:carecoord:diabetes-or-prediabetes",
    name="Diabetes or prediabetes",
    codes=tuple(
        map(
            snomed,
            (
                *("44054006", "46635009", "73211009", "190330002", "313436004"),
                *("15777000", "714628002"),
            ),
        )
    ),
    prefixes=tuple(Code(ICD10CM, start) for start in ("E08", "E09", "E10", "E11", "E13", "R73.03")),
)


def _raised(tests: Selection, at_least: str, unit: str) -> Selection:
    return tests.amounting(at_least=at_least, unit=unit)


_A1CS, _FASTING, _LOADS = measured(A1C), measured(FASTING), measured(AFTER_LOAD)
TESTS = _A1CS | _FASTING | _LOADS
RAISED = (
    _raised(_A1CS, "5.7", "%") | _raised(_FASTING, "100", "mg/dL") | _raised(_LOADS, "140", "mg/dL")
)
NORMAL = (
    _A1CS.amounting(below="5.7", unit="%")
    | _FASTING.amounting(below=100, unit="mg/dL")
    | _LOADS.amounting(below=140, unit="mg/dL")
)
RULE = uspstf(
    word="prediabetes",
    title="Screening for prediabetes and type 2 diabetes",
    population="adults aged 35 to 70 with overweight or obesity",
    since=date(2021, 8, 24),
    topic="Screening for Prediabetes and Type 2 Diabetes",
    limits="glucose without fasting is not read; results in mmol/mol or mmol/L are not read; "
    "earlier screening at raised risk, as after gestational diabetes, is not asked here",
    departures="raised results, body mass index: decision 0018",
    shape=Recurring(
        applies=All(Age(at_least=35, at_most=70).named("age 35 to 70"), OVERWEIGHT),
        reason_name="indication for screening for prediabetes",
        begins=AtAge(35),
        ways=(Way("glucose test", TESTS, (Interval(months(36), because="when normal"),)),),
        loops=(
            Loop(
                name="raised",
                title="a raised glucose test",
                opened_by=RAISED,
                closed_by=NORMAL,
                closes_from_day=1,
                lapses_after=months(36),
            ),
        ),
        stopped_by=ever(KNOWN),
        title="Glucose test for diabetes",
        closes="an HbA1c, a fasting glucose or a glucose two hours after 75 g",
    ),
)
