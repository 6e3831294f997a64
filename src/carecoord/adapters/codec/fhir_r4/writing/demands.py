"""What FHIR demands: words of its own sets, elements that must be there, one kind of a choice.

Where a fact does not say what must be there, it is written as not known, as FHIR provides
(``data-absent-reason``); never is something made up.
"""

from __future__ import annotations

from datetime import date, datetime

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import Code
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Value
from carecoord.model.period import Period
from carecoord.model.status_words import words_of

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
NOT_A_WORD = "not one of the words that FHIR allows here"
SAID_ALREADY = "FHIR has one place for this, where another kind of it is said"


def unknown() -> e.Json:
    """An element that must be there and is not known."""
    return {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]}


def or_unknown(value: e.Json | None) -> e.Json:
    """What is known of an element that must be there."""
    return value or unknown()


def word(fact: Fact, field: str, element: str, names: Names) -> str | None:
    """The word of a set that FHIR fixes; one that is not in it has no place."""
    value: str | None = getattr(fact, field)
    allowed = words_of(type(fact), field)
    return among(value, allowed or frozenset(), element, names)


def among(value: str | None, allowed: frozenset[str], element: str, names: Names) -> str | None:
    """A value that is one of the words allowed; another has no place."""
    if not value or value in allowed:
        return value or None
    names.lost(element, NOT_A_WORD)
    return None


def status(fact: Fact, names: Names, field: str = "status") -> str | None:
    """A word that must be there: where FHIR has ``unknown``, that, if the fact has none of its."""
    found = word(fact, field, field, names)
    if found is not None:
        return found
    if "unknown" in (words_of(type(fact), field) or ()):
        return "unknown"
    names.lacking(field, "FHIR demands one of its words")
    return None


def chosen(names: Names, **kinds: object) -> e.Json:
    """One kind of an element that has several, the first that says something."""
    said = e.element(**kinds)
    for other in list(said)[1:]:
        names.lost(other, SAID_ALREADY)
        del said[other]
    return said


def when(name: str, value: ClinicalTime | Period | None) -> e.Json:
    """A time or a period, as the kinds of ``name[x]``."""
    if isinstance(value, Period):
        return e.element(**{f"{name}Period": e.period(value)})
    return e.element(**{f"{name}DateTime": e.moment(value)})


def valued(name: str, value: Value | None) -> e.Json:
    """``value[x]``, if it says anything."""
    return e.element(**e.choice(name, value))


def day(value: ClinicalTime | None, element: str, names: Names) -> str | None:
    """A date; the time of day of an instant has no place in it."""
    if isinstance(value, datetime):
        names.lost(element, "a time of day, where FHIR has a date")
        value = date(value.year, value.month, value.day)
    return e.moment(value)


def instant(value: ClinicalTime | None, element: str, names: Names) -> str | None:
    """An instant; a date without a time has no place in it."""
    if value is not None and not isinstance(value, datetime):
        names.lost(element, "a date without a time, where FHIR has an instant")
    return e.instant(value)


def at_least(least: int, value: int | None, element: str, names: Names) -> int | None:
    """A count; one that is too small for FHIR has no place."""
    if value is None or value >= least:
        return value
    names.lost(element, f"less than {least}, which FHIR does not allow")
    return None


def is_coded(said: e.Json | None, *codes: Code) -> bool:
    """Whether a written concept has one of some codes."""
    given = (said or {}).get("coding", ())
    return any(
        one.get("system") == code.system and one.get("code") == code.code
        for one in given
        for code in codes
    )


def us_core(name: str | None) -> e.Json:
    """The claim to a profile of US Core 6.1.0."""
    return {} if name is None else {"meta": {"profile": [f"{_US_CORE}{name}"]}}
