"""Writing many codes shortly: each beginning with each ending is a code.

Codes of ICD-10-PCS are made of the same endings over and over, so that eighty thousand of them
become a few thousand words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from carecoord.adapters.tables.reference.notation import NO_ENDING

CUTS = range(1, 7)
"""After how many characters a code may be cut."""


def folded(codes: Iterable[str]) -> list[str]:
    """Write codes as lines of beginnings and endings, cut where that is shortest."""
    ordered = sorted(codes)
    return min((_cut(ordered, at) for at in CUTS), key=lambda lines: sum(map(len, lines)))


def _cut(codes: list[str], at: int) -> list[str]:
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for code in codes:
        endings[code[:at]].append(code[at:] or NO_ENDING)
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    for beginning, ends in endings.items():
        beginnings[",".join(ends)].append(beginning)
    return sorted(f"{','.join(begins)} {ends}" for ends, begins in beginnings.items())
