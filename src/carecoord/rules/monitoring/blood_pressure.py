"""Blood pressure is measured again by what the last day showed: in a month, half a year, a year.

Population: adults with a blood pressure on record, with or without known hypertension.
Source: ACC/AHA guideline 2017, sections 8.1.3 and 8.2: normal 1 year; elevated, or stage 1 at low
risk, or known and at goal, 3 to 6 months; stage 1 at high risk or stage 2, 1 month. AHA/ACC
guideline 2025: as quoted, severe is above 180/120.
Departures: the longer end of 3 to 6 months; stage 1 is taken as at low risk unless diabetes, kidney
or cardiovascular disease is on record; of the 2025 edition the intervals were not read: those of
2017 are kept, labelled; prompt is within a week, beside the safety lane (decision 0019).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, reported
from carecoord.rules.criteria import Age, All, Any, Condition, Exists, Itself
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.recurring import Interval, Recurring, Way
from carecoord.rules.engine.rule import Rule

SYSTOLIC, DIASTOLIC = loinc("8480-6"), loinc("8462-4")
PANEL = coded("Blood pressure to be followed", loinc("85354-9"), loinc("55284-4"))
READINGS = reported(PANEL)
HIGH_RISK = ValueSet(
    url="urn:carecoord:high-cardiovascular-risk",
    name="High cardiovascular risk",
    codes=(snomed("44054006"), snomed("88805009"), snomed("414545008"), snomed("230690007")),
    prefixes=tuple(
        Code(ICD10CM, prefix)
        for prefix in ("E10", "E11", "E13", "N18", "I20", "I21", "I25", "I50", "I63", "I73.9")
    ),
)
HYPERTENSION = ValueSet(
    url="urn:carecoord:hypertension-to-be-followed",
    name="Hypertension",
    codes=(snomed("59621000"), snomed("38341003")),
    prefixes=tuple(Code(ICD10CM, prefix) for prefix in ("I10", "I11", "I12", "I13", "I15", "I1A")),
)


def _either(systolic: int, diastolic: int, *, above: bool = False) -> Condition:
    """One of the two pressures of the last reading is that high."""
    bound = "above" if above else "at_least"
    limits = ((SYSTOLIC, systolic), (DIASTOLIC, diastolic))
    return Any(
        *(
            Exists(Itself().amounting(component=part, unit="mm[Hg]", **{bound: limit}))
            for part, limit in limits
        )
    )


_AT_RISK = Exists(ever(HIGH_RISK)).named("diabetes, kidney or cardiovascular disease")
_SEVERE = _either(180, 120, above=True).named("last pressure above 180/120")
_VERY_HIGH = _either(180, 110).named("last pressure 180/110 or more")
_STAGE_2 = _either(140, 90).named("last pressure 140/90 or more")
_STAGE_1_AT_RISK = All(
    _either(130, 80).named("last pressure 130/80 or more"), _AT_RISK, name="130/80 at high risk"
)
_KNOWN = Exists(ever(HYPERTENSION)).named("hypertension")
_ELEVATED = _either(120, 80).named("last pressure 120/80 or more")


_PROMPTLY = Interval(days(7), when=_VERY_HIGH, because="180/110 or more")
_AFTER_SEVERE = Interval(days(7), when=_SEVERE, because="above 180/120")


def _edition(year: int, since: date, text: str, status: Status, *, promptly: Interval) -> Rule:
    return Rule(
        id="monitoring.blood-pressure",
        edition=str(year),
        title="Blood pressure measured again",
        population="age 18 or more with a blood pressure on record",
        citation=Citation(
            text=text,
            locator="follow-up after a blood pressure reading",
            status=status,
        ),
        licences=(Licence.MEDICAL_ASSISTANT, Licence.LPN, Licence.RN, Licence.PRESCRIBER),
        limits="no stage is told from one reading: it only says when to measure again; readings at "
        "home and in hospital are not told from those in the office; the ten-year risk is not "
        "computed, diseases on record stand for it",
        departures="longer end, risk, intervals of 2025, severe: decision 0019",
        in_force_from=since,
        shape=Recurring(
            applies=All(
                Age(at_least=18).named("age 18 or more"),
                Exists(READINGS).named("a blood pressure on record"),
            ),
            reason_name="blood pressure to be followed here",
            begins=READINGS,
            ways=(
                Way(
                    "blood pressure",
                    READINGS,
                    (
                        promptly,
                        Interval(months(1), when=_STAGE_2, because="140/90 or more"),
                        Interval(months(1), when=_STAGE_1_AT_RISK, because="130/80 at high risk"),
                        Interval(months(6), when=_ELEVATED, because="120/80 or more"),
                        Interval(months(6), when=_KNOWN, because="hypertension at goal"),
                        Interval(months(12)),
                    ),
                ),
            ),
            title="Blood pressure",
            closes="a blood pressure reading in the office",
            opens_before=days(6),
        ),
    )


RULE_2017 = _edition(
    2017,
    date(2017, 11, 13),
    "ACC/AHA, Guideline for High Blood Pressure in Adults, 2017",
    Status.VERIFIED,
    promptly=_PROMPTLY,
)
RULE_2025 = _edition(
    2025,
    date(2025, 8, 14),
    "AHA/ACC, Guideline for High Blood Pressure in Adults, 2025, CIR.0000000000001356",
    Status.UNVERIFIED,
    promptly=_AFTER_SEVERE,
)
