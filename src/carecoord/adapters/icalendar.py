"""Appointments as an iCalendar file (RFC 5545), with the package ``icalendar``.

A calendar is seen by others: family, employers, whoever shares a telephone. So nothing but the
time is written unless the caller asks for ``full``, and then logistics only: what for in the words
of the booking, where, and what the patient was told. Reasons, staff's comments and people are never
written. What carries a sensitivity label is an "Appointment" and no more; what carries one of
``UNSEEN`` is left out, and that is told (decision 0055).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from types import ModuleType
from typing import TYPE_CHECKING, Literal

import attrs

from carecoord.errors import (
    ImpossiblePeriod,
    InputError,
    RecordError,
    RecordRejected,
    missing_extra,
)
from carecoord.model.appointment import Appointment
from carecoord.model.collected import as_tuple
from carecoord.model.label import Label
from carecoord.rules.appointments.recurrence import Frequency, Recurrence
from carecoord.rules.appointments.series import Meeting, meetings
from carecoord.rules.appointments.spans import span, zone_named

if TYPE_CHECKING:
    import icalendar

UNSEEN = frozenset({Label.SAFE_CONTACT, Label.VIOLENCE, Label.MINOR_CONFIDENTIAL})
"""Labels of what somebody who shares a calendar must not even know to exist."""
Detail = Literal["busy", "full"]
Series = tuple[Appointment, Recurrence]
"""The appointment that a series was made from, as it was meant, and how it recurs."""
_PRODUCT = "-//carecoord//appointments//EN"
_PLAIN = "Appointment"
_TENTATIVE = frozenset({"proposed", "pending", "waitlist"})
_OFF = frozenset({"cancelled", "entered-in-error"})
_FREQUENCIES = {
    Frequency.DAILY: "DAILY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.MONTHLY: "MONTHLY",
    Frequency.YEARLY: "YEARLY",
}
_YEAR = timedelta(days=366)


class Why(Enum):
    """Why an appointment is not in a calendar."""

    NO_TIME = "it has no time yet"
    NO_OFFSET = "its time has no offset from UTC, or its zone is not known"
    ENDS_FIRST = "its end precedes its start"
    LABELLED = "a label forbids showing that it exists"


@attrs.frozen(kw_only=True)
class LeftOut:
    """An appointment that was not written, by its id, and why."""

    id: str
    why: Why


@attrs.frozen(kw_only=True)
class Exported:
    """The file, and what is not in it."""

    content: bytes = attrs.field(repr=False)
    left_out: tuple[LeftOut, ...] = attrs.field(converter=as_tuple)


@attrs.frozen(kw_only=True)
class _Face:
    """What a calendar shows of one appointment."""

    start: datetime
    end: datetime
    status: str
    summary: str
    location: str | None
    description: str | None


@attrs.frozen(kw_only=True)
class _Writer:
    """How one file is written."""

    library: ModuleType
    zone: str
    detail: Detail
    key: str
    revisions: Mapping[str, int]

    def face(self, one: Appointment) -> _Face:
        times = span(one)
        assert times is not None  # noqa: S101  those without a time were left out
        place = zone_named(one.zone or self.zone)
        start, end = (moment.astimezone(place) for moment in times)
        tentative = "TENTATIVE" if one.status in _TENTATIVE else "CONFIRMED"
        status = "CANCELLED" if one.status in _OFF else tentative
        told = _told(one) if self.detail == "full" and not one.labels else (_PLAIN, None, None)
        summary, location, description = told
        return _Face(
            start=start,
            end=end,
            status=status,
            summary=summary,
            location=location,
            description=description,
        )

    def event(self, one: Appointment, face: _Face, named: str) -> icalendar.Event:
        """An event; ``named`` is the id that its UID is made from."""
        event: icalendar.Event = self.library.Event()
        uid = hashlib.sha256(f"{self.key}\x1f{named}".encode()).hexdigest()[:32]
        changed = self.revisions.get(one.id, 1 if face.status == "CANCELLED" else 0)
        event.add("uid", f"{uid}@carecoord")
        event.add("dtstamp", _stamp(one, face))
        event.add("dtstart", face.start)
        event.add("dtend", face.end)
        event.add("summary", face.summary)
        event.add("status", face.status)
        event.add("sequence", changed)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT" if face.status == "CANCELLED" else "OPAQUE")
        for name, text in (("location", face.location), ("description", face.description)):
            if text:
                event.add(name, text)
        return event

    def series(self, made_from: Series, held: dict[str, Appointment]) -> Iterator[icalendar.Event]:
        """One event that recurs, and one for each meeting that is otherwise than it was meant."""
        first, recurrence = made_from
        place = zone_named(first.zone)
        all_meant = meetings(first, recurrence)
        if not any(one.id in held for one in all_meant):
            return
        booked = attrs.evolve(first, status="booked")
        face = self.face(booked)
        master = self.event(booked, face, first.id)
        master.add("rrule", _rule(recurrence, first.zone))
        off = [datetime.combine(day, face.start.time(), place) for day in recurrence.exceptions]
        own: list[icalendar.Event] = []
        for one in all_meant:
            meant = one.occurrence.wall.replace(tzinfo=place)
            actual = held.pop(one.id, None)
            if actual is None:
                off.append(meant)
            elif self.face(actual) != _as_meant(face, one):
                event = self.event(actual, self.face(actual), first.id)
                event.add("recurrence-id", meant)
                own.append(event)
        if off:
            master.add("exdate", off)
        yield from (master, *own)


def dumps(  # noqa: PLR0913  what a calendar shows is for the caller to say
    appointments: Iterable[Appointment],
    *,
    zone: str,
    detail: Detail = "busy",
    recurrences: Iterable[Series] = (),
    key: str = "",
    revisions: Mapping[str, int] | None = None,
    unseen: frozenset[Label] = UNSEEN,
) -> bytes:
    """Write appointments as an iCalendar file; ``write`` says what each argument means.

    What has no time yet, or must not be seen, is left out; ``write`` tells which that is.

    Raises:
        RecordRejected: a time has no offset from UTC, or a zone is not known.
        ImpossiblePeriod: an end precedes its start.
        InputError, MissingExtra: as for ``write``.
    """
    made = write(
        appointments,
        zone=zone,
        detail=detail,
        recurrences=recurrences,
        key=key,
        revisions=revisions,
        unseen=unseen,
    )
    for one in made.left_out:
        if one.why in {Why.NO_OFFSET, Why.ENDS_FIRST}:
            kind = RecordRejected if one.why is Why.NO_OFFSET else ImpossiblePeriod
            raise kind(
                asked="calendar of appointments",
                found=f"of one of them: {one.why.value}",
                remedy="Correct it, or let write leave it out and tell which it is",
            )
    return made.content


def write(  # noqa: PLR0913  what a calendar shows is for the caller to say
    appointments: Iterable[Appointment],
    *,
    zone: str,
    detail: Detail = "busy",
    recurrences: Iterable[Series] = (),
    key: str = "",
    revisions: Mapping[str, int] | None = None,
    unseen: frozenset[Label] = UNSEEN,
) -> Exported:
    """Write appointments as an iCalendar file, and tell which are not in it.

    ``zone`` is for appointments that name none. ``detail`` ``busy`` shows the time alone.
    ``recurrences`` are series that are written as one event that recurs: a meeting that is not
    among the appointments is taken out, one that is otherwise than meant stands by itself. ``key``
    tells the appointments of one chart from those of another: give the chart's. ``revisions`` say,
    by fact id, how often an appointment was changed (SEQUENCE); a cancelled one was at least once.
    For a calendar that staff alone can see, ``unseen`` may be empty.

    Raises:
        RecordRejected: the zone is not known, or a recurrence does not fit its first meeting.
        InputError: two appointments have one id, or the detail is none.
        MissingExtra: the package is not installed.
    """
    if detail not in {"busy", "full"}:
        raise InputError(
            asked=f"detail {detail!r}", found="no such detail", remedy="Give busy or full"
        )
    zone_named(zone)
    writer = _Writer(
        library=_library(), zone=zone, detail=detail, key=key, revisions=revisions or {}
    )
    held, left_out = _sorted_out(appointments, unseen)
    by_series = [event for one in recurrences for event in writer.series(one, held)]
    alone = [writer.event(one, writer.face(one), one.id) for one in held.values()]
    calendar: icalendar.Calendar = writer.library.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for event in (*by_series, *alone):
        calendar.add_component(event)
    _add_zones(calendar, [*by_series, *alone])
    return Exported(content=calendar.to_ical(), left_out=left_out)


def _library() -> ModuleType:
    try:
        import icalendar
    except ImportError:
        raise missing_extra("appointments as an iCalendar file", "calendar") from None
    return icalendar


def _sorted_out(
    appointments: Iterable[Appointment], unseen: frozenset[Label]
) -> tuple[dict[str, Appointment], list[LeftOut]]:
    """Those that are written, by id, in order of time; and those that are not."""
    held: list[tuple[datetime, Appointment]] = []
    left_out: list[LeftOut] = []
    for one in appointments:
        found = _time_of(one, unseen)
        if isinstance(found, Why):
            left_out.append(LeftOut(id=one.id, why=found))
        else:
            held.append((found, one))
    held.sort(key=lambda pair: (pair[0], pair[1].id))
    by_id = {one.id: one for _, one in held}
    if len(by_id) < len(held):
        raise InputError(
            asked="calendar of appointments",
            found="two of one id",
            remedy="Give each once; write the charts one by one, each with its key",
        )
    return by_id, left_out


def _time_of(one: Appointment, unseen: frozenset[Label]) -> datetime | Why:
    if not one.labels.isdisjoint(unseen):
        return Why.LABELLED
    try:
        times = span(one)
        if one.zone is not None:
            zone_named(one.zone)
    except ImpossiblePeriod:
        return Why.ENDS_FIRST
    except RecordError:
        return Why.NO_OFFSET
    return Why.NO_TIME if times is None else times[0].astimezone(UTC)


def _told(one: Appointment) -> tuple[str, str | None, str | None]:
    """What for, where, and what the patient was told."""
    services = [service.text for service in one.service_type if service.text]
    rooms = [who.display for who in one.participants if who.kind == "Location" and who.display]
    summary = one.description or ", ".join(services) or _PLAIN
    return summary, ", ".join(rooms) or None, one.patient_instruction


def _as_meant(face: _Face, one: Meeting) -> _Face:
    """What a calendar shows of a meeting that is as its series says."""
    return attrs.evolve(face, start=one.occurrence.start, end=one.occurrence.end)


def _stamp(one: Appointment, face: _Face) -> datetime:
    """When it was last changed, as far as the record says (RFC 5545, DTSTAMP without METHOD)."""
    said = (one.created_on, one.cancelled_on, one.arrived_at, one.left_at)
    known = [moment.astimezone(UTC) for moment in said if isinstance(moment, datetime)]
    return max(known, default=face.start.astimezone(UTC)).replace(microsecond=0)


def _rule(recurrence: Recurrence, zone: str | None) -> dict[str, object]:
    """The recurrence in the words of RFC 5545; UNTIL is in UTC beside a start with a zone."""
    rule: dict[str, object] = {"freq": _FREQUENCIES[recurrence.frequency]}
    if recurrence.interval > 1:
        rule["interval"] = recurrence.interval
    if recurrence.count is not None:
        rule["count"] = recurrence.count
    until = recurrence.until
    if isinstance(until, date) and not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59), zone_named(zone))
    if until is not None:
        rule["until"] = until.astimezone(UTC).replace(microsecond=0)
    if recurrence.by_weekday:
        rule["byday"] = list(recurrence.by_weekday)
    if recurrence.by_month_day:
        rule["bymonthday"] = list(recurrence.by_month_day)
    return rule


def _add_zones(calendar: icalendar.Calendar, events: list[icalendar.Event]) -> None:
    """The changes of each zone, as far as the meetings go."""
    if not events:
        return
    first = min(event["dtstart"].dt for event in events).date()
    last = max(event["dtend"].dt for event in events).date()
    for event in events:
        for until in event.get("rrule", {}).get("until", ()):
            last = max(last, until.date())
    calendar.add_missing_timezones(first_date=first - _YEAR, last_date=last + _YEAR)
