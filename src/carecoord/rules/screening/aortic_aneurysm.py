"""Abdominal aortic aneurysm: one ultrasound for men of 65 to 75 who ever smoked.

Population: men aged 65 to 75 who smoke or smoked, without a known aneurysm.
Source: USPSTF, Abdominal Aortic Aneurysm: Screening, 10 December 2019: one time.
Departures: an image of the aorta at any age counts as the one time (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, hcpcs, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, reported
from carecoord.rules.criteria import Age, All, coded
from carecoord.rules.engine.recurring import AtAge, Recurring, Way
from carecoord.rules.screening.selections import MALE
from carecoord.rules.screening.smoking import EVER_SMOKED
from carecoord.rules.screening.sources import uspstf

AORTA = coded(
    "Image of the abdominal aorta",
    *map(cpt, ("76706", "76770", "76775", "74174", "74175")),
    hcpcs("G0389"),
    loinc("24547-2"),
)
ANEURYSM = ValueSet(
    url="urn:carecoord:aortic-aneurysm",
    name="Aortic aneurysm",
    codes=(snomed("233985008"),),
    prefixes=tuple(Code(ICD10CM, start) for start in ("I71", "Z95.828")),
)

RULE = uspstf(
    word="aortic-aneurysm",
    title="Screening for abdominal aortic aneurysm",
    population="men aged 65 to 75 who ever smoked",
    since=date(2019, 12, 10),
    topic="Screening for Abdominal Aortic Aneurysm",
    limits="smoked means any smoking on record, not the 100 cigarettes of the source; men who "
    "never smoked are an individual decision and not asked here",
    departures="any image at any age: decision 0018",
    shape=Recurring(
        applies=All(MALE, Age(at_least=65, at_most=75).named("age 65 to 75"), EVER_SMOKED),
        reason_name="indication for screening for abdominal aortic aneurysm",
        begins=AtAge(65),
        ways=(Way("image of the aorta", examined(AORTA) | reported(AORTA)),),
        once=True,
        stopped_by=ever(ANEURYSM),
        title="Ultrasound of the abdominal aorta",
        closes="an ultrasound of the abdominal aorta",
    ),
)
