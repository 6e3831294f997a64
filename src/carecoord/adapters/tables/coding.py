"""Cells that stand for somebody or something, as numbers."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.compiled import available
from carecoord.adapters.tables.frames import narwhals

_DENSE = 4
"""Numbers are close together when their range is at most so many times their count."""


def coded(series: Any) -> tuple[Any, list[int]]:  # noqa: ANN401
    """A number from 0 for each different value in order of appearance, and where it appears first.

    A missing value has -1.
    """
    if available() and series.dtype.is_integer() and not series.is_null().any():
        whole = cells.cast_to(series, narwhals().Int64())
        if whole is not None:
            return _coded_array(whole.to_numpy())
    if series.dtype == narwhals().String and not series.is_null().any():
        different = series.unique(maintain_order=True).to_list()
        numbered = list(range(len(different)))
        if available() and len(series) and all(map(cells.known, different)):
            series = series.replace_strict(different, numbered, return_dtype=narwhals().Int64())
            return _coded_array(series.to_numpy())
    numbers_of: dict[Hashable, int] = {}
    firsts: list[int] = []
    found: list[int] = []
    for place, cell in enumerate(series.to_list()):
        value = cells.known(cell)
        if value is None:
            found.append(-1)
            continue
        code = numbers_of.setdefault(value, len(firsts))
        if code == len(firsts):
            firsts.append(place)
        found.append(code)
    return cells.listed(found), firsts


def _coded_array(values: Any) -> tuple[Any, list[int]]:  # noqa: ANN401
    np = cells.numpy()
    if len(values) == 0:
        return values, []
    if (values[1:] >= values[:-1]).all():
        changes = np.flatnonzero(values[1:] != values[:-1]) + 1
        coded = np.zeros(len(values), np.int64)
        coded[changes] = 1
        return np.cumsum(coded), [0, *changes.tolist()]
    low = int(values.min())
    width = int(values.max()) - low + 1
    if width <= _DENSE * len(values):
        return _coded_dense(np, values - low, width)
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[inverse], first[order].tolist()


def _coded_dense(np: Any, values: Any, width: int) -> tuple[Any, list[int]]:  # noqa: ANN401
    """Codes of numbers from 0 that are close together: without sorting all of them."""
    last = len(values)
    first = np.full(width, last)
    first[values[::-1]] = np.arange(last - 1, -1, -1)  # of several the one written last stays
    seen = np.flatnonzero(first < last)
    order = seen[np.argsort(first[seen])]
    rank = np.empty(width, np.int64)
    rank[order] = np.arange(len(order))
    return rank[values], first[order].tolist()
