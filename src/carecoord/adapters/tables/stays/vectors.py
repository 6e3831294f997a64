"""Columns of whole numbers, with numpy where it is there and as lists where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from importlib import import_module
from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.cells import NO_DAY
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.compiled import available
from carecoord.adapters.tables.frames import narwhals

_HALF = 16
_SAMPLE = 1000
_DAYS = 1_000_000
"""Days that are looked up in one table, if they lie so close together."""


def full(length: int, value: int) -> Any:  # noqa: ANN401
    """So many times the same number."""
    return cells.numpy().full(length, value) if available() else [value] * length


def ints(values: Any) -> Any:  # noqa: ANN401
    """Whole numbers, also none at all."""
    return cells.numpy().asarray(values, "int64") if available() else list(values)


def numbered(length: int) -> Any:  # noqa: ANN401
    """The numbers from 0."""
    return cells.numpy().arange(length) if available() else list(range(length))


def looked_up(codes: Any, values: Sequence[int], missing: int) -> Any:  # noqa: ANN401
    """The value of each code; that of code -1 is ``missing``."""
    table = [*values, missing]
    if hasattr(codes, "dtype"):
        return cells.numpy().asarray(table, "int64")[codes]
    return [table[code] for code in codes]


def united(*columns: Any) -> Any:  # noqa: ANN401
    """The bits that a row has in any of the columns."""
    if hasattr(columns[0], "dtype"):
        return reduce(_both, columns)
    return [reduce(_both, row) for row in zip(*columns, strict=True)]


def _both(one: Any, other: Any) -> Any:  # noqa: ANN401
    return one | other


def marked(flags: Any, rows: Iterable[int], bit: int) -> Any:  # noqa: ANN401
    """The flags, with a bit more in some rows."""
    found = flags.copy()
    if hasattr(found, "dtype"):
        found[ints(rows)] |= bit
        return found
    for row in rows:
        found[row] |= bit
    return found


def placed(values: Any, rows: Any, onto: Any) -> Any:  # noqa: ANN401
    """Other values, with these in some rows."""
    found = onto.copy()
    if hasattr(found, "dtype"):
        found[ints(rows)] = values
        return found
    for row, value in zip(rows, values, strict=True):
        found[row] = value
    return found


def replaced(values: Any, rows: Any, others: Any) -> Any:  # noqa: ANN401
    """The values, in some rows those of others."""
    return placed(taken(others, rows), rows, values) if len(rows) else values


def through(places: Any, rows: Any) -> Any:  # noqa: ANN401
    """The row at each place; a place below 0 stays so."""
    if hasattr(rows, "dtype"):
        np = cells.numpy()
        at = np.asarray(places, np.int64)
        return np.where(at < 0, at, rows[at])
    return [place if place < 0 else rows[place] for place in places]


def without(flags: Any, bits: int) -> Any:  # noqa: ANN401
    """The rows that have none of the bits."""
    if hasattr(flags, "dtype"):
        return cells.numpy().flatnonzero((flags & bits) == 0)
    return [row for row, flag in enumerate(flags) if not flag & bits]


def having(flags: Any, bits: int) -> list[int]:  # noqa: ANN401
    """The rows that have any of the bits."""
    if hasattr(flags, "dtype"):
        return cells.numpy().flatnonzero((flags & bits) != 0).tolist()  # type: ignore[no-any-return]
    return [row for row, flag in enumerate(flags) if flag & bits]


def listed(values: Any) -> list[int]:  # noqa: ANN401
    """The numbers in a list."""
    return values.tolist() if hasattr(values, "dtype") else values  # type: ignore[no-any-return]


def taken(values: Any, places: Any) -> Any:  # noqa: ANN401
    """The values at some places."""
    return values[places] if hasattr(values, "dtype") else [values[place] for place in places]


def different(values: Any) -> tuple[list[int], Any]:  # noqa: ANN401
    """The different values, few and not below 0, and the place of each row's among them."""
    if not hasattr(values, "dtype"):
        found = sorted(set(values))
        place_of = {value: place for place, value in enumerate(found)}
        return found, ints([place_of[value] for value in values])
    # Sorting takes longer than counting the halves of numbers below 2**32.
    (highs, high), (lows, low) = _numbered(values >> _HALF), _numbered(values & (2**_HALF - 1))
    pairs, places = _numbered(high * len(lows) + low)
    return [
        (int(highs[pair // len(lows)]) << _HALF) + int(lows[pair % len(lows)]) for pair in pairs
    ], places


def _numbered(values: Any) -> tuple[list[int], Any]:  # noqa: ANN401
    """The different values, below some million, and the place of each row's among them."""
    np = cells.numpy()
    counts = np.bincount(values)
    found = np.flatnonzero(counts)
    table = np.zeros(len(counts), np.int64)
    table[found] = np.arange(len(found))
    return found.tolist(), table[values]


def again(one: Any, other: Any) -> list[int]:  # noqa: ANN401
    """The rows whose two codes an earlier row has; a code below 0 is like no other."""
    if not hasattr(one, "dtype"):
        seen: dict[tuple[int, int], int] = {}
        pairs = enumerate(zip(one, other, strict=True))
        return [row for row, both in pairs if min(both) >= 0 and seen.setdefault(both, row) != row]
    np = cells.numpy()
    known = np.flatnonzero((one >= 0) & (other >= 0))
    both = one[known] * (int(other.max(initial=0)) + 1) + other[known]
    _, firsts = np.unique(both, return_index=True)
    return np.delete(known, firsts).tolist()  # type: ignore[no-any-return]


def greatest(values: Any, rows: Any, otherwise: int) -> int:  # noqa: ANN401
    """The greatest value of some rows."""
    if hasattr(values, "dtype"):
        return int(values[rows].max(initial=otherwise))
    return max((values[row] for row in rows), default=otherwise)


def moved(days: Any, move: Callable[[int], int]) -> Any:  # noqa: ANN401
    """Each day moved; one that is not known stays so. Each different day is moved once."""
    if not hasattr(days, "dtype"):
        known = {day: NO_DAY if day == NO_DAY else move(day) for day in set(days)}
        return [known[day] for day in days]
    np = cells.numpy()
    there = days != NO_DAY
    if not there.any():
        return days
    low, high = int(days[there].min()), int(days[there].max())
    if high - low > _DAYS:
        different, inverse = np.unique(days, return_inverse=True)
        return moved_each(different, move)[inverse]
    seen = np.zeros(high - low + 1, bool)
    seen[days[there] - low] = True
    table = np.full(len(seen) + 1, NO_DAY)
    for place in np.flatnonzero(seen).tolist():
        table[place] = move(low + place)
    return table[np.where(there, days - low, len(seen))]


def moved_each(days: Any, move: Callable[[int], int]) -> Any:  # noqa: ANN401
    """Each of some days moved."""
    return ints([day if day == NO_DAY else move(day) for day in days.tolist()])


def codes_of(series: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401
    """A number from 0 for each different cell, and the cells; what is missing or blank has -1."""
    if not available() or series.dtype != narwhals().String:
        codes, firsts = coded(series)
        return ints(codes), series[firsts].to_list() if firsts else []
    in_order = _in_order(series)
    codes, values = in_order or _of_texts(series.to_native(), series.implementation)
    if all(map(str.strip, values)):
        return codes, values
    numbers: list[int] = []
    kept: list[str] = []
    for value in values:
        numbers.append(len(kept) if value.strip() else -1)
        kept += [value] if value.strip() else []
    return looked_up(codes, numbers, -1), kept


def _in_order(series: Any) -> tuple[Any, list[str]] | None:  # noqa: ANN401
    """Codes of texts that stand in rising order, which is faster; None where they do not."""
    if series.implementation.is_pandas():  # which makes objects of texts to compare them
        return None
    if not series[:_SAMPLE].is_sorted() or series.is_null().any() or not series.is_sorted():
        return None
    changes = (series != series.shift(1)).fill_null(value=True)
    return changes.to_numpy().cumsum() - 1, series.filter(changes).to_list()


def _of_texts(native: Any, backend: Any) -> tuple[Any, list[str]]:  # noqa: ANN401
    """Codes of texts, in order of appearance, by what each kind of frame has for it."""
    if backend.is_pandas():
        codes, found = native.factorize()
        return codes.astype("int64"), found.tolist()
    if backend.is_pyarrow():
        encoded = native.combine_chunks().dictionary_encode()
        codes = encoded.indices.cast("int64").fill_null(-1).to_numpy(zero_copy_only=False)
        return codes, encoded.dictionary.to_pylist()
    found = native.drop_nulls().unique(maintain_order=True)
    polars = import_module("polars")
    numbers = polars.int_range(len(found), eager=True)
    codes = native.replace_strict(found, numbers, default=-1, return_dtype=polars.Int64)
    return codes.to_numpy(), found.to_list()
