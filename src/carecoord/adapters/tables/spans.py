"""How windows are written: ``180d``, ``6w``, ``3mo``, ``2y``, a date, or ``column:NAME``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from numbers import Integral

import attrs

from carecoord.adapters.tables.keywords import shown
from carecoord.errors import AuthoringError
from carecoord.model.calendar_rules import CalendarRule, add_months

_WRITTEN = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(d|w|mo|y)", re.ASCII)
_COLUMN = re.compile(r"column:(.+?)(?:/(d|w|mo|y))?")
FARTHEST = 10_000_000
"""How many days, weeks, months or years a span may have at most."""
_REMEDY = "Write 180d, 6w, 3mo, 2y, a date such as 2025-01-01, or column:NAME (column:NAME/mo)"

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


class Unit(Enum):
    """What a span counts."""

    DAYS = "d"
    WEEKS = "w"
    MONTHS = "mo"
    YEARS = "y"


@attrs.frozen
class Length:
    """So many days, weeks, calendar months or years."""

    amount: float
    unit: Unit = Unit.DAYS


@attrs.frozen
class Column:
    """What a column says: a date, or an amount in a unit."""

    name: str
    unit: Unit = Unit.DAYS


Span = Length | Column | date
Written = str | int | date | timedelta | Length | Column


def span(written: Written, asked: str) -> Span:
    """Read a span; whole numbers are days. ``asked`` names it in messages.

    Raises: AuthoringError.
    """
    found = _taken(written)
    if found is None:
        raise AuthoringError(asked=asked, found=shown(written), remedy=_REMEDY)
    if isinstance(found, Length) and not abs(found.amount) <= FARTHEST:
        raise AuthoringError(
            asked=asked,
            found="more than any calendar has",
            remedy=f"Write a number up to {FARTHEST}",
        )
    return found


def _taken(written: object) -> Span | None:
    if isinstance(written, Length | Column):
        return written
    if isinstance(written, date | timedelta) and written != written:  # noqa: PLR0124  pandas.NaT
        return None
    if isinstance(written, date):
        return written
    if isinstance(written, timedelta):
        return Length(written / timedelta(days=1))
    if isinstance(written, Integral):
        return Length(int(written))
    return _read(written.strip()) if isinstance(written, str) else None


def _read(text: str) -> Span | None:
    length = _WRITTEN.fullmatch(text)
    if length:
        return Length(float(length[1]), Unit(length[2]))
    column = _COLUMN.fullmatch(text)
    if column:
        return Column(column[1], Unit(column[2] or "d"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def days_of(length: Length) -> float:
    """A length in days as sliding windows and permissible gaps count: months 30, years 365.

    Source: AdhereR 0.8.1, man pages of CMA_sliding_window and compute.treatment.episodes.
    """
    in_days = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30, Unit.YEARS: 365}
    return length.amount * in_days[length.unit]


def mover(unit: Unit) -> Callable[[int, float], int]:
    """Add an amount to a day number; calendar months and years by the rule ROLL.

    Amounts are whole: halves go to the even neighbour. By the calendar, a day that no date can
    name stays where it is.
    """
    if unit is Unit.DAYS:
        return lambda day, amount: day + round(amount)
    if unit is Unit.WEEKS:
        return lambda day, amount: day + 7 * round(amount)
    months = 12 if unit is Unit.YEARS else 1
    known: dict[tuple[int, int], int] = {}

    def moved(day: int, amount: float) -> int:
        if not _FIRST <= day <= _LAST:
            return day
        key = day, months * round(amount)
        if key not in known:
            until = add_months(date.fromordinal(day), key[1], CalendarRule.ROLL)
            known[key] = until.toordinal()
        return known[key]

    return moved
