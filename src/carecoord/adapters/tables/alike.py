"""Columns that have to agree: days of one calendar, patients and drugs named in one way."""

from __future__ import annotations

from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Table, narwhals
from carecoord.errors import InputError


def days_alike(
    table: Table, name: str, means: str, form: str | None, *, dated: bool
) -> tuple[Any, list[int]]:
    """Days of a column, and the rows in which something stands that cannot be read.

    Raises: InputError for a column that is missing, or dates where days are numbers or the reverse.
    """
    series = table.column(name, means)
    days, has_dates = cells.days(series, form)
    unread = cells.below(days, cells.NO_DAY + 1)
    if has_dates != dated and len(unread) < len(days):
        raise InputError(
            asked=f"{table.asked}: the column {name!r} ({means})",
            found="dates" if has_dates else "whole numbers",
            remedy="Give dates here" if dated else "Give whole numbers here, as for the fills",
        )
    return days, [row for row in unread if not cells.is_empty(series, row)]


def check_alike(one: Any, other: Any, asked: str) -> None:  # noqa: ANN401  series
    """Refuse columns of which no cell can equal one of the other, such as texts and numbers.

    Raises: InputError.
    """
    kinds = _kind(one), _kind(other)
    if None not in kinds and kinds[0] != kinds[1]:
        raise InputError(
            asked=f"{asked} in two tables",
            found=f"{kinds[0]} in one and {kinds[1]} in the other",
            remedy="Write them alike: 007 is a text, 7 a number",
        )


def _kind(series: Any) -> str | None:  # noqa: ANN401
    """What a column holds; None where nothing says it."""
    nw = narwhals()
    kind = series.dtype
    if kind in {nw.Object, nw.Unknown} or series.is_null().all():
        return None
    if kind in {nw.String, nw.Categorical, nw.Enum}:
        return "texts"
    if kind.is_decimal():
        return "decimals"
    if kind.is_numeric():
        return "numbers"
    return "dates" if kind.is_temporal() else type(kind).__name__.lower()
