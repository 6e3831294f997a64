"""Who did something, and as what."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.actor import Actor

_ONE_FUNCTION = "FHIR has a place for one function"
_NO_FUNCTION = "FHIR has no place for a function here"
_NOBODY = "somebody with neither name nor address"


def who(actor: Actor | None, element: str, names: Names) -> e.Json | None:
    """Who it was, where FHIR asks for nothing else."""
    if actor is None:
        return None
    if actor.roles:
        names.lost(f"{element}.function", _NO_FUNCTION)
    found = names.actor(actor)
    if not found:
        names.lost(element, _NOBODY)
    return found or None


def several(actors: Iterable[Actor], element: str, names: Names) -> list[e.Json]:
    """Several of them."""
    found = (who(one, element, names) for one in actors)
    return [one for one in found if one is not None]


def performers(actors: Iterable[Actor], names: Names) -> list[e.Json]:
    """Who did it, each with a function."""
    found: list[e.Json] = []
    for actor in actors:
        person = names.actor(actor)
        if not person:
            names.lost("performer", _NOBODY)
            continue
        functions = e.concepts(actor.roles)
        if len(functions) > 1:
            names.lost("performer.function", _ONE_FUNCTION)
        found.append(e.element(function=functions[0] if functions else None, actor=person))
    return found
