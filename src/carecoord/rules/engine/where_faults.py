"""What is wrong with a filter over a field, as it is written.

What no fact can hold: a field that the type lacks, a word that is none of FHIR's, a code where
words stand, two filters that leave nothing over.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from carecoord.model.status_words import words_of
from carecoord.rules.criteria.fact_types import written_as
from carecoord.rules.criteria.fields import Filled, Where
from carecoord.rules.engine.fact_fields import fact_type, lacking
from carecoord.rules.engine.fault import NEVER

_ONE_CODE = "Code | None"
_CODED = (
    "Code",
    "CodeableConcept",
    "CodeableConcept | None",
    "tuple[CodeableConcept, ...]",
    _ONE_CODE,
)
_TEXT = ("str", "str | None", "tuple[str, ...]")


def where_faults(part: Where) -> Iterator[str]:
    """Every fault of a filter by the values of a field."""
    if not (part.values or part.codes or part.sets):
        yield f"{NEVER if part.keep else 'it refuses nothing'}: no value of {part.field}"
        return
    kind = fact_type(part)
    if kind is None:
        yield from _nothing_left(part, None)
        return
    written = written_as(kind, part.field)
    if written is None:
        yield from lacking(part, part.field)
        return
    yield from _of_another_kind(part, written)
    yield from _no_words(part, kind)
    yield from _nothing_left(part, written)


def filled_faults(part: Filled) -> Iterator[str]:
    """Every fault of a filter by whether a field holds anything."""
    yield from lacking(part, part.field)


def _of_another_kind(part: Where, written: str) -> Iterator[str]:
    """Codes where text stands, or text where concepts stand."""
    if written in _TEXT and (part.codes or part.sets):
        yield f"{part.field} holds text, and no code"
    if written in _CODED and part.values - {None}:
        yield f"{part.field} holds codes, and no {_said(part.values - {None})}"


def _no_words(part: Where, kind: type) -> Iterator[str]:
    """Words that FHIR does not allow there, with the nearest that it does."""
    allowed = words_of(kind, part.field)
    if allowed is None:
        return
    for word in sorted(str(value) for value in part.values - allowed - {None}):
        near = get_close_matches(word, sorted(allowed), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(allowed))}"
        yield f"{word!r} is no {part.field.replace('_', ' ')} of {kind.__name__}; {hint}"


def _nothing_left(part: Where, written: str | None) -> Iterator[str]:
    """That what earlier filters on the same field kept is all taken away by this one."""
    earlier = _earlier(part, written)
    before = _left(earlier)
    if before and not _left([part, *earlier]):
        yield f"{NEVER}: {part.clause}, where only {_said(before)} is left"


def _earlier(part: Where, written: str | None) -> list[Where]:
    """The filters on the same field that it narrows, nearest first."""
    found: list[Where] = []
    source = part.narrows()
    while source is not None:
        if isinstance(source, Where) and source.field == part.field and _exclusive(source, written):
            found.append(source)
        source = source.narrows()
    return found if _exclusive(part, written) else []


def _exclusive(part: Where, written: str | None) -> bool:
    """Whether the field can be only one of what the filter names, by what the rule itself says."""
    return not part.several and not part.sets and (not part.codes or written == _ONE_CODE)


def _left(filters: list[Where]) -> frozenset[object]:
    """What all filters together leave over; nothing when none keeps anything."""
    kept = [_named(one) for one in filters if one.keep]
    if not kept:
        return frozenset()
    refused = (_named(one) for one in filters if not one.keep)
    return kept[0].intersection(*kept[1:]).difference(*refused)


def _named(part: Where) -> frozenset[object]:
    return part.values | {(code.system, code.code) for code in part.codes}


def _said(values: frozenset[object]) -> str:
    return " or ".join(sorted(repr(value) for value in values))
