"""What tables are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

Cell = str | bool | int | float | Sequence[str] | None
"""An empty cell is None; several values in one are joined in CSV and a list elsewhere.

Yes and no are true and false, in CSV as words.
"""
Row = Sequence[Cell]


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    TEXTS = "texts"
    FLAG = "flag"
    NUMBER = "number"
    FRACTION = "fraction"


Columns = Mapping[str, Kind]
"""Names in order, with what their cells hold."""
