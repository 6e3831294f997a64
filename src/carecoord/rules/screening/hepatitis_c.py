"""Hepatitis C screening: once from 18 to 79.

Population: adults aged 18 to 79 without known hepatitis C.
Source: USPSTF, Hepatitis C Virus Infection: Screening, 2 March 2020; repeats with ongoing risk.
Departures: once, because ongoing risk is not read (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, hcpcs, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured
from carecoord.rules.criteria import Age, coded
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.recurring import AtAge, Recurring, Way
from carecoord.rules.screening.sources import uspstf

TEST = coded(
    "Hepatitis C test",
    *map(loinc, ("16128-1", "13955-0", "48159-8", "11011-4", "20416-4", "5012-0")),
    *map(cpt, ("86803", "86804", "87520", "87522")),
    hcpcs("G0472"),
)
KNOWN = ValueSet(
    url="urn:carecoord:known-hepatitis-c",
    name="Known hepatitis C",
    codes=(snomed("50711007"), snomed("128302006")),
    prefixes=tuple(Code(ICD10CM, start) for start in ("B17.1", "B18.2", "B19.2")),
)

RULE = uspstf(
    word="hepatitis-c",
    title="Hepatitis C screening",
    population="adults aged 18 to 79",
    since=date(2020, 3, 2),
    topic="Screening for Hepatitis C Virus Infection",
    limits="once is all that is asked: repeats with ongoing risk are not asked here; what the "
    "test said is not read",
    departures="once: decision 0018",
    status=Status.UNVERIFIED,
    shape=Recurring(
        applies=Age(at_least=18, at_most=79).named("age 18 to 79"),
        reason_name="indication for hepatitis C screening",
        begins=AtAge(18),
        ways=(Way("hepatitis C test", measured(TEST) | examined(TEST)),),
        once=True,
        stopped_by=ever(KNOWN),
        title="Hepatitis C test",
        closes="a hepatitis C test with a result",
    ),
)
