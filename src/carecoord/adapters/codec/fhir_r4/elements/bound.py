"""Words of the sets that FHIR fixes, however they are spelt: a status that is missed is believed.

Of several words the one that takes the most back is taken: what somebody called refuted or entered
in error must not count as present because something else stands before it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements.concepts import first_code
from carecoord.adapters.codec.fhir_r4.elements.inverting import INVERTING
from carecoord.adapters.codec.fhir_r4.elements.structs import Concept
from carecoord.adapters.codec.fhir_r4.reasons import FOREIGN_WORD, ONE_OF_SET, RESPELT
from carecoord.model.status_words import words_of

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.charting.draft import Draft

_FIELDS = {
    "status": "status",
    "doc_status": "docStatus",
    "lifecycle_status": "lifecycleStatus",
    "clinical_status": "clinicalStatus",
    "verification_status": "verificationStatus",
}


def bound_code(at: Entry, value: Concept | None, kind: type, field: str) -> str | None:
    """Read the word of a fixed set from a concept: of its codings the one of the set."""
    found = first_code(value)
    words = words_of(kind, field) or frozenset()
    if value is None or (found in words and len(value.coding) == 1):
        return found
    codes = [one.code for one in value.coding if one.code]
    right = [word for one in codes if (word := _meant(one, words))]
    if not right and value.text:
        right = [word for word in (_meant(value.text, words),) if word]
    if not right:
        return found
    chosen = next((word for word in INVERTING if word in right), right[0])
    if chosen != found:
        at.problem(_FIELDS[field], ONE_OF_SET)
    return chosen


def set_right(at: Entry, draft: Draft) -> None:
    """Put the words of a draft as FHIR spells them; one that it does not have stays, told."""
    values = draft.values
    for field, words in _fields_of(draft.make):
        word = values.get(field)
        if word is None or word in words:
            continue
        right = _meant(word, words)
        at.problem(_FIELDS[field], RESPELT if right else FOREIGN_WORD)
        if right:
            values[field] = right


def _meant(word: str, words: frozenset[str]) -> str | None:
    plain = "-".join(word.casefold().split())
    return plain if plain in words else None


@lru_cache(maxsize=128)
def _fields_of(make: Any) -> tuple[tuple[str, frozenset[str]], ...]:  # noqa: ANN401  what makes a fact
    if not isinstance(make, type):
        return ()
    return tuple((name, words) for name in _FIELDS if (words := words_of(make, name)))
