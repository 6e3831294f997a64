"""What R4 demands and nobody knows: the element says by FHIR's own extension that it is unknown."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing.elements import ABSENT, Json

__all__ = ["ABSENT", "known", "primitive"]


def known(part: Json | None) -> Json:
    """The element, or one that says that it is unknown."""
    return part or ABSENT


def primitive(name: str, value: object) -> Json:
    """A primitive element under its name, or that it is unknown beside where it would stand."""
    return {f"_{name}": ABSENT} if value in (None, "") else {name: value}
