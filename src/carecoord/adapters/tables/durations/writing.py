"""Days and cells as columns of a frame of the kind that came in."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Any

from carecoord.adapters.tables.cells_out import day_cells
from carecoord.adapters.tables.frames import Numbers, Table, Texts


def day_column(table: Table, values: Sequence[float | None], *, dated: bool) -> Any:  # noqa: ANN401
    """Days as dates, or as the numbers they came as; part of a day counts as that day.

    Null where there is none, or none that a date can name.
    """
    if not dated:
        return Numbers([None if value is None else floor(value) for value in values])
    return day_cells(values, table, dated=True)


def cell_column(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """Cells of whatever kind; a column of none at all is one of texts."""
    if all(value is None or isinstance(value, str) for value in values):
        return Texts(values)
    kinds: set[type] = {type(value) for value in values if value is not None}
    if kinds == {int, float}:  # tables may have the same numbers in different kinds
        return [None if value is None else float(value) for value in values]
    return list(values)
