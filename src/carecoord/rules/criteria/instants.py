"""Days refined to instants, in milliseconds, for the few clauses that compare times of day.

A fact of which only the day is known may lie anywhere within it.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from carecoord.rules.engine.timing import (
    ALWAYS,
    LAST_DAY,
    NEVER,
    Bounds,
    Row,
    day_number,
    times_of,
)
from carecoord.rules.engine.view import View

_REMEMBERED = 4096
_BEFORE_ALL, _AFTER_ALL = -(10**18), 10**18


def edge(row: Row, zone: tzinfo, *, end: bool) -> Bounds:
    """The earliest and latest instant at which a row can start or end."""
    low, high = (row.end_low, row.end_high) if end else (row.start_low, row.start_high)
    if low == high:
        times = times_of(row.fact)
        # The one more likely to be meant comes first.
        for instant in reversed(times) if end else times:
            if isinstance(instant, datetime) and day_number(instant, zone) == low:
                at = milliseconds(instant)
                return at, at
    return first_of(low, zone), last_of(high, zone)


def in_milliseconds(row: Row, view: View) -> Row:
    """The row with instants in the place of days; worked out once."""
    refined = view.refined.get(row)
    if refined is None:
        start, finish = edge(row, view.zone, end=False), edge(row, view.zone, end=True)
        refined = view.refined[row] = Row(row.fact, *start, *finish)
    return refined


def milliseconds(instant: datetime) -> int:
    """An instant in milliseconds since 1970."""
    return round(instant.timestamp() * 1000)


@lru_cache(_REMEMBERED)
def first_of(day: int, zone: tzinfo) -> int:
    """The first instant of a day."""
    if day == ALWAYS or day < 1:
        return _BEFORE_ALL
    if day == NEVER or day > LAST_DAY:
        return _AFTER_ALL
    return milliseconds(datetime.combine(date.fromordinal(day), time.min, zone))


def last_of(day: int, zone: tzinfo) -> int:
    """The last instant of a day."""
    if day in {ALWAYS, NEVER}:
        return first_of(day, zone)
    return first_of(day + 1, zone) - 1
