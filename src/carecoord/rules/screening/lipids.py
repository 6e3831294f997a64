"""Lipids for the risk of cardiovascular disease: about every five years from 40 to 75.

Population: adults aged 40 to 75 without cardiovascular disease and without a statin.
Source: USPSTF, Statin Use for the Primary Prevention of Cardiovascular Disease in Adults, 23 August
2022: assess the risk.
Departures: five years, a parameter: the source speaks of about five (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, loinc, rxnorm, snomed
from carecoord.model.prescription import Prescription
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured
from carecoord.rules.criteria import Age, All, Exists, Facts, Not, coded
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.recurring import AtAge, Interval, Recurring, Way
from carecoord.rules.screening.sources import uspstf

EVERY = Parameter(
    name="screening.lipids.every",
    default=months(60),
    says="after how long lipids are measured again, about five years",
)
PROFILE = coded(
    "Lipid profile",
    *map(loinc, ("24331-1", "57698-3", "2093-3", "18262-6", "13457-7", "2089-1")),
    cpt("80061"),
)
STATIN = coded(
    "Statin ingredient",
    *map(rxnorm, ("83367", "41127", "6472", "861634", "42463", "301542", "36567")),
)
DISEASE = ValueSet(
    url="urn:carecoord:cardiovascular-disease",
    name="Cardiovascular disease",
    codes=tuple(map(snomed, ("53741008", "22298006", "230690007", "414545008"))),
    prefixes=tuple(
        Code(ICD10CM, start)
        for start in (
            *("I20", "I21", "I22", "I24", "I25", "I63", "G45", "I70", "Z95.1", "Z95.5"),
            *("Z98.61", "Z86.73", "I73.9"),
        )
    ),
)
STATINS = (
    Facts(Prescription, STATIN)
    .where(Prescription.status, "active")
    .where(Prescription.do_not_perform, False)
)

RULE = uspstf(
    word="lipids",
    title="Lipids for cardiovascular risk",
    population="adults aged 40 to 75 without cardiovascular disease or a statin",
    since=date(2022, 8, 23),
    topic="Statin Use for the Primary Prevention of Cardiovascular Disease in Adults",
    limits="the risk is not computed and no medicine is advised; a statin is seen only where the "
    "prescription carries the ingredient's code; lipids under a statin are another rule's work",
    departures="five years: decision 0018",
    status=Status.UNVERIFIED,
    parameters=(EVERY,),
    shape=Recurring(
        applies=All(
            Age(at_least=40, at_most=75).named("age 40 to 75"),
            Not(Exists(STATINS)).named("no statin on record"),
        ),
        reason_name="indication for lipids without a statin",
        begins=AtAge(40),
        ways=(Way("lipids", measured(PROFILE) | examined(PROFILE), (Interval(EVERY),)),),
        stopped_by=ever(DISEASE),
        title="Lipids",
        closes="a lipid profile with a result",
    ),
)
