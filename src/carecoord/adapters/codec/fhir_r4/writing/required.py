"""Words of facts under a field that FHIR binds to a fixed set, and fields without a place."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.absence import ABSENT
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.fact import Fact
from carecoord.model.status_words import words_of


def word_of(names: Names, fact: Fact, field: str, element: str) -> str | None:
    """The word of a field; one that is not in FHIR's set has no place."""
    return words.word(names, element, getattr(fact, field), _set_of(fact, field))


def optional(names: Names, fact: Fact, field: str, element: str) -> Json:
    """Write a word that FHIR does not demand, if it is one of its own."""
    return words.as_element(names, element, getattr(fact, field), _set_of(fact, field))


def required(names: Names, fact: Fact, field: str, element: str) -> Json:
    """Write a word that FHIR demands: ``unknown``, or absent, where the fact has none of FHIR's."""
    found = word_of(names, fact, field, element)
    if found is not None:
        return {element: found}
    return {element: "unknown"} if _has_unknown(fact, field) else {f"_{element}": ABSENT}


def status_or_unknown(names: Names, fact: Fact, field: str = "status") -> str | None:
    """A word that cannot be absent: ``unknown`` where FHIR has that, else the fact lacks it."""
    found = word_of(names, fact, field, field)
    if found is not None:
        return found
    if _has_unknown(fact, field):
        return "unknown"
    names.lacking(field, "FHIR demands one of its words")
    return None


def demanded(names: Names, fact: Fact, field: str) -> str | None:
    """A word that the fact has to say itself, such as the status of a request to a payer."""
    said: str | None = getattr(fact, field)
    allowed = words_of(type(fact), field)
    if said is None:
        names.lacking(field, "FHIR demands it")
    elif allowed is not None and said not in allowed:
        names.lacking(field, "not a word that FHIR knows there")
    return said


def homeless(names: Names, fact: Fact, places: dict[str, str], where: str) -> None:
    """Note the fields that say something and have no place in a resource."""
    for field, element in places.items():
        if getattr(fact, field) not in {None, (), False}:
            names.lost(element, f"{where} has no place for it")


def _set_of(fact: Fact, field: str) -> frozenset[str]:
    return frozenset(words_of(type(fact), field) or ())


def _has_unknown(fact: Fact, field: str) -> bool:
    return "unknown" in _set_of(fact, field)
