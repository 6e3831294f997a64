"""From when to when an appointment takes place, as instants, and in which time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model.appointment import Appointment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def zone_named(name: str | None) -> ZoneInfo:
    """The time zone of an IANA name.

    Raises:
        RecordRejected: there is no name, or no such zone.
    """
    from zoneinfo import ZoneInfo

    if not name:
        raise _refused("time zone", "no name of one", "Give an IANA name: America/New_York")
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise _refused(
            "time zone", "no zone of that name is known", "Give an IANA name: America/New_York"
        ) from None


def span(appointment: Appointment) -> tuple[datetime, datetime] | None:
    """Start and end; the end from the length where none is given; None: it has no time yet.

    Raises:
        RecordRejected: a time has no offset from UTC.
        ImpossiblePeriod: the end precedes the start.
    """
    start, end = appointment.start, appointment.end
    if start is None:
        return None
    if not isinstance(start, datetime) or not isinstance(end, datetime | None):
        raise _refused(
            "time of an appointment", "no offset from UTC", "Give the instant at which it starts"
        )
    if end is None:
        if appointment.minutes_duration is None:
            return None
        end = _later(start, appointment.minutes_duration)
    check_order(start, end)
    return start, end


def check_order(start: datetime, end: datetime) -> None:
    """Refuse an end before its start.

    Raises:
        ImpossiblePeriod: the end precedes the start.
        RecordRejected: one of them has no offset from UTC.
    """
    if start.utcoffset() is None or end.utcoffset() is None:
        raise _refused(
            "time of an appointment", "no offset from UTC", "Give the instant at which it starts"
        )
    if end.astimezone(UTC) < start.astimezone(UTC):  # within one zone, walls are compared
        raise ImpossiblePeriod(
            asked="time of an appointment",
            found="the end precedes the start",
            remedy="Correct one of them",
        )


def _later(start: datetime, minutes: int) -> datetime:
    """So many minutes later; within one zone Python adds on the wall, not in time that passes."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def _refused(asked: str, found: str, remedy: str) -> RecordRejected:
    return RecordRejected(asked=asked, found=found, remedy=remedy)
