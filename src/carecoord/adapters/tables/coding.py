"""Cells that stand for somebody or something, as numbers."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.compiled import available
from carecoord.adapters.tables.frames import narwhals

_DENSE = 4
"""Numbers are close together when their range is at most so many times their count."""
_AT_A_TIME = 1_000_000
"""Rows of texts that are looked at together."""


def coded(series: Any) -> tuple[Any, list[int]]:  # noqa: ANN401
    """A number from 0 for each different value in order of appearance, and where it appears first.

    A missing value has -1.
    """
    if available() and series.dtype.is_integer() and not series.is_null().any():
        whole = cells.cast_to(series, narwhals().Int64())
        if whole is not None:
            return _coded_array(whole.to_numpy())
    if available() and series.dtype == narwhals().String:
        texts = _encoded(series)
        if texts is None and not series.is_null().any():
            with suppress(UnicodeEncodeError):  # a text that was read wrong, and is none in UTF-8
                texts = _coded_texts(series)
        if texts is not None:
            return texts
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


def _encoded(series: Any) -> tuple[Any, list[int]] | None:  # noqa: ANN401
    """Codes of texts by Arrow, which has a number for each of them too; None where it cannot."""
    np = cells.numpy()
    try:
        array = series.to_arrow().dictionary_encode()
        values = array.dictionary.to_pylist()
        numbers = np.array(array.indices.cast("int64").fill_null(len(values)))
        complete = all(map(str.strip, values)) and not array.null_count
    except Exception:  # noqa: BLE001  Arrow is not there, or a text is none that it can hold
        return None
    if not complete:
        blank = np.asarray([not text.strip() for text in values] + [True])
        numbers = np.where(blank, -1, np.cumsum(~blank) - 1)[numbers]
    return numbers, _first_places(np, numbers)


def _first_places(np: Any, codes: Any) -> list[int]:  # noqa: ANN401
    """Where each code appears first, when they count up in order of appearance."""
    if len(codes) == 0:
        return []
    highest = np.maximum.accumulate(codes)
    places = np.flatnonzero(highest[1:] > highest[:-1]) + 1
    first = [0] if codes[0] == 0 else []
    return first + places.tolist()  # type: ignore[no-any-return]


def _coded_texts(series: Any) -> tuple[Any, list[int]] | None:  # noqa: ANN401
    """Codes of texts, so many rows at a time that memory holds; None when one stands for nobody."""
    np = cells.numpy()
    numbers_of: dict[str, int] = {}
    firsts: list[int] = []
    found = np.empty(len(series), np.int64)
    for low in range(0, len(series), _AT_A_TIME):
        part = series[low : low + _AT_A_TIME]
        here = part.unique(maintain_order=True).to_list()
        if not all(map(cells.known, here)):
            return None
        for text in here:
            numbers_of.setdefault(text, len(numbers_of))
        numbers = [numbers_of[text] for text in here]
        codes = part.replace_strict(here, numbers, return_dtype=narwhals().Int64()).to_numpy()
        found[low : low + _AT_A_TIME] = codes
        firsts += _firsts(np, codes, len(firsts), low)
    return found, firsts


def _firsts(np: Any, codes: Any, known: int, low: int) -> list[int]:  # noqa: ANN401
    """Where each code from ``known`` on appears first, of rows from ``low`` on."""
    places = np.flatnonzero(codes >= known)
    _, first = np.unique(codes[places], return_index=True)
    return [low + place for place in places[first].tolist()]


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
