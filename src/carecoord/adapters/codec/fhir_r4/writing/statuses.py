"""Words that FHIR binds to a fixed set: any other cannot be written."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.fact import Fact
from carecoord.model.status_words import words_of


def status(fact: Fact, names: Names) -> str | None:
    """The status, if FHIR knows it."""
    return word(fact, "status", names)


def word(fact: Fact, field: str, names: Names) -> str | None:
    """What a field says, if it is one of the words that may stand there."""
    said: str | None = getattr(fact, field)
    allowed = words_of(type(fact), field)
    if said is None:
        names.lacking(field, "FHIR demands it")
    elif allowed is not None and said not in allowed:
        names.lacking(field, "not a word that FHIR knows there")
    return said
