"""Codes of ICD-10 as records write them: with or without the dot, in any case, with blanks."""

from __future__ import annotations

from functools import lru_cache

from carecoord.model.code import ICD10CM

WHO = "http://hl7.org/fhir/sid/icd-10"
SYSTEMS = frozenset({ICD10CM, WHO})
_MARKS = "*+!\u2020"
"""WHO's asterisk and dagger, which is also written +, and Germany's ! may stand behind a code."""
_CATEGORY, _BEYOND = 3, 4
"""Characters before the dot, and at most behind it."""
_REMEMBERED = 65_536


@lru_cache(_REMEMBERED)
def plain(code: str) -> str:
    """A code without dot, in capitals; an empty text for what has not the shape of ICD-10."""
    text = code.strip().upper()
    if text[-1:] in _MARKS:
        text = text[:-1]
    category, rest = text[:_CATEGORY], text[_CATEGORY:].removeprefix(".")
    whole = category + rest
    fits = len(category) == _CATEGORY and len(rest) <= _BEYOND
    if not (fits and whole.isascii() and whole.isalnum()):
        return ""
    return whole if category[0].isalpha() and category[1].isdigit() and _is(category) else ""


def _is(category: str) -> bool:
    """Whether there can be such a category: E91 to E99 are external causes of ICD-9-CM."""
    return not "E91" <= category <= "E99"
