"""Sensitivity labels as FHIR's: what is told keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.labels import CODES, coding
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.label import Label


def security(labels: Iterable[Label], names: Names) -> list[Json]:
    """The labels as codes; one without a code stops the request."""
    found: list[Json] = []
    for label in sorted(labels, key=lambda one: one.name):
        if label in CODES:
            found.append(coding(CODES[label]))
        else:
            names.lacking("labels", "FHIR has no code for one of them")
    return found
