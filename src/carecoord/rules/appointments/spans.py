"""From when to when an appointment takes place, as instants, and in which time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model.appointment import Appointment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


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
    except (LookupError, ValueError, OSError, TypeError):
        raise _refused(
            "time zone", "no zone of that name is known", "Give an IANA name: America/New_York"
        ) from None


def placed(moment: datetime, zone: tzinfo) -> datetime | None:
    """A moment as a zone shows it; None where it lies before or after the zone's calendar."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return None


def instant(moment: datetime) -> datetime:
    """A moment in UTC; of one that lies outside the calendar, the calendar's first or last.

    Systems write the calendar's first or last instant for "unknown" and "never".
    """
    return placed(moment, UTC) or (_FIRST if moment.year == _FIRST.year else _LAST)


def given_instant(moment: object, what: str) -> None:
    """Refuse what is no instant with its offset; ``what`` names it for the message.

    Raises:
        RecordRejected: it is a day, or has no offset from UTC.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise _refused(what, "no offset from UTC", "Give an instant with its offset")


def span(appointment: Appointment) -> tuple[datetime, datetime] | None:
    """Start and end; the end from the length where none is given.

    None: it has no time yet, or from when to when it lasts is not known: no end and no length are
    given, it reaches beyond the calendar in UTC, or the length is no number.

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
        if end is None:
            return None
    check_order(start, end)
    return (start, end) if placed(start, UTC) and placed(end, UTC) else None


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
    if instant(end) < instant(start):  # within one zone, walls are compared
        raise ImpossiblePeriod(
            asked="time of an appointment",
            found="the end precedes the start",
            remedy="Correct one of them",
        )


def _later(start: datetime, minutes: int) -> datetime | None:
    """So many minutes later, None where that is beyond the calendar or no number.

    Within one zone Python adds on the wall, not in time that passes.
    """
    try:
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    except (OverflowError, TypeError, ValueError):
        return None


def _refused(asked: str, found: str, remedy: str) -> RecordRejected:
    return RecordRejected(asked=asked, found=found, remedy=remedy)
