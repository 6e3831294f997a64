"""Time zones as an iCalendar file describes them (RFC 5545, section 3.6.5).

Each change is dated by the clock as it went before the change, as the section demands; the package
itself dates them by the clock after it, which moves the onset of daylight saving by an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


class Observance(NamedTuple):
    """How a clock goes: by how much before and after the change, its name, and whether it saves."""

    before: timedelta
    after: timedelta
    name: str
    saving: bool


def described(library: Any, name: str, first: date, last: date) -> Any:  # noqa: ANN401  untyped
    """The description of a zone for the days between two, as a component of the package."""
    zone = library.Timezone()
    zone.add("tzid", name)
    onsets: dict[Observance, list[datetime]] = {}
    for observance, onset in _changes(ZoneInfo(name), first, last):
        onsets.setdefault(observance, []).append(onset)
    for observance, (onset, *others) in onsets.items():
        part = library.TimezoneDaylight() if observance.saving else library.TimezoneStandard()
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
