"""How a meeting recurs, and when its meetings take place, by the clock on the wall.

The words are those of RFC 5545, section 3.3.10, as far as clinics use them. A meeting at 10:00
stays at 10:00 when daylight saving begins or ends. A wall time that a clock skips is moved
forward by as much as it skips, and ``planned`` tells; of one that comes twice the first is taken
(RFC 5545, section 3.3.5). A month that lacks the day has no meeting, as in RFC 5545; ``-1`` is
the last day of a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import islice

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.calendar_rules import days_of_month
from carecoord.model.collected import as_tuple
from carecoord.model.moment import aware
from carecoord.model.shown import shown
from carecoord.rules.appointments.spans import check_order, zone_named

LIMIT = 1000
"""Meetings of one series, unless the caller says otherwise (decision 0055)."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_MONTHS, _WEEK = 12, 7
_LONGEST_MONTH = 31


class Frequency(Enum):
    """What one step of a recurrence is."""

    DAILY = "day"
    WEEKLY = "week"
    MONTHLY = "month"
    YEARLY = "year"


@attrs.frozen(kw_only=True)
class Recurrence:
    """Every so many days, weeks, months or years, until a day or so many times.

    ``until`` is the last day, or the last instant at which a meeting may start, inside.
    ``by_weekday`` are days of the week, ``MO`` to ``SU``; of months also the second (``2TU``) or
    the last (``-1FR``). ``by_month_day`` are days of the month, ``-1`` the last. ``exceptions``
    are days without a meeting; they count as meetings in ``count``, as in RFC 5545.

    Raises:
        RecordRejected: it has no end, two ends, or parts that do not go together.
    """

    __repr__ = shown

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = attrs.field(default=None, validator=aware("until"))
    by_weekday: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    by_month_day: tuple[int, ...] = attrs.field(default=(), converter=as_tuple)
    exceptions: tuple[date, ...] = attrs.field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        if (self.count is None) == (self.until is None):
            raise _refused("both, or neither, of a number and a last day", "Give one of them")
        if self.interval < 1 or (self.count is not None and self.count < 1):
            raise _refused("a number below 1", "Count from 1")
        _check_days(self)


def _check_days(recurrence: Recurrence) -> None:
    found = [_WEEKDAY.fullmatch(one) for one in recurrence.by_weekday]
    if not all(found):
        raise _refused("a day of the week that is none", "Write MO to SU, or 2TU, or -1FR")
    monthly = recurrence.frequency is Frequency.MONTHLY
    if any(one and one[1] for one in found) and not monthly:
        raise _refused("a weekday with a number", "Number weekdays of months only")
    if recurrence.by_month_day and (not monthly or recurrence.by_weekday):
        raise _refused("days of the month", "Give them for months only, without days of the week")
    if any(not 1 <= abs(one) <= _LONGEST_MONTH for one in recurrence.by_month_day):
        raise _refused("a day that no month has", "Count from 1, or from the end with -1")
    if recurrence.by_weekday and recurrence.frequency is Frequency.YEARLY:
        raise _refused("days of the week in a year", "Recur every 12 months instead")


@attrs.frozen(kw_only=True)
class Occurrence:
    """One meeting: from when to when, and the day and hour on the wall that were meant.

    ``moved`` says that a clock skips that hour on that day, so that it starts later.
    """

    __repr__ = shown

    start: datetime
    end: datetime
    wall: datetime

    @property
    def moved(self) -> bool:
        """Whether it does not start at the hour that was meant."""
        return self.start.replace(tzinfo=None, fold=0) != self.wall


def occurrences(
    recurrence: Recurrence, start: datetime, end: datetime, zone: str, *, limit: int = LIMIT
) -> tuple[tuple[datetime, datetime], ...]:
    """Start and end of each meeting, in order; ``start`` and ``end`` are those of the first.

    Raises:
        RecordRejected: a time has no offset, the zone is not known, the first meeting does not
            fit the recurrence, or there are more meetings than ``limit``.
        ImpossiblePeriod: the end precedes the start.
    """
    return tuple((o.start, o.end) for o in planned(recurrence, start, end, zone, limit=limit))


