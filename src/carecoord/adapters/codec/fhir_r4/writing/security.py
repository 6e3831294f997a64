"""Sensitivity labels as the codes of ``meta.security``: what is told keeps them.

Source: HL7 v3 code systems ActCode (2018-08-12) and Confidentiality, as FHIR R4 (4.0.1) publishes
them. SDV is abuse of any kind and domestic violence; VIO, violence by somebody unrelated, says less
than the label and is only read.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.model.code import ACT_CODE
from carecoord.model.label import Label

_RESTRICTED: Json = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    "code": "R",
}
_CODES: dict[Label, Json] = {
    Label.PART_2: {"system": ACT_CODE, "code": "42CFRPart2"},
    Label.PSYCHOTHERAPY_NOTES: {"system": ACT_CODE, "code": "PSYTHPN"},
    Label.MINOR_CONFIDENTIAL: {"system": ACT_CODE, "code": "ADOL"},
    Label.SEXUAL_HEALTH: {"system": ACT_CODE, "code": "SEX"},
    Label.HIV: {"system": ACT_CODE, "code": "HIV"},
    Label.MENTAL_HEALTH: {"system": ACT_CODE, "code": "MH"},
    Label.GENETIC: {"system": ACT_CODE, "code": "GDIS"},
    Label.VIOLENCE: {"system": ACT_CODE, "code": "SDV"},
    Label.RESTRICTED: _RESTRICTED,
}
"""The code that is read as each label."""


def coded(labels: Iterable[Label]) -> list[Json]:
    """The codes of labels, in the order of the labels; those that no code says are left out."""
    held = frozenset(labels)
    return [dict(_CODES[label]) for label in Label if label in held and label in _CODES]


def uncoded(labels: Iterable[Label]) -> list[Label]:
    """The labels that no code says."""
    held = frozenset(labels)
    return [label for label in Label if label in held and label not in _CODES]


def restricting(labels: Iterable[Label]) -> list[Json]:
    """The codes of labels, where one that no code says is told as restricted."""
    held = frozenset(labels)
    return coded(held | {Label.RESTRICTED} if uncoded(held) else held)
