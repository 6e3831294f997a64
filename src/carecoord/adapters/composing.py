"""What a FHIR ValueSet is made of: lists of codes, other sets, and what clauses have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from carecoord.model.code import Code
from carecoord.model.foreign_codes import foreign_code, foreign_system

_VSAC = "http://cts.nlm.nih.gov/fhir/ValueSet/"
_PREFIXES = ("https://cts.nlm.nih.gov/fhir/ValueSet/", "urn:oid:")
"""Other beginnings of the Value Set Authority Center's identifiers."""


def clauses(resource: dict[str, Any]) -> list[dict[str, Any]]:
    """What a set is composed of: what it includes, then what it leaves out."""
    compose = record(resource.get("compose"))
    return [*records(compose.get("include")), *records(compose.get("exclude"))]


def by_rule(clause: dict[str, Any]) -> bool:
    """Whether it takes more than lists and sets to know what a clause holds."""
    if "filter" in clause or ("valueSet" in clause and not sets_of(clause)):
        return True
    return not ("concept" in clause or "valueSet" in clause)


def sets_of(clause: dict[str, Any]) -> list[str]:
    """The sets that a clause is cut down to."""
    named = clause.get("valueSet")
    listed = cast("list[object]", named) if isinstance(named, list) else [named]
    return [url for url in map(canonical, listed) if url is not None]


def composed(given: object, known: Mapping[str, frozenset[Code]]) -> frozenset[Code]:
    """What any of the clauses has: of each what its list and all its sets have in common."""
    found: set[Code] = set()
    for clause in records(given):
        parts = [_of_system(clause.get("system"), known[url]) for url in sets_of(clause)]
        if "concept" in clause:
            concepts = records(clause["concept"])
            parts.append({code for one in concepts for code in coded(clause.get("system"), one)})
        found |= parts[0].intersection(*parts[1:])
    return frozenset(found)


def _of_system(system: object, codes: Iterable[Code]) -> set[Code]:
    if not isinstance(system, str):
        return set(codes)
    return {code for code in codes if code.system == foreign_system(system)}


def coded(system: object, concept: dict[str, Any]) -> Iterator[Code]:
    """The code of an entry, if it has one with its system."""
    code = concept.get("code")
    if isinstance(system, str) and isinstance(code, str) and system and code:
        yield foreign_code(system, code, text(concept.get("display")))


def canonical(url: object) -> str | None:
    """A set's URL as rules write it: without version, one form for VSAC's identifiers."""
    if not isinstance(url, str) or not url:
        return None
    bare = url.partition("|")[0]
    for prefix in _PREFIXES:
        if bare.startswith(prefix):
            return _VSAC + bare.removeprefix(prefix)
    return bare


def records(value: object) -> list[dict[str, Any]]:
    """A list of JSON objects; empty when it is none."""
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [record(one) for one in listed]


def record(value: object) -> dict[str, Any]:
    """A JSON object; empty when it is none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def text(value: object) -> str | None:
    """A text; None when it is empty or none."""
    return value if isinstance(value, str) and value else None
