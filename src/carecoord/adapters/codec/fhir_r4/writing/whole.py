"""What every resource has, whatever its type: id, labels, business identifiers."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, UUID, uuid5

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.security import coded
from carecoord.model.label import Label
from carecoord.model.organization import Organization
from carecoord.model.practitioner import Practitioner

_ONE_IDENTIFIER = frozenset({"QuestionnaireResponse"})
_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{24}(?:\.[0-9]+)?")
"""A name that reading or uniting gave: facts of equal content have the same, whosever they are."""


def address_of(*parts: str) -> str:
    """The address of what is new: it follows from the chart's key, and from what names it there."""
    return _uuid(*parts).urn


def resource_id(key: str, name: str) -> str:
    """The id of what is new in a chart: its own, if somebody gave it and FHIR allows it."""
    if _is_id(name) and (name == key or not _DIGEST.fullmatch(name)):
        return name
    return str(_uuid(key, name))


def is_known_by_number(thing: object) -> bool:
    """Whether it is the same in every chart: somebody whose id is of a business identifier."""
    if not isinstance(thing, Practitioner | Organization):
        return False
    return any(one.system and one.value for one in thing.identifiers) and _is_id(thing.id)


def name_beside(name: str, number: int) -> str:
    """Name what is written beside the first resource of a fact."""
    return f"{name}.{number}"


def _is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None


def _uuid(*parts: str) -> UUID:
    """Name names, also some that UTF-8 cannot write."""
    name = "\x1f".join(parts)
    return uuid5(NAMESPACE_URL, name.encode("utf-8", "backslashreplace").decode())


def completed(resource: e.Json, thing: object, new_id: str | None = None) -> e.Json:
    """Add to what an author wrote what the resources of all types have."""
    kind = resource["resourceType"]
    held = e.identifiers(getattr(thing, "identifiers", ()))
    labels: frozenset[Label] = getattr(thing, "labels", frozenset())
    meta = {**resource.get("meta", {}), **e.element(security=coded(labels))}
    identifier = (held[0] if held else None) if kind in _ONE_IDENTIFIER else held
    head = e.element(resourceType=kind, id=new_id, meta=meta, identifier=identifier)
    return {**head, **{name: part for name, part in resource.items() if name not in head}}
