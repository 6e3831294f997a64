"""HIV screening: at least once from 15 to 65.

Population: adolescents and adults aged 15 to 65 without known HIV.
Source: USPSTF, Human Immunodeficiency Virus Infection: Screening, 11 June 2019; repeats depend on
risk.
Departures: once, because repeats depend on a risk that is not read (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured
from carecoord.rules.criteria import Age, coded
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.recurring import AtAge, Recurring, Way
from carecoord.rules.screening.sources import uspstf

TEST = coded(
    "HIV test",
    *map(loinc, ("56888-1", "75622-1", "31201-7", "7918-6", "68961-2", "29893-5", "105080-6")),
    *map(loinc, ("80387-4", "14092-1", "20447-9")),
    *map(cpt, ("86701", "86702", "86703", "87389", "87806")),
)
KNOWN = ValueSet(
    url="urn:carecoord:known-hiv",
    name="Known HIV",
    codes=(snomed("86406008"),),
    prefixes=tuple(Code(ICD10CM, start) for start in ("B20", "Z21", "B97.35", "O98.7")),
)

RULE = uspstf(
    word="hiv",
    title="HIV screening",
    population="adolescents and adults aged 15 to 65",
    since=date(2019, 6, 11),
    topic="Screening for Human Immunodeficiency Virus Infection",
    limits="once is all that is asked: repeats by risk, and a test in every pregnancy, are not "
    "asked here; what the test said is not read, and consent to it is not asked for",
    departures="once: decision 0018",
    status=Status.UNVERIFIED,
    shape=Recurring(
        applies=Age(at_least=15, at_most=65).named("age 15 to 65"),
        reason_name="indication for HIV screening",
        begins=AtAge(15),
        ways=(Way("HIV test", measured(TEST) | examined(TEST)),),
        once=True,
        stopped_by=ever(KNOWN),
        title="HIV test",
        closes="an HIV test with a result",
    ),
)
