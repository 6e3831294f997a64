"""Keeping what was read as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import attrs

from carecoord.model.record import Record
from carecoord.model.source import Source


def kept(source: Source, otherwise: str) -> Record:
    """The record of an element; ``otherwise`` is its kind where it does not say its FHIR type."""
    whole = attrs.evolve(source, within=None)
    return Record.of(whole, _fhir_type(source.content) or otherwise)


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
