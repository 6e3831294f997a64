"""The codes of ``meta.security`` that say sensitivity labels.

Source: HL7 v3 code systems ActCode (2018-08-12) and Confidentiality, as FHIR R4 (4.0.1) publishes
them. SDV is abuse of any kind and domestic violence; VIO, violence by somebody unrelated, says less
than the label and is only read.
"""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.model.code import ACT_CODE
from carecoord.model.label import Label

RESTRICTED = ("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")
CODES: dict[Label, tuple[str, str]] = {
    Label.PART_2: (ACT_CODE, "42CFRPart2"),
    Label.PSYCHOTHERAPY_NOTES: (ACT_CODE, "PSYTHPN"),
    Label.MINOR_CONFIDENTIAL: (ACT_CODE, "ADOL"),
    Label.SEXUAL_HEALTH: (ACT_CODE, "SEX"),
    Label.HIV: (ACT_CODE, "HIV"),
    Label.MENTAL_HEALTH: (ACT_CODE, "MH"),
    Label.GENETIC: (ACT_CODE, "GDIS"),
    Label.VIOLENCE: (ACT_CODE, "SDV"),
    Label.RESTRICTED: RESTRICTED,
}
"""System and code by label; a label that is not here has no code."""


def coding(code: tuple[str, str]) -> Json:
    """Write a code of ``meta.security``."""
    return {"system": code[0], "code": code[1]}
