"""Low-dose CT of the lungs: what was done, its category and what resolves it."""

from __future__ import annotations

from carecoord.model.code import ICD10CM, Code, cpt, hcpcs, loinc, snomed
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever, examined, reported
from carecoord.rules.criteria import coded
from carecoord.rules.screening.reading import LUNG_RADS, Says

LOW_DOSE_CT = coded(
    "Low-dose CT of the chest",
    *map(snomed, ("16334891000119106", "713548006")),
    cpt("71271"),
    hcpcs("G0297"),
    loinc("79086-5"),
)
NEXT = coded(
    "Next image or biopsy of the lung",
    *map(cpt, ("71250", "71260", "71271", "78811", "78812", "78814", "78815", "32408", "31628")),
    loinc("24627-2"),
    loinc("24628-0"),
)
CATEGORY = coded("Lung-RADS category", snomed("1362105002"))
LUNG_CANCER = ValueSet(
    url="urn:carecoord:lung-cancer",
    name="Lung cancer",
    codes=(snomed("363358000"), snomed("254637007"), snomed("254632001")),
    prefixes=(Code(ICD10CM, "C34"), Code(ICD10CM, "Z85.118")),
)

SCANS = examined(LOW_DOSE_CT) | reported(LOW_DOSE_CT)
SUSPICIOUS = Says.one_of(reported(CATEGORY), LUNG_RADS, "4").named("Lung-RADS 4")
RESOLVED = (
    examined(NEXT) | reported(NEXT) | Says.one_of(reported(CATEGORY), LUNG_RADS, "1", "2", "3")
)
OUT = ever(LUNG_CANCER)
