"""Bone density, menopause and the recorded risk of osteoporosis."""

from __future__ import annotations

from carecoord.model.code import ICD10CM, Code, cpt, icd10cm, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, measured, reported
from carecoord.rules.criteria import Exists, Itself, Last, coded
from carecoord.rules.engine.recurring import Way
from carecoord.rules.screening.reading import PRESENCE, Says
from carecoord.rules.screening.selections import Recorded

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

_RISKS = measured(RISK)
RAISED_RISKS = Says.one_of(_RISKS, PRESENCE, "positive")
RAISED = Recorded(
    of=_RISKS,
    then=Exists(Last(_RISKS).only_if(Exists(Says.one_of(Itself(), PRESENCE, "positive")))),
    record="whether the risk of osteoporosis is raised (record the result of a risk assessment)",
    name="raised risk of osteoporosis",
)
AFTER_MENOPAUSE = Exists(ever(MENOPAUSE)).named("menopause")
MEASURED = Way("bone density", examined(BONE_DENSITY) | reported(BONE_DENSITY))
OUT = ever(OSTEOPOROSIS)
