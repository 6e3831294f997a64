"""The appointments of a series, made from its first and how it recurs."""

from __future__ import annotations

import hashlib
from datetime import datetime

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.appointment import Appointment
from carecoord.model.shown import shown
from carecoord.rules.appointments.recurrence import LIMIT, Occurrence, Recurrence, planned
from carecoord.rules.appointments.spans import span, zone_named
from carecoord.rules.concepts.preparation import reopened

AHEAD = frozenset({"proposed", "pending", "booked", "waitlist"})
"""Statuses of a meeting that a series may begin with."""
_LENGTH = 24


@attrs.frozen(kw_only=True)
class Meeting:
    """A meeting of a series as it was meant: its lasting id, and when."""

    __repr__ = shown

    id: str
    occurrence: Occurrence


def series(
    appointment: Appointment, recurrence: Recurrence, *, limit: int = LIMIT
) -> tuple[Appointment, ...]:
    """The meetings of a series in order, the given one first, all with its ``series`` set.

    All have an end: where the first one says only how long it takes, that is made from it.

    Ids last: that of a later meeting is made from the first one's and from the day and hour that
    were meant for it, so that a longer series, or one with other exceptions, names the same
    meeting alike. Later meetings have no business identifiers, no check-in and nothing ticked.

    Raises:
        RecordRejected: it does not lie ahead, has no start and end as instants, or no time zone,
            or ``planned`` refuses the recurrence.
        ImpossiblePeriod: the end precedes the start.
    """
    if appointment.status is not None and appointment.status not in AHEAD:
        raise _refused("a first one that began or is off", "Begin with one that lies ahead")
    name = appointment.series or series_id(appointment)
    first = attrs.evolve(appointment, series=name, end=_times(appointment)[1])
    found = meetings(first, recurrence, limit=limit)
    return tuple(
        first if one.id == first.id else _later(first, one.id, one.occurrence) for one in found
    )


def meetings(
    first: Appointment, recurrence: Recurrence, *, limit: int = LIMIT
) -> tuple[Meeting, ...]:
    """When each meeting of a series was meant to be, and its lasting id, whatever became of it.

    Raises:
        RecordRejected: as for ``series``.
        ImpossiblePeriod: the end precedes the start.
    """
    times = _times(first)
    if first.zone is None:
        raise _refused(
            "a first one without a time zone",
            "Give the IANA name of the zone in which it takes place",
        )
    found = planned(recurrence, *times, first.zone, limit=limit)
    begins = times[0].astimezone(zone_named(first.zone)).date()
    return tuple(
        Meeting(
            id=first.id
            if one.wall.date() == begins
            else _digest("meeting", first.id, one.wall.isoformat()),
            occurrence=one,
        )
        for one in found
    )


def series_id(appointment: Appointment) -> str:
    """The lasting name of the series that begins with an appointment."""
    return _digest("series", appointment.id)


def _times(first: Appointment) -> tuple[datetime, datetime]:
    times = span(first)
    if times is None:
        raise _refused("a first one without a time", "Give its start and its end or length")
    return times


def _later(first: Appointment, name: str, occurrence: Occurrence) -> Appointment:
    return attrs.evolve(
        first,
        id=name,
        identifiers=(),
        start=occurrence.start,
        end=occurrence.end,
        checklist=tuple(reopened(item) for item in first.checklist),
        arrived_at=None,
        confirmed=(),
        left_at=None,
        next_step=None,
        source=None,
    )


def _refused(found: str, remedy: str) -> RecordRejected:
    return RecordRejected(asked="series of appointments", found=found, remedy=remedy)


def _digest(*parts: str) -> str:
    return hashlib.sha256(_bytes("\x1f".join(("appointment", *parts)))).hexdigest()[:_LENGTH]


def _bytes(text: str) -> bytes:
    """A text as UTF-8, also where half a character stands in it."""
    return text.encode(errors="surrogatepass")
