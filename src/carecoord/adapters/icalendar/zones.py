"""Time zones as an iCalendar file describes them (RFC 5545, section 3.6.5).

Each change is dated by the clock as it went before the change, as the section demands; the package
itself dates them by the clock after it, which moves the onset of daylight saving by an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

_YEAR, _DAY, _SECOND = timedelta(days=366), timedelta(days=1), timedelta(seconds=1)
_FIRST, _LAST = date.min + 2 * _DAY, date.max - 2 * _DAY
"""Days whose hours every zone can show."""

Days = tuple[date, date]


class Observance(NamedTuple):
    """How a clock goes: by how much before and after the change, its name, and whether it saves."""

    before: timedelta
    after: timedelta
    name: str
    saving: bool


def around(days: Iterable[Days]) -> list[Days]:
    """The days with a year before and after them; what then overlaps is one."""
    found: list[Days] = []
    for first, last in sorted(days):
        begins = max(first, _FIRST + _YEAR) - _YEAR
        ends = min(last, _LAST - _YEAR) + _YEAR
        if found and begins <= found[-1][1]:
            begins, until = found.pop()
            ends = max(ends, until)
        found.append((begins, ends))
    return found


def described(icalendar: Any, name: str, days: Iterable[Days]) -> Any:  # noqa: ANN401  untyped
    """The description of a zone for spans of days, as a component of the package."""
    zone = icalendar.Timezone()
    zone.add("tzid", name)
    onsets: dict[Observance, list[datetime]] = {}
    place = ZoneInfo(name)
    for observance, onset in chain.from_iterable(_changes(place, *span) for span in days):
        onsets.setdefault(observance, []).append(onset)
    for observance, (onset, *others) in onsets.items():
        part = icalendar.TimezoneDaylight() if observance.saving else icalendar.TimezoneStandard()
        part.add("dtstart", onset)
        part.add("tzoffsetfrom", observance.before)
        part.add("tzoffsetto", observance.after)
        part.add("tzname", observance.name)
        if others:
            part.add("rdate", others)
        zone.add_component(part)
    return zone


def _changes(zone: ZoneInfo, first: date, last: date) -> Iterator[tuple[Observance, datetime]]:
    """How the clock goes on the first day, and each change after it, as walls showed before it."""
    at = datetime.combine(first, time.min, zone)
    yield _observance(at, _offset(at)), at.replace(tzinfo=None)
    day, end = at.astimezone(UTC), datetime.combine(last, time.min, UTC)
    while day < end:
        next_day = day + _DAY
        before = _offset(day.astimezone(zone))
        if _offset(next_day.astimezone(zone)) != before:
            change = _change(zone, day, next_day)
            yield (
                _observance(change.astimezone(zone), before),
                (change + before).replace(tzinfo=None),
            )
        day = next_day


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The second at which the clock changes between two moments."""
    before = _offset(low.astimezone(zone))
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle.astimezone(zone)) == before:
            low = middle
        else:
            high = middle
    return high


def _observance(at: datetime, before: timedelta) -> Observance:
    return Observance(before, _offset(at), at.tzname() or "", bool(at.dst()))


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()
