"""The items of scores: which columns they are read from, and the points of what stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from carecoord.adapters.tables.scoring.reading import Reader
from carecoord.rules.engine.score import Bands, Flag
from carecoord.rules.readmission.discharge_results import Limit

_ANY = float("inf")


@attrs.frozen(kw_only=True)
class Item:
    """One item; its points stand in the column ``points_`` and its name.

    ``columns`` are the usual names of what it is read from by ``read``. ``rows`` give the points
    from a value on; a value outside of ``[least, most]``, or a part of one where they are
    ``whole``, is what ``fault`` says. ``tells`` is the column in which the value stands too.
    """

    name: str
    columns: tuple[str, ...]
    read: Callable[[Reader], Any]
    rows: tuple[tuple[int, int], ...]
    least: float = 0
    most: float = _ANY
    whole: bool = True
    fault: str
    tells: str | None = None


def counted(name: str, column: str, bands: Bands, means: str) -> Item:
    """An item that counts something, in whole numbers."""
    return Item(
        name=name,
        columns=(column,),
        read=lambda reader: reader.amounts(column, means),
        rows=bands.rows,
        fault=f"no whole {means} from 0",
    )


def flagged(name: str, column: str, flag: Flag, means: str) -> Item:
    """An item that is so or not."""
    return Item(
        name=name,
        columns=(column,),
        read=lambda reader: reader.flags(column, means),
        rows=rows_of(flag),
        most=1,
        fault=f"not known, 0 or 1: {means}",
    )


def either(name: str, columns: tuple[str, str], flag: Flag, means: str) -> Item:
    """An item that is so if one of two columns says so, and not if both say not."""
    return Item(
        name=name,
        columns=columns,
        read=lambda reader: reader.either(columns, means),
        rows=rows_of(flag),
        most=1,
        fault=f"not known, 0 or 1: {means}",
    )


def low(name: str, column: str, limit: Limit, flag: Flag, possible: tuple[float, float]) -> Item:
    """An item that is so below a limit, the limit itself not.

    A result that is not ``possible`` is in another unit, or none (decision 0038).
    """
    least, most = possible
    means = f"{limit.name} at discharge in {limit.units[0]}"
    return Item(
        name=name,
        columns=(column,),
        read=lambda reader: reader.amounts(column, means),
        rows=((0, flag.points), (int(limit.below), 0)),
        least=least,
        most=most,
        whole=False,
        fault=f"no {means} from {least:g} to {most:g}",
    )


def rows_of(flag: Flag) -> tuple[tuple[int, int], ...]:
    """The points of a flag as those of a number that is 0 or 1."""
    return ((0, 0), (1, flag.points))
