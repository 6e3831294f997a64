"""Adding months and years: three named rules, because sources disagree where a day is missing.

``CLIP``      31 January + 1 month = 28 February. Windows of guidelines and measures (CQL 1.5,
              section "Add").
``BIRTHDAY``  born on 29 February, a year is completed on 1 March of a common year (CQL's
              calendar comparison).
``ROLL``      31 January + 1 month = 1 March, the first of the next month (AdhereR's follow-up
              windows; 45 CFR 147.136(d)(2) for the four months of an external review).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from carecoord.errors import NotInForce

_REMEMBERED = 4096
_MONTHS, _FEBRUARY = 12, 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
IsBusinessDay = Callable[[date], bool | None]
"""A calendar: is this a working day? ``None`` where the calendar's coverage ends."""


class CalendarRule(Enum):
    """What to do when the target month lacks the day."""

    CLIP = "last day of the month"
    ROLL = "first day of the next month"


def add_days(day: date, days: int) -> date:
    """Add days; ``days`` may be negative.

    Beyond the first or last day that a date can name, that day: systems write them for "never".
    """
    number = day.toordinal() + days
    return date.fromordinal(max(date.min.toordinal(), min(number, date.max.toordinal())))


def add_months(day: date, months: int, rule: CalendarRule = CalendarRule.CLIP) -> date:
    """Add calendar months; ``months`` may be negative.

    Beyond the first or last day that a date can name, that day: systems write them for "never".
    """
    year, before = divmod(_MONTHS * day.year + day.month - 1 + months, _MONTHS)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = days_of_month(year, before + 1)
    if day.day <= last:
        return day.replace(year=year, month=before + 1)
    moved = date(year, before + 1, last)
    return moved if rule is CalendarRule.CLIP else moved + timedelta(days=1)


def days_of_month(year: int, month: int) -> int:
    """How many days a month has; the library ``calendar`` is larger than all that we need of it."""
    leap = month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


@lru_cache(_REMEMBERED)
def birthday(born: date, age: int) -> date:
    """The day on which ``age`` years are completed (rule BIRTHDAY)."""
    return add_months(born, 12 * age, CalendarRule.ROLL)


def completed_years(born: date, on: date) -> int:
    """Completed years of age on a day; negative before birth."""
    # Of a birthday on 29 February, 1 March is the first day of a common year that is not before it.
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def add_business_days(day: date, days: int, is_business_day: IsBusinessDay) -> date:
    """The ``days``-th working day after ``day``; ``day`` itself is day 0 whatever it is.

    Below zero it counts back: the first working day before ``day`` is day -1.

    Raises:
        NotInForce: the calendar does not cover a day on the way.
    """
    step, last = (-1, date.min) if days < 0 else (1, date.max)
    left = abs(days)
    while left > 0:
        working = None
        if day != last:
            day += timedelta(days=step)
            working = is_business_day(day)
        if working is None:
            raise NotInForce(
                asked="business days",
                found=f"the calendar does not cover all of {day.year}",
                remedy="Hand in a calendar that does",
            )
        left -= working
    return day
