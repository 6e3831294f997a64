"""Days and cells as columns of a frame of the kind that came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from math import floor
from typing import Any

from carecoord.adapters.tables.frames import Numbers, Table, Texts, narwhals


def day_column(table: Table, values: Sequence[float | None], *, dated: bool) -> Any:  # noqa: ANN401
    """Days as dates, or as the numbers they came as; part of a day counts as that day."""
    whole = [None if value is None else floor(value) for value in values]
    if not dated:
        return Numbers(whole)
    nw = narwhals()
    days = [None if value is None else date.fromordinal(value) for value in whole]
    backend = table.frame.implementation
    if backend.is_pandas_like():
        stamps = [None if day is None else datetime(day.year, day.month, day.day) for day in days]  # noqa: DTZ001
        return nw.new_series("day", stamps, nw.Datetime("us"), backend=backend)
    return nw.new_series("day", days, nw.Date(), backend=backend)


def cell_column(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """Cells of whatever kind; a column of none at all is one of texts."""
    if all(value is None or isinstance(value, str) for value in values):
        return Texts(values)
    return list(values)
