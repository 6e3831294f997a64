"""What every resource has, whatever its type: id, labels, business identifiers."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, UUID, uuid5

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.model.label import Label

_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
_CODES: dict[Label, tuple[str, str]] = {
    Label.PART_2: (_ACT, "42CFRPart2"),
    Label.PSYCHOTHERAPY_NOTES: (_ACT, "PSYTHPN"),
    Label.MENTAL_HEALTH: (_ACT, "MH"),
    Label.HIV: (_ACT, "HIV"),
    Label.SEXUAL_HEALTH: (_ACT, "SEX"),
    Label.GENETIC: (_ACT, "GDIS"),
    Label.VIOLENCE: (_ACT, "SDV"),
    Label.MINOR_CONFIDENTIAL: (_ACT, "ADOL"),
    Label.RESTRICTED: (_CONFIDENTIALITY, "R"),
}
"""The code of ``meta.security`` that is read as each label."""
_ONE_IDENTIFIER = frozenset({"QuestionnaireResponse"})
_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")


def uncoded(labels: frozenset[Label]) -> list[Label]:
    """The labels that no code of ``meta.security`` says."""
    return [label for label in Label if label in labels and label not in _CODES]


def _uuid(fact_id: str) -> UUID:
    """Name an id, also one that UTF-8 cannot write."""
    return uuid5(NAMESPACE_URL, fact_id.encode("utf-8", "backslashreplace").decode())


def address_of(fact_id: str) -> str:
    """The address of what is new: it follows from its id alone."""
    return _uuid(fact_id).urn


def resource_id(fact_id: str) -> str:
    """The id of what is new: its own, where FHIR allows it for one."""
    if _ID.fullmatch(fact_id):
        return fact_id
    return str(_uuid(fact_id))


def completed(resource: e.Json, thing: object, new_id: str | None = None) -> e.Json:
    """Add to what an author wrote what the resources of all types have."""
    kind = resource["resourceType"]
    held = e.identifiers(getattr(thing, "identifiers", ()))
    labels: frozenset[Label] = getattr(thing, "labels", frozenset())
    security = [
        {"system": _CODES[label][0], "code": _CODES[label][1]}
        for label in Label
        if label in labels and label in _CODES
    ]
    meta = {**resource.get("meta", {}), **e.element(security=security)}
    identifier = (held[0] if held else None) if kind in _ONE_IDENTIFIER else held
    head = e.element(resourceType=kind, id=new_id, meta=meta, identifier=identifier)
    return {**head, **{name: part for name, part in resource.items() if name not in head}}
