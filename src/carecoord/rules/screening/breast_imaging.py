"""Images of the breast: what was done, its category and what resolves it."""

from __future__ import annotations

from carecoord.model.code import ICD10CM, Code, cpt, hcpcs, icd10cm, loinc, snomed
from carecoord.model.observation import Observation
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, reported
from carecoord.rules.criteria import Selection, coded
from carecoord.rules.screening.reading import BI_RADS, Says

MAMMOGRAM = coded(
    "Mammogram of both breasts",
    *map(loinc, ("24606-6", "26175-0", "36625-2", "36626-0", "72142-3", "86463-7", "103892-6")),
    *map(loinc, ("24605-8", "26346-7", "72139-9")),
    *map(snomed, ("24623002", "71651007")),
    *map(cpt, ("77066", "77067")),
    hcpcs("G0202"),
)
DIAGNOSTIC = coded(
    "Diagnostic image of the breast",
    *map(loinc, ("24605-8", "26346-7", "26347-5", "26348-3", "26349-1", "26350-9", "26351-7")),
    *map(loinc, ("72137-3", "72138-1", "72139-9", "37551-9", "24601-7")),
    *map(cpt, ("77065", "77066", "76641", "76642", "77048", "77049")),
)
BIOPSY = coded(
    "Biopsy of the breast",
    snomed("122548005"),
    *map(cpt, ("19081", "19083", "19085", "19100", "19101")),
)
CATEGORY = coded("BI-RADS category", snomed("146611000146107"))
NO_BREASTS = coded(
    "Both breasts removed",
    *map(snomed, ("14693006", "27865001", "52314009", "76468001")),
)
SURVEILLED = ValueSet(
    url="urn:carecoord:breast-under-surveillance",
    name="Breast under surveillance",
    codes=(snomed("254837009"), icd10cm("Z90.13")),
    prefixes=tuple(Code(ICD10CM, start) for start in ("C50", "D05", "Z85.3", "Z15.01")),
)
"""Breast cancer, inherited risk, both breasts removed: no routine."""

MAMMOGRAMS = examined(MAMMOGRAM) | reported(MAMMOGRAM)
DIAGNOSTICS = examined(DIAGNOSTIC) | reported(DIAGNOSTIC)
BIOPSIES = examined(BIOPSY)
OUT = examined(NO_BREASTS) | ever(SURVEILLED)
_NEEDS_MORE = snomed("397138000")
_SUSPICIOUS = (snomed("397144001"), snomed("397145000"))


def _of_category(*categories: str) -> Selection:
    return Says.one_of(reported(CATEGORY), BI_RADS, *categories)


_IMAGES = reported(MAMMOGRAM, DIAGNOSTIC)
INCOMPLETE = (_of_category("0") | _IMAGES.where(Observation.value, _NEEDS_MORE)).named("BI-RADS 0")
SUSPICIOUS = (_of_category("4", "5") | _IMAGES.where(Observation.value, *_SUSPICIOUS)).named(
    "BI-RADS 4 or 5"
)
DECIDED = DIAGNOSTICS | _of_category("1", "2", "3", "4", "5", "6")
"""What resolves category 0 from the next day on: more images, or a category that is final.

Those of its own day are the images that were not complete, or the category of the other breast.
"""
