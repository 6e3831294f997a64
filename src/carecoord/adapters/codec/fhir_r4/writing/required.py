"""What R4 demands where a fact is silent, or speaks in other words than FHIR's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.status_words import words_of

ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
"""Stands where R4 demands an element and nothing is known of it."""
_CODE = re.compile(r"[^\s]+( [^\s]+)*")
_OTHER_WORD = "not a word of the set that FHIR allows here; left out"


def required(names: Names, fact: Fact, field: str, element: str) -> e.Json:
    """Write a word that R4 demands: ``unknown``, or absent, where the fact has none of FHIR's."""
    word: str | None = getattr(fact, field)
    allowed = words_of(type(fact), field) or ()
    if word is not None and word in allowed:
        return {element: word}
    if word is not None:
        names.lost(element, _OTHER_WORD)
    return {element: "unknown"} if "unknown" in allowed else {f"_{element}": ABSENT}


def optional(names: Names, fact: Fact, field: str, element: str) -> e.Json:
    """Write a word that R4 does not demand, if it is one of FHIR's."""
    word: str | None = getattr(fact, field)
    return among(names, word, words_of(type(fact), field) or (), element)


def among(names: Names, word: str | None, allowed: Collection[str], element: str) -> e.Json:
    """Write a word if it is one of those that are allowed; ``element`` may be a path."""
    if word is None:
        return {}
    if word in allowed:
        return {element.rsplit(".", 1)[-1]: word}
    names.lost(element, _OTHER_WORD)
    return {}


def day(names: Names, time: ClinicalTime | None, element: str) -> str | None:
    """Write a date: it has no time of day."""
    if isinstance(time, datetime):
        names.lost(element, "a date has no time of day; only the date is written")
        return time.date().isoformat()
    return e.moment(time)


def positive(names: Names, number: int | None, element: str) -> int | None:
    """Write a whole number from one up."""
    if number is None or number > 0:
        return number
    names.lost(element, "not a number from 1 up; left out")
    return None


def code(names: Names, word: str | None, element: str) -> str | None:
    """Write a word as a code: no empty one, and blanks only single and inside."""
    if word is None or _CODE.fullmatch(word):
        return word
    names.lost(element, "not of the form of a code; left out")
    return None


def codes(names: Names, words: Iterable[str], element: str) -> list[str]:
    """Write several words as codes."""
    found = (code(names, one, element) for one in words)
    return [one for one in found if one is not None]


def concept(value: CodeableConcept | None) -> e.Json:
    """Write a concept that R4 demands."""
    return e.concept(value) or ABSENT


def homeless(names: Names, fact: Fact, places: dict[str, str], where: str) -> None:
    """Note the fields that say something and have no place in a resource."""
    for field, element in places.items():
        if getattr(fact, field) not in {None, (), False}:
            names.lost(element, f"{where} has no place for it")


def bound_concept(code: str, system: str) -> e.Json:
    """Write a code that is always the same."""
    return {"coding": [{"system": system, "code": code}]}
