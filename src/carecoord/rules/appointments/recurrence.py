"""How a meeting recurs, and when its meetings take place, by the clock on the wall.

The words are those of RFC 5545, section 3.3.10, as far as clinics use them. A meeting at 10:00
stays at 10:00 when daylight saving begins or ends. A wall time that a clock skips is moved
forward by as much as it skips, and ``planned`` tells; of one that comes twice the first is taken
(RFC 5545, section 3.3.5). A month that lacks the day has no meeting, as in RFC 5545, nor has a
day that a zone skips whole, as Samoa did 30 December 2011; ``-1`` is the last day of a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from itertools import islice

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.collected import as_tuple
from carecoord.model.moment import aware
from carecoord.model.shown import shown
from carecoord.rules.appointments.recurring_days import recurring_days
from carecoord.rules.appointments.spans import check_order, placed, zone_named

LIMIT = 1000
"""Meetings of one series, unless the caller says otherwise (decision 0055)."""
_WEEKDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
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
        RecordRejected: it has no end, two ends, or parts that do not go together or are of
            another kind.
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
        _check_kinds(self)
        if (self.count is None) == (self.until is None):
            raise _refused("both, or neither, of a number and a last day", "Give one of them")
        if self.interval < 1 or (self.count is not None and self.count < 1):
            raise _refused("a number below 1", "Count from 1")
        _check_days(self)


def _check_kinds(recurrence: Recurrence) -> None:
    if not _are(Frequency, recurrence.frequency):
        raise _refused("a frequency that is none", "Give one of Frequency")
    counted = (recurrence.interval, recurrence.count or 1, *recurrence.by_month_day)
    if any(type(one) is not int for one in counted):
        raise _refused("a number that is not whole", "Give whole numbers")
    if recurrence.until is not None and not _are(date, recurrence.until):
        raise _refused("an end that is no day", "Give the last day, or an instant with its offset")
    if not _are(str, *recurrence.by_weekday):
        raise _refused("a day of the week that is none", "Write MO to SU, or 2TU, or -1FR")
    if not _are(date, *recurrence.exceptions) or any(
        isinstance(one, datetime) for one in recurrence.exceptions
    ):
        raise _refused("an exception that is no day", "Give days, without an hour")


def _are(kind: type, *values: object) -> bool:
    return all(isinstance(one, kind) for one in values)


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

    All last as long as the first, in hours that pass (RFC 5545, section 3.8.5.3). The last is the
    last that the calendar, which ends with the year 9999, has room for.

    Raises:
        RecordRejected: as for ``occurrences``.
        ImpossiblePeriod: the end precedes the start.
    """
    check_order(start, end)
    place = zone_named(zone)
    first = _occurrence(start, end, place)
    day = first.wall.date()
    if next(recurring_days(recurrence, day), None) != day:
        raise _refused("a first meeting that does not fit", "Start on a day on which it recurs")
    found: list[Occurrence] = []
    for one in islice(_meant(recurrence, first, place), recurrence.count):
        if _over(recurrence, one):
            break
        if one.wall.date() in recurrence.exceptions:
            continue
        if len(found) == limit:
            raise _refused(f"more than {limit} meetings", "End it sooner, or raise the limit")
        found.append(one)
    return tuple(found)


def _occurrence(start: datetime, end: datetime, place: tzinfo) -> Occurrence:
    """The first meeting; its instant is given, also where its hour comes twice."""
    shows, until = placed(start, place), placed(end, place)
    if not (shows and until and placed(start, UTC) and placed(end, UTC)):
        raise _refused("a first meeting outside the calendar", "Correct its start or its end")
    return Occurrence(start=shows, end=until, wall=shows.replace(tzinfo=None, fold=0))


def _meant(recurrence: Recurrence, first: Occurrence, place: tzinfo) -> Iterator[Occurrence]:
    """The meetings as they are meant, in order, to the end of the calendar."""
    lasts = first.end.astimezone(UTC) - first.start.astimezone(UTC)
    days = recurring_days(recurrence, first.wall.date())
    next(days)
    yield first
    for day in days:
        wall = datetime.combine(day, first.wall.time())
        try:
            begins = wall.replace(tzinfo=place).astimezone(UTC)
            start, end = begins.astimezone(place), (begins + lasts).astimezone(place)
        except OverflowError:
            return
        if start.date() == day or not _skipped(day, place):
            yield Occurrence(start=start, end=end, wall=wall)


def _skipped(day: date, place: tzinfo) -> bool:
    """Whether a zone has no hour of a day: it begins when the next one does."""
    begins = datetime.combine(day, time.min, place).astimezone(UTC)
    return begins == datetime.combine(day + timedelta(days=1), time.min, place).astimezone(UTC)


def _over(recurrence: Recurrence, one: Occurrence) -> bool:
    """Whether a meeting would start after the last moment of the recurrence."""
    until = recurrence.until
    if isinstance(until, datetime):
        return one.start.astimezone(UTC) > until
    return until is not None and one.wall.date() > until


def _refused(found: str, remedy: str) -> RecordRejected:
    return RecordRejected(asked="recurrence", found=found, remedy=remedy)
