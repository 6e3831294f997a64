"""Cells that may be empty, going out: days, counts, yes or no, as each kind of frame has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from importlib import import_module
from math import floor
from typing import Any

from carecoord.adapters.tables.frames import Table, narwhals

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def day_cells(days: Iterable[float | None], table: Table, *, dated: bool) -> Any:  # noqa: ANN401
    """Days as dates, or as the whole numbers that they came in; part of a day is cut off.

    Null where there is none, or none that a date can name. pandas has times at midnight.
    """
    nw = narwhals()
    whole = [None if day is None or day != day else floor(day) for day in days]  # noqa: PLR0124
    if not dated:
        return count_cells(whole, table)
    dates = [
        None if day is None or not _FIRST <= day <= _LAST else date.fromordinal(day)
        for day in whole
    ]
    backend = table.frame.implementation
    if backend.is_pandas():
        times = [None if one is None else datetime(one.year, one.month, one.day) for one in dates]  # noqa: DTZ001
        return nw.new_series("", times, nw.Datetime("ms"), backend=backend)
    return nw.new_series("", dates, nw.Date(), backend=backend)


def count_cells(numbers: Sequence[int | None], table: Table) -> Any:  # noqa: ANN401
    """Whole numbers, or null."""
    return _cells(numbers, table, narwhals().Int64(), "Int64")


def flag_cells(flags: Sequence[bool | None], table: Table) -> Any:  # noqa: ANN401
    """Yes, no, or null."""
    return _cells(flags, table, narwhals().Boolean(), "boolean")


def _cells(values: Sequence[Any], table: Table, kind: Any, pandas_kind: str) -> Any:  # noqa: ANN401
    nw, backend = narwhals(), table.frame.implementation
    if not backend.is_pandas():
        return nw.new_series("", values, kind, backend=backend)
    series = import_module("pandas").Series(values, dtype=pandas_kind)
    return nw.from_native(series, series_only=True)
