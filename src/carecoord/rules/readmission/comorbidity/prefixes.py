"""Lists of codes, each standing for all that begin with it, as one table from codes to masks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carecoord.rules.readmission.comorbidity.icd10 import plain
from carecoord.rules.readmission.comorbidity.quan_2005 import spread

_LENGTHS = (3, 4)
"""How long the codes of the lists are, without dots."""


def table_of(lists: Iterable[str]) -> dict[str, int]:
    """By code without dots a bit for each list that holds it: the first list has bit 0."""
    found: dict[str, int] = {}
    for place, codes in enumerate(lists):
        for code in spread(codes):
            key = code.replace(".", "")
            found[key] = found.get(key, 0) | 1 << place
    return found


def mask_in(table: Mapping[str, int], code: str) -> int:
    """The lists that hold an ICD-10 code, however it is written, or what it begins with."""
    text, found = plain(code), 0
    for length in _LENGTHS:
        found |= table.get(text[:length], 0)
    return found
