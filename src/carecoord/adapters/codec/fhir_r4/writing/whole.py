"""What every resource has, whatever its type: id, labels, business identifiers."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.labels import CODES, coding
from carecoord.model.label import Label

_ONE_IDENTIFIER = frozenset({"QuestionnaireResponse"})
_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")


def uncoded(labels: frozenset[Label]) -> list[Label]:
    """The labels that no code of ``meta.security`` says."""
    return [label for label in Label if label in labels and label not in CODES]


def address_of(fact_id: str) -> str:
    """The address of what is new: it follows from its id alone."""
    return uuid5(NAMESPACE_URL, fact_id).urn


def resource_id(fact_id: str) -> str:
    """The id of what is new: its own, where FHIR allows it for one."""
    if _ID.fullmatch(fact_id):
        return fact_id
    return str(uuid5(NAMESPACE_URL, fact_id))


def completed(resource: e.Json, thing: object, new_id: str | None = None) -> e.Json:
    """Add to what an author wrote what the resources of all types have."""
    kind = resource["resourceType"]
    held = e.identifiers(getattr(thing, "identifiers", ()))
    labels: frozenset[Label] = getattr(thing, "labels", frozenset())
    security = [coding(CODES[label]) for label in Label if label in labels and label in CODES]
    meta = {**resource.get("meta", {}), **e.element(security=security)}
    identifier = (held[0] if held else None) if kind in _ONE_IDENTIFIER else held
    head = e.element(resourceType=kind, id=new_id, meta=meta, identifier=identifier)
    return {**head, **{name: part for name, part in resource.items() if name not in head}}
