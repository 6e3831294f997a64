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


def cells_at(series: Any, places: Any) -> Any:  # noqa: ANN401
    """The cells of a column at some places, a series of whole numbers; null where one is null."""
    native, at = series.to_native(), places.to_native()
    if series.implementation.is_pandas():
        native = _with_room_for_null(native)
        there = at.notna()
        native = native.take(at.where(there, 0).astype("int64")) if len(at) else native[:0]
        native = native.reset_index(drop=True).where(there)
    elif series.implementation.is_pyarrow():
        native = native.take(at)
    else:
        native = native.gather(at)
    return narwhals().from_native(native, series_only=True)


def _with_room_for_null(series: Any) -> Any:  # noqa: ANN401
    """A pandas series; whole numbers and flags that have no null become those that have one."""
    kind = series.dtype
    if getattr(kind, "kind", "") not in "iub" or not hasattr(kind, "newbyteorder"):
        return series  # only numpy's kinds have an order of bytes
    names = {"bool": "boolean"}
    return series.astype(names.get(kind.name, kind.name.replace("int", "Int").replace("u", "U")))


def _cells(values: Sequence[Any], table: Table, kind: Any, pandas_kind: str) -> Any:  # noqa: ANN401
    nw, backend = narwhals(), table.frame.implementation
    if not backend.is_pandas():
        return nw.new_series("", values, kind, backend=backend)
    series = import_module("pandas").Series(values, dtype=pandas_kind)
    return nw.from_native(series, series_only=True)
