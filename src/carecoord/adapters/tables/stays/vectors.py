"""Columns of whole numbers, with numpy where it is there and as lists where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.cells import NO_DAY
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.frames import narwhals

_NOBODY = "\0"
_DAYS = 1_000_000
"""Days that are looked up in one table, if they lie so close together."""


def full(length: int, value: int) -> Any:  # noqa: ANN401
    """So many times the same number."""
    return cells.listed([value] * length)


def looked_up(codes: Any, values: Sequence[int], missing: int) -> Any:  # noqa: ANN401
    """The value of each code; that of code -1 is ``missing``."""
    table = [*values, missing]
    if hasattr(codes, "dtype"):
        return cells.numpy().asarray(table, "int64")[codes]
    return [table[code] for code in codes]


def united(*columns: Any) -> Any:  # noqa: ANN401
    """The bits that a row has in any of the columns."""
    if hasattr(columns[0], "dtype"):
        return reduce(or_, columns)
    return [reduce(or_, row) for row in zip(*columns, strict=True)]


def marked(flags: Any, rows: Iterable[int], bit: int) -> Any:  # noqa: ANN401
    """The flags, with a bit more in some rows."""
    listed = list(rows)
    if hasattr(flags, "dtype"):
        flags[listed] |= bit
        return flags
    for row in listed:
        flags[row] |= bit
    return flags


def replaced(values: Any, rows: Iterable[int], others: Any) -> Any:  # noqa: ANN401
    """The values, in some rows those of others."""
    listed = list(rows)
    found = values.copy()
    if hasattr(found, "dtype"):
        found[listed] = others[listed]
        return found
    for row in listed:
        found[row] = others[row]
    return found


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


def taken(values: Any, places: Any) -> Any:  # noqa: ANN401
    """The values at some places."""
    return values[places] if hasattr(values, "dtype") else [values[place] for place in places]


def different(values: Any) -> tuple[list[int], Any]:  # noqa: ANN401
    """The different values, and the place of each row's among them."""
    if hasattr(values, "dtype"):
        found, places = cells.numpy().unique(values, return_inverse=True)
        return found.tolist(), places
    found = sorted(set(values))
    place_of = {value: place for place, value in enumerate(found)}
    return found, cells.listed([place_of[value] for value in values])


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
    return cells.listed([day if day == NO_DAY else move(day) for day in days.tolist()])


def codes_of(series: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401
    """A number from 0 for each different cell, and the cells; what is missing or blank has -1."""
    nw = narwhals()
    if series.dtype == nw.String and bool(series.is_null().any()):
        codes, firsts = coded(series.fill_null(_NOBODY))
        values = series[firsts].to_list()
        nobody = values.index(None)
        numbers = [-1 if at == nobody else at - (at > nobody) for at in range(len(values))]
        return looked_up(codes, numbers, -1), [one for one in values if one is not None]
    codes, firsts = coded(series)
    return codes, series[firsts].to_list()
