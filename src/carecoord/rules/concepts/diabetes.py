"""Diabetes of type 1, type 2 or another, not of pregnancy."""

from __future__ import annotations

from carecoord.model.code import ICD10CM, Code, snomed
from carecoord.model.value_set import ValueSet

DIABETES = ValueSet(
    url="urn:carecoord:diabetes",
    name="Diabetes",
    codes=(
        snomed("44054006"),
        snomed("46635009"),
        snomed("73211009"),
        snomed("190330002"),
        snomed("313436004"),
    ),
    prefixes=tuple(Code(ICD10CM, prefix) for prefix in ("E08", "E09", "E10", "E11", "E13")),
)
