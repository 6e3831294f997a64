"""Sensitivity labels as FHIR's: what is told keeps them.

Source: HL7 v3 code systems ActCode and Confidentiality, as bound by ``Resource.meta.security``.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import ACT_CODE
from carecoord.model.label import Label

_CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
_CODES = {
    Label.PART_2: (ACT_CODE, "42CFRPart2"),
    Label.PSYCHOTHERAPY_NOTES: (ACT_CODE, "PSYTHPN"),
    Label.MINOR_CONFIDENTIAL: (ACT_CODE, "ADOL"),
    Label.SEXUAL_HEALTH: (ACT_CODE, "SEX"),
    Label.HIV: (ACT_CODE, "HIV"),
    Label.MENTAL_HEALTH: (ACT_CODE, "MH"),
    Label.GENETIC: (ACT_CODE, "GDIS"),
    Label.VIOLENCE: (ACT_CODE, "VIO"),
    Label.RESTRICTED: (_CONFIDENTIALITY, "R"),
}


def security(labels: Iterable[Label], names: Names) -> list[Json]:
    """The labels as codes; one without a code stops the request."""
    found: list[Json] = []
    for label in sorted(labels, key=lambda one: one.name):
        if label in _CODES:
            system, code = _CODES[label]
            found.append({"system": system, "code": code})
        else:
            names.lacking("labels", "FHIR has no code for one of them")
    return found
