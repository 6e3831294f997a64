"""Prediabetes and type 2 diabetes: a glucose test every three years in overweight.

Population: adults aged 35 to 70 with a last body mass index of 25 or more, without diabetes or
prediabetes.
Source: USPSTF, Prediabetes and Type 2 Diabetes: Screening, 24 August 2021: every three years when
the result is normal.
Departures: a result in the range of prediabetes is followed by another a year later, as the
American Diabetes Association has it; one in the range of diabetes holds the routine back until a
test below it or a diagnosis, for up to three years; the lower body mass index of Asian Americans is
not used, because race is not read (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever
from carecoord.rules.criteria import EACH, Age, All, Exists, Span
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.recurring import AtAge, Interval, Loop, Recurring, Way
from carecoord.rules.screening import glucose
from carecoord.rules.screening.selections import OVERWEIGHT
from carecoord.rules.screening.sources import uspstf

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
RAISED_THAT_DAY = Exists(glucose.RAISED.starting(Span(EACH.start, EACH.start)))

RULE = uspstf(
    word="prediabetes",
    title="Screening for prediabetes and type 2 diabetes",
    population="adults aged 35 to 70 with overweight or obesity",
    since=date(2021, 8, 24),
    topic="Screening for Prediabetes and Type 2 Diabetes",
    limits="glucose without fasting is not read; prediabetes on record ends it, and the yearly "
    "test that follows is not asked for here; earlier screening at raised risk, as after "
    "gestational diabetes, is not asked here",
    departures="raised results, body mass index: decision 0018",
    shape=Recurring(
        applies=All(Age(at_least=35, at_most=70).named("age 35 to 70"), OVERWEIGHT),
        reason_name="indication for screening for prediabetes",
        begins=AtAge(35),
        ways=(
            Way(
                "glucose test",
                glucose.TESTS,
                (
                    Interval(
                        months(12),
                        RAISED_THAT_DAY.named("result in the range of prediabetes"),
                        "after a result in the range of prediabetes",
                    ),
                    Interval(months(36), because="when normal"),
                ),
            ),
        ),
        loops=(
            Loop(
                name="raised",
                title="a glucose test in the range of diabetes",
                opened_by=glucose.OF_DIABETES,
                closed_by=glucose.BELOW_DIABETES,
                closes_from_day=1,
                lapses_after=months(36),
            ),
        ),
        stopped_by=ever(KNOWN),
        title="Glucose test for diabetes",
        closes="an HbA1c, a fasting glucose or a glucose two hours after 75 g",
    ),
)