def planned(
    recurrence: Recurrence, start: datetime, end: datetime, zone: str, *, limit: int = LIMIT
) -> tuple[Occurrence, ...]:
    """The meetings as ``occurrences`` gives them, each with the hour on the wall that was meant.

    All last as long as the first, in hours that pass (RFC 5545, section 3.8.5.3).

    Raises:
        RecordRejected: as for ``occurrences``.
        ImpossiblePeriod: the end precedes the start.
    """
    check_order(start, end)
    place = zone_named(zone)
    wall = start.astimezone(place).replace(tzinfo=None, fold=0)
    lasts = end.astimezone(UTC) - start.astimezone(UTC)
    days = _days(recurrence, wall.date())
    if next(days, None) != wall.date():
        raise _refused("a first meeting that does not fit", "Start on a day on which it recurs")
    found: list[Occurrence] = []
    for day in islice(_days(recurrence, wall.date()), recurrence.count):
        meant = datetime.combine(day, wall.time())
        first = day == wall.date()  # its instant is given, also where its hour comes twice
        begins = (start if first else meant.replace(tzinfo=place)).astimezone(UTC)
        if _over(recurrence, day, begins):
            break
        if day in recurrence.exceptions:
            continue
        if len(found) == limit:
            raise _refused(f"more than {limit} meetings", "End it sooner, or raise the limit")
        ends = (begins + lasts).astimezone(place)
        found.append(Occurrence(start=begins.astimezone(place), end=ends, wall=meant))
    return tuple(found)


def _over(recurrence: Recurrence, day: date, begins: datetime) -> bool:
    """Whether a meeting would start after the last moment of the recurrence."""
    until = recurrence.until
    if isinstance(until, datetime):
        return begins > until
    return until is not None and day > until


def _days(recurrence: Recurrence, first: date) -> Iterator[date]:
    """The days on which it recurs, from the first on, without end but that of the calendar."""
    periods = _PERIODS[recurrence.frequency]
    number = 0
    while True:
        try:
            of_period = sorted(periods(recurrence, first, number))
        except (OverflowError, ValueError):
            return  # the calendar ends with the year 9999
        yield from (day for day in of_period if day >= first)
        number += recurrence.interval


def _of_day(recurrence: Recurrence, first: date, number: int) -> Iterator[date]:
    day = first + timedelta(days=number)
    if not recurrence.by_weekday or WEEKDAYS[day.weekday()] in recurrence.by_weekday:
        yield day


def _of_week(recurrence: Recurrence, first: date, number: int) -> Iterator[date]:
    """Weeks begin on Monday (RFC 5545, WKST)."""
    monday = first - timedelta(days=first.weekday()) + timedelta(weeks=number)
    for name in set(recurrence.by_weekday) or {WEEKDAYS[first.weekday()]}:
        yield monday + timedelta(days=WEEKDAYS.index(name))


def _of_month(recurrence: Recurrence, first: date, number: int) -> set[date]:
    year, before = divmod(first.year * _MONTHS + first.month - 1 + number, _MONTHS)
    start, length = date(year, before + 1, 1), days_of_month(year, before + 1)
    if recurrence.by_weekday:
        numbers = {n for one in recurrence.by_weekday for n in _weekdays(one, start, length)}
    else:
        asked = recurrence.by_month_day or (first.day,)
        numbers = {one if one > 0 else length + 1 + one for one in asked}
    return {start.replace(day=one) for one in numbers if 1 <= one <= length}


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
    Frequency.DAILY: _of_day,
    Frequency.WEEKLY: _of_week,
    Frequency.MONTHLY: _of_month,
    Frequency.YEARLY: _of_year,
}


def _refused(found: str, remedy: str) -> RecordRejected:
    return RecordRejected(asked="recurrence", found=found, remedy=remedy)
