"""A series as one event that recurs, and its meetings that are otherwise than they were meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import attrs

from carecoord.adapters.icalendar.events import Dated, Writer
from carecoord.adapters.icalendar.faces import Face
from carecoord.model.appointment import Appointment
from carecoord.model.label import Label
from carecoord.rules.appointments.recurrence import Recurrence
from carecoord.rules.appointments.series import meetings
from carecoord.rules.appointments.spans import instant, zone_named

Series = tuple[Appointment, Recurrence]
"""The appointment that a series was made from, as it was meant, and how it recurs."""


def of_series(
    writer: Writer,
    made_from: Series,
    held: dict[str, Appointment],
    labels: Mapping[str, frozenset[Label]],
    unseen: frozenset[Label],
) -> Iterator[Dated]:
    """The events of a series; its meetings are taken from those that are held.

    They share a name, so that each tells of the others: a label of one is a label of all. None is
    taken where one must not be seen: the others then stand by themselves, and no gap tells of it.
    """
    first, recurrence = made_from
    zone = zone_named(first.zone)
    all_meant = meetings(first, recurrence)
    if not any(one.id in held for one in all_meant):
        return
    of_all = first.labels.union(*(labels.get(one.id, ()) for one in all_meant))
    if not of_all.isdisjoint(unseen):
        return
    booked = attrs.evolve(first, status="booked", labels=of_all)
    seen = _as_read(writer.face(booked), zone)
    off = [datetime.combine(day, seen.start.time(), zone) for day in recurrence.exceptions]
    own: list[Dated] = []
    last = seen.end.date()
    for one in all_meant:
        meant, found = one.occurrence, held.pop(one.id, None)
        last = meant.end.date()
        at = meant.wall.replace(tzinfo=zone)
        if found is None:
            off.append(at)
            continue
        actual = found if found.labels == of_all else attrs.evolve(found, labels=of_all)
        if writer.face(actual) != _lasting(seen, at, zone):
            alone = writer.event(actual, writer.face(actual), first.id)
            alone.event.add("recurrence-id", at)
            own.append(alone)
    master = writer.event(booked, seen, first.id)
    master.event.add("rrule", rule(recurrence, zone))
    if off:
        master.event.add("exdate", off)
    yield attrs.evolve(master, last=last)
    yield from own


def _as_read(seen: Face, zone: ZoneInfo) -> Face:
    """What is seen, from the first of two hours of one name: so the start of a rule is read."""
    return _lasting(seen, seen.start.replace(fold=0), zone)


def _lasting(seen: Face, start: datetime, zone: ZoneInfo) -> Face:
    """What is seen, from another moment and as long, in time that passes."""
    ends = start.astimezone(UTC) + (seen.end.astimezone(UTC) - seen.start.astimezone(UTC))
    return attrs.evolve(seen, start=start, end=ends.astimezone(zone))


def rule(recurrence: Recurrence, zone: ZoneInfo) -> dict[str, object]:
    """The recurrence in the words of RFC 5545; UNTIL is in UTC beside a start with a zone."""
    parts: dict[str, object] = {"freq": recurrence.frequency.name}
    if recurrence.interval > 1:
        parts["interval"] = recurrence.interval
    until = recurrence.until
    if until is None:
        parts["count"] = recurrence.count
    else:
        if not isinstance(until, datetime):
            until = datetime.combine(until, time(23, 59, 59), zone)
        parts["until"] = instant(until).replace(microsecond=0)
    if recurrence.by_weekday:
        parts["byday"] = list(recurrence.by_weekday)
    if recurrence.by_month_day:
        parts["bymonthday"] = list(recurrence.by_month_day)
    return parts
