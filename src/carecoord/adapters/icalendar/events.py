"""The events of an iCalendar file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Protocol

import attrs

from carecoord.adapters.icalendar.faces import CANCELLED, Detail, Face, face
from carecoord.adapters.icalendar.zones import around, described
from carecoord.errors import missing_extra
from carecoord.model.appointment import Appointment
from carecoord.rules.appointments.spans import instant, zone_named

_PRODUCT = "-//carecoord//appointments//EN"
_LENGTH = 32


class Properties(Protocol):
    """What is used of an event of the package."""

    def add(self, name: str, value: object) -> None:
        """Set a property, or one more of it."""
        ...


@attrs.frozen
class Dated:
    """An event, and the first and last day on which it takes place."""

    event: Properties
    first: date
    last: date


@attrs.frozen(kw_only=True)
class Writer:
    """How one file is written."""

    icalendar: Any
    zone: str
    detail: Detail
    key: str
    revisions: Mapping[str, int]

    @classmethod
    def of(cls, *, zone: str, detail: Detail, key: str, revisions: Mapping[str, int]) -> Writer:
        """A writer with the package.

        Raises:
            MissingExtra: it is not installed.
        """
        try:
            import icalendar
        except ImportError:
            raise missing_extra("appointments as an iCalendar file", "calendar") from None
        return cls(icalendar=icalendar, zone=zone, detail=detail, key=key, revisions=revisions)

    def face(self, one: Appointment) -> Face:
        """What is shown of an appointment, in its own zone."""
        return face(one, zone_named(one.zone or self.zone), self.detail)

    def event(self, one: Appointment, seen: Face, named: str) -> Dated:
        """An event; ``named`` is the id that its UID is made from."""
        event: Properties = self.icalendar.Event()
        told = f"{self.key}\x1f{named}".encode(errors="surrogatepass")  # also half a character
        uid = hashlib.sha256(told).hexdigest()[:_LENGTH]
        off = seen.status == CANCELLED
        event.add("uid", f"{uid}@carecoord")
        event.add("dtstamp", _stamp(one, seen))
        event.add("dtstart", _written(seen.start))
        event.add("dtend", _written(seen.end))
        event.add("summary", seen.summary)
        event.add("status", seen.status)
        event.add("sequence", self.revisions.get(one.id, 1 if off else 0))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT" if off else "OPAQUE")
        for part, text in (("location", seen.location), ("description", seen.description)):
            if text:
                event.add(part, text)
        return Dated(event, seen.start.date(), seen.end.date())

    def calendar(self, dated: Sequence[Dated]) -> bytes:
        """The file, with the changes of each zone for a year around the meetings."""
        calendar = self.icalendar.Calendar()
        calendar.add("prodid", _PRODUCT)
        calendar.add("version", "2.0")
        for one in dated:
            calendar.add_component(one.event)
        years = around([(one.first, one.last) for one in dated])
        calendar.subcomponents[:0] = [
            described(self.icalendar, name, years) for name in sorted(calendar.get_missing_tzids())
        ]
        content: bytes = calendar.to_ical()
        return content


def _written(moment: datetime) -> datetime:
    """A moment as it is written: in UTC where its hour comes for the second time.

    Readers take an hour that comes twice for the first of the two (RFC 5545, section 3.3.5).
    """
    return moment.astimezone(UTC) if moment.fold else moment


def _stamp(one: Appointment, seen: Face) -> datetime:
    """When it was last changed, as far as the record says (RFC 5545, DTSTAMP without METHOD)."""
    said = (one.created_on, one.cancelled_on, one.arrived_at, one.left_at)
    known = [instant(moment) for moment in said if isinstance(moment, datetime)]
    return max(known, default=seen.start.astimezone(UTC)).replace(microsecond=0)
