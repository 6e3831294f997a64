"""Columns of results: words, numbers and rows chosen by number for each row."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from carecoord.adapters.tables.cells_out import cells_at, count_cells, flag_cells
from carecoord.adapters.tables.frames import Table, Texts, named, narwhals


def words(codes: Any, known: Sequence[str | None], table: Table) -> Any:  # noqa: ANN401
    """A text for each code; code -1 is null."""
    return _chosen(codes, named("", Texts([*known, None]), table.frame.implementation))


def flags(codes: Any, known: Sequence[bool | None], table: Table) -> Any:  # noqa: ANN401
    """Yes, no or null for each code; code -1 is null."""
    return _chosen(codes, flag_cells([*known, None], table))


def counts(codes: Any, known: Sequence[int | None], table: Table) -> Any:  # noqa: ANN401
    """A whole number or null for each code; code -1 is null."""
    return _chosen(codes, count_cells([*known, None], table))


def wholes(values: Any, table: Table) -> Any:  # noqa: ANN401
    """Whole numbers as they are; null where one is below 0."""
    nw, backend = narwhals(), table.frame.implementation
    if not hasattr(values, "dtype"):
        return count_cells([None if value < 0 else value for value in values], table)
    if backend.is_pandas():
        pandas = import_module("pandas")
        made = pandas.Series(pandas.arrays.IntegerArray(values.astype("int64"), values < 0))
        return nw.from_native(made, series_only=True)
    series = nw.new_series("number", values, nw.Int64(), backend=backend)
    number = nw.col("number")
    return series.to_frame().select(nw.when(number >= 0).then(number))["number"]


def rows_of(name: str, places: Any, table: Table) -> Any:  # noqa: ANN401
    """The cells of a column at some rows; null where a row is below 0."""
    return cells_at(table.frame[name], wholes(places, table))


def _chosen(codes: Any, series: Any) -> Any:  # noqa: ANN401
    """The cells of a series at some places; -1 is the last."""
    many = len(series)
    at = codes % many if hasattr(codes, "dtype") else [code % many for code in codes]
    return narwhals().maybe_reset_index(series[at])
