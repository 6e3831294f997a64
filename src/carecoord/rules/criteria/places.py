"""Kinds of stays and visits, and where people go from a hospital."""

from __future__ import annotations

from carecoord.model.code import ACT_CODE, Code, snomed

INPATIENT = tuple(Code(ACT_CODE, code) for code in ("IMP", "ACUTE", "NONAC"))
OBSERVATION = (Code(ACT_CODE, "OBSENC"),)
OUTPATIENT = tuple(Code(ACT_CODE, code) for code in ("AMB", "VR", "HH", "FLD"))

_NUBC = "http://www.nubc.org/patient-discharge"
_HL7 = "http://terminology.hl7.org/CodeSystem/discharge-disposition"

NOT_TO_THE_COMMUNITY = (
    *(
        Code(_NUBC, code)
        for code in (
            *("02", "03", "04", "05", "20", "30", "40", "41", "42", "43", "50", "51", "61", "62"),
            *("63", "64", "65", "66", "70", "82", "83", "84", "85", "88", "89", "90", "91", "92"),
            *("93", "94", "95"),
        )
    ),
    *(Code(_HL7, code) for code in ("exp", "hosp", "long", "other-hcf", "psy", "rehab", "snf")),
    snomed("428371000124100"),
    snomed("428361000124107"),
    snomed("371828006"),
    snomed("419099009"),
)
"""Discharge dispositions other than home and the like: died, hospice, another hospital, a facility.

NUBC FL 17 patient discharge status, HL7 discharge-disposition, SNOMED CT hospice and death.
"""
