"""Sensitivity labels of the source as ours.

Source: HL7 v3 code systems Confidentiality and ActCode (information sensitivity policies), as
bound by ``Resource.meta.security``.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.elements.structs import Coding, Meta
from carecoord.model.label import Label

_NO_LABELS: frozenset[Label] = frozenset()
_LABELS = {
    "42CFRPart2": Label.PART_2,
    "ETH": Label.PART_2,
    "ETHUD": Label.PART_2,
    "OPIOIDUD": Label.PART_2,
    "SUD": Label.PART_2,
    "PSYTHPN": Label.PSYCHOTHERAPY_NOTES,
    "PSY": Label.MENTAL_HEALTH,
    "MH": Label.MENTAL_HEALTH,
    "BH": Label.MENTAL_HEALTH,
    "HIV": Label.HIV,
    "STD": Label.SEXUAL_HEALTH,
    "SEX": Label.SEXUAL_HEALTH,
    "GDIS": Label.GENETIC,
    "SDV": Label.VIOLENCE,
    "VIO": Label.VIOLENCE,
    "DVD": Label.VIOLENCE,
    "ADOL": Label.MINOR_CONFIDENTIAL,
    "R": Label.RESTRICTED,
    "V": Label.RESTRICTED,
}


def labels(meta: Meta | None) -> frozenset[Label]:
    """The labels that the source put on a resource."""
    if meta is None or not meta.security:
        return _NO_LABELS
    return labels_of(meta.security)


def labels_of(security: Iterable[Coding]) -> frozenset[Label]:
    """The labels that some codes of sensitivity and confidentiality mean."""
    found = (_LABELS.get(one.code) for one in security if one.code)
    return frozenset(one for one in found if one is not None)
