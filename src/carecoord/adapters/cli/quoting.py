"""Which cells of a column of codes a message may quote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_EXAMPLES = 3
_LIKE_A_CODE = re.compile(r"[A-Za-z]?[0-9][A-Za-z0-9.]{1,16}[-+*!]?")


def examples(cells: Iterable[str], people: Collection[str]) -> str:
    """The first few different codes, after a colon; nothing when there is none.

    A cell that is not written like a code may be the name of somebody, or a day or number of
    theirs, and one that names a patient of the table is no code at all: neither is quoted.
    """
    codes = dict.fromkeys(
        cell for cell in cells if _LIKE_A_CODE.fullmatch(cell) and cell not in people
    )
    shown = ", ".join(list(codes)[:_EXAMPLES])
    return f": {shown}" if shown else ""
