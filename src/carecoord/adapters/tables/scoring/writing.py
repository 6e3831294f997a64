"""Columns of scores: numbers and flags that are null where they are not known."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from carecoord.adapters.tables.cells import numpy
from carecoord.adapters.tables.cells_out import count_cells
from carecoord.adapters.tables.frames import Table, narwhals


def known(faults: Any, bits: int) -> Any:  # noqa: ANN401
    """Whether none of these bits is set, for each row."""
    if hasattr(faults, "dtype"):
        return (faults & bits) == 0
    return [fault & bits == 0 for fault in faults]


def wholes(values: Any, there: Any, table: Table) -> Any:  # noqa: ANN401
    """Whole numbers, also written as fractions; null where they are not there."""
    if not hasattr(values, "dtype"):
        cells = [int(value) if one else None for value, one in zip(values, there, strict=True)]
        return count_cells(cells, table)
    np = numpy()
    if values.dtype.kind == "f":
        values = np.where(there, values, 0)
    values = values.astype(np.int64, copy=False)
    nw, backend = narwhals(), table.frame.implementation
    if backend.is_pandas():
        pandas = import_module("pandas")
        return pandas.Series(pandas.arrays.IntegerArray(values, ~there))
    series = nw.new_series("", values, nw.Int64(), backend=backend)
    if there.all():
        return series
    flags = nw.new_series("", there, nw.Boolean(), backend=backend)
    nothing = nw.new_series("", [None] * len(values), nw.Int64(), backend=backend)
    return series.zip_with(flags, nothing)


def looked_up(scores: Any, there: Any, held: tuple[Any, ...], otherwise: Any) -> Any:  # noqa: ANN401
    """What is held for each score from 0; ``otherwise`` where there is no score."""
    if not hasattr(scores, "dtype"):
        return [held[score] if one else otherwise for score, one in zip(scores, there, strict=True)]
    np = numpy()
    if isinstance(held[0], float):
        return np.where(there, np.asarray(held)[np.where(there, scores, 0)], otherwise)
    places = np.where(there, scores, len(held))
    return np.asarray([*held, otherwise], object)[places].tolist()
