"""Keeping what was read as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import cast

import attrs

from carecoord.model.record import Record
from carecoord.model.source import Source

_LENGTH = 24


def kept(source: Source, otherwise: str) -> Record:
    """The record of an element; ``otherwise`` is its kind where it does not say its FHIR type."""
    whole = attrs.evolve(source, within=None)
    return Record(
        id=record_id(source.content), kind=_fhir_type(source.content) or otherwise, source=whole
    )


def record_id(content: bytes, number: int = 0) -> str:
    """The id of a record: a digest of its content, and of its number among identical ones."""
    name = hashlib.sha256(content).hexdigest()[:_LENGTH]
    if number:
        name = hashlib.sha256(f"{name}\x1f{number}".encode()).hexdigest()[:_LENGTH]
    return name


def _fhir_type(content: bytes) -> str | None:
    """What a resource says it is."""
    import json  # only merging asks, and a start has to be quick

    try:
        resource = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(resource, dict):
        return None
    kind = cast("Mapping[str, object]", resource).get("resourceType")
    return kind if isinstance(kind, str) else None
