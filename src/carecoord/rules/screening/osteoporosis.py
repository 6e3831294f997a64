"""Osteoporosis screening: a bone density measurement for women from 65, and earlier at raised risk.

Population: women aged 65 or more without known osteoporosis; younger women after menopause when a
clinical risk assessment says that their risk is raised.
Source: USPSTF, Osteoporosis to Prevent Fractures: Screening, 14 January 2025; the interval is not
fixed.
Departures: once, because no interval is fixed; a measurement at any age counts; of a younger woman
after menopause it is not known until her risk is on record (decision 0018).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, Code, cpt, icd10cm, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Age, All, Any, Exists, Last, coded
from carecoord.rules.engine.recurring import AtAge, Recurring, Way
from carecoord.rules.screening.reading import PRESENCE, Says
from carecoord.rules.screening.selections import (
    FEMALE,
    Recorded,
    ever,
    procedures,
    reports,
    results,
)
from carecoord.rules.screening.sources import uspstf

BONE_DENSITY = coded(
    "Bone density measurement",
    *map(cpt, ("77080", "77085", "77078")),
    *map(loinc, ("38263-0", "38265-5", "38266-3", "38267-1", "24701-5", "24966-4")),
    snomed("312681000"),
)
MENOPAUSE = ValueSet(
    url="urn:carecoord:menopause",
    name="Menopause",
    codes=(snomed("76498008"), icd10cm("Z78.0")),
    prefixes=(Code(ICD10CM, "N95"), Code(ICD10CM, "E28.31")),
)
OSTEOPOROSIS = ValueSet(
    url="urn:carecoord:osteoporosis",
    name="Osteoporosis on record",
    codes=(snomed("64859006"),),
    prefixes=(Code(ICD10CM, "M80"), Code(ICD10CM, "M81")),
)
RISK = coded("Risk assessment of osteoporosis", snomed("454331000124108"))
_RISKS = results(RISK)

_RAISED = Recorded(
    of=_RISKS,
    then=Exists(Last(Says.one_of(_RISKS, PRESENCE, "positive"))),
    record="whether the risk of osteoporosis is raised (record the result of a risk assessment)",
    name="raised risk of osteoporosis",
)

RULE = uspstf(
    word="osteoporosis",
    title="Osteoporosis screening",
    population="women aged 65 or more; younger after menopause at raised risk",
    since=date(2025, 1, 14),
    topic="Screening for Osteoporosis to Prevent Fractures",
    limits="no interval is fixed: once is all that is asked, and when to repeat it is the "
    "clinician's decision; menopause is read from conditions only; medicines that harm the bone "
    "are not read",
    departures="once, at any age, younger women: decision 0018",
    shape=Recurring(
        applies=All(
            FEMALE,
            Any(
                Age(at_least=65).named("age 65 or more"),
                All(Exists(ever(MENOPAUSE)).named("menopause"), _RAISED),
            ),
        ),
        reason_name="indication for osteoporosis screening",
        begins=AtAge(65),
        ways=(Way("bone density", procedures(BONE_DENSITY) | reports(BONE_DENSITY)),),
        once=True,
        stopped_by=ever(OSTEOPOROSIS),
        title="Bone density measurement",
        closes="a bone density measurement",
    ),
)
