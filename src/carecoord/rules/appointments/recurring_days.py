"""On which days of the calendar something recurs (RFC 5545, section 3.3.10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carecoord.model.calendar_rules import days_of_month

if TYPE_CHECKING:
    from carecoord.rules.appointments.recurrence import Recurrence

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS, _WEEK = 12, 7


def recurring_days(recurrence: Recurrence, first: date) -> Iterator[date]:
    """The days on which it recurs, in order, from the first on, to the end of the calendar."""
    periods = _PERIODS[recurrence.frequency.name]
    number = 0
    try:
        while True:
            yield from (day for day in periods(recurrence, first, number) if day >= first)
            number += recurrence.interval
    except (OverflowError, ValueError):
        return  # the calendar ends with the year 9999


def _of_day(recurrence: Recurrence, first: date, number: int) -> Iterator[date]:
    day = first + timedelta(days=number)
    if not recurrence.by_weekday or WEEKDAYS[day.weekday()] in recurrence.by_weekday:
        yield day


def _of_week(recurrence: Recurrence, first: date, number: int) -> Iterator[date]:
    """Weeks begin on Monday (RFC 5545, WKST)."""
    monday = first - timedelta(days=first.weekday()) + timedelta(weeks=number)
    asked = recurrence.by_weekday or (WEEKDAYS[first.weekday()],)
    for number_of_day in sorted({WEEKDAYS.index(name) for name in asked}):
        yield monday + timedelta(days=number_of_day)


def _of_month(recurrence: Recurrence, first: date, number: int) -> list[date]:
    year, before = divmod(first.year * _MONTHS + first.month - 1 + number, _MONTHS)
    start, length = date(year, before + 1, 1), days_of_month(year, before + 1)
    if recurrence.by_weekday:
        numbers = {n for one in recurrence.by_weekday for n in _weekdays(one, start, length)}
    else:
        asked = recurrence.by_month_day or (first.day,)
        numbers = {one if one > 0 else length + 1 + one for one in asked}
    return [start.replace(day=one) for one in sorted(numbers) if 1 <= one <= length]


def _weekdays(name: str, start: date, length: int) -> list[int]:
    """The days of a month that a name such as ``TU``, ``2TU`` or ``-1FR`` means."""
    first = 1 + (WEEKDAYS.index(name[-2:]) - start.weekday()) % _WEEK
    all_of_them = list(range(first, length + 1, _WEEK))
    if len(name) == len("TU"):
        return all_of_them
    place = int(name[:-2])
    wanted = place - 1 if place > 0 else len(all_of_them) + place
    return all_of_them[wanted : wanted + 1] if wanted >= 0 else []


def _of_year(_: Recurrence, first: date, number: int) -> Iterator[date]:
    year = first.year + number
    if first.day <= days_of_month(year, first.month):
        yield first.replace(year=year)


_PERIODS = {
    "DAILY": _of_day,
    "WEEKLY": _of_week,
    "MONTHLY": _of_month,
    "YEARLY": _of_year,
}
