"""The profiles of US Core that a written resource keeps.

Source: US Core 6.1.0, the mandatory elements (minimum cardinality 1) of each profile.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.model.code import Code
from carecoord.model.identifier import Identifier

BASE = "http://hl7.org/fhir/us/core/StructureDefinition/"


def profiled(name: str, *kept: object) -> Json | None:
    """Write ``meta`` with a profile, where everything that it demands is there."""
    return {"profile": [BASE + name]} if all(kept) else None


def claimed(name: str | None) -> Json:
    """Write the claim to a profile that is kept, if one is, as a part of a resource."""
    return {} if name is None else {"meta": profiled(f"us-core-{name}")}


def is_coded(said: Json | None, *codes: Code) -> bool:
    """Whether a written concept has one of some codes."""
    given = (said or {}).get("coding", ())
    return any(
        one.get("system") == code.system and one.get("code") == code.code
        for one in given
        for code in codes
    )


def named(identifiers: tuple[Identifier, ...]) -> bool:
    """Whether there is a business identifier, and each has system and value."""
    return bool(identifiers) and all(one.system and one.value for one in identifiers)


def reachable(telecom: Iterable[Json]) -> bool:
    """Whether each written way to reach somebody says how and where."""
    return all("system" in one and "value" in one for one in telecom)
