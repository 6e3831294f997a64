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


def record_id(content: bytes) -> str:
    """The id of a record, the first of identical ones: a digest of its content."""
    return hashlib.sha256(content).hexdigest()[:_LENGTH]


def numbered(first: str, number: int) -> str:
    """The id of a record, from that of the first among identical ones, and its number there."""
    if not number:
        return first
    return hashlib.sha256(f"{first}\x1f{number}".encode()).hexdigest()[:_LENGTH]


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
