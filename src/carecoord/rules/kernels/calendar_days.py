"""Months and years on day numbers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from carecoord.model.calendar_rules import add_months

_REMEMBERED = 4096
_LAST_DAY = date.max.toordinal()


@lru_cache(_REMEMBERED)
def shift_months(day: int, months: int) -> int:
    """Add calendar months to a day number, clipping to the month's end.

    A day beyond what a date can name stays.
    """
    if not 1 <= day <= _LAST_DAY:
        return day
    return add_months(date.fromordinal(day), months).toordinal()
