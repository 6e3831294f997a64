"""What a calendar shows of an appointment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.rules.appointments.spans import span

Detail = Literal["busy", "full"]
CANCELLED = "CANCELLED"
_PLAIN = "Appointment"
_TENTATIVE = frozenset({"proposed", "pending", "waitlist"})
_OFF = frozenset({"cancelled", "entered-in-error"})
_BREAKS = {"\r\n": "\n", "\r": "\n"}
_CONTROLS = {code for code in (*range(32), 127) if chr(code) not in "\t\n"}
"""What RFC 5545 allows in no text (CONTROL)."""
_HALVES = range(0xD800, 0xE000)
"""Halves of characters (surrogates), which no encoding can write."""
_TAKEN_OUT = dict.fromkeys((*_CONTROLS, *_HALVES))


def _instant(moment: datetime) -> datetime:
    """By which moments are compared: on the wall the two hours that come twice are one."""
    return moment.astimezone(UTC)


@attrs.frozen(kw_only=True)
class Face:
    """What is to be seen; the status is RFC 5545's."""

    start: datetime = attrs.field(eq=_instant)
    end: datetime = attrs.field(eq=_instant)
    status: str
    summary: str = attrs.field(default=_PLAIN, repr=False)
    location: str | None = attrs.field(default=None, repr=False)
    description: str | None = attrs.field(default=None, repr=False)


def face(one: Appointment, zone: ZoneInfo, detail: Detail) -> Face:
    """What a calendar shows; whoever missed it, or came, is nothing of it."""
    times = span(one)
    assert times is not None  # noqa: S101  those without a time were left out
    start, end = (moment.astimezone(zone) for moment in times)
    status = "TENTATIVE" if one.status in _TENTATIVE else "CONFIRMED"
    seen = Face(start=start, end=end, status=CANCELLED if one.status in _OFF else status)
    return _with_details(seen, one) if detail == "full" and not one.labels else seen


def _with_details(seen: Face, one: Appointment) -> Face:
    """What for, where, and what the patient was told."""
    services = [service.text for service in one.service_type if service.text]
    rooms = [who.display for who in one.participants if who.kind == "Location" and who.display]
    return attrs.evolve(
        seen,
        summary=_text(one.description) or _text(", ".join(services)) or _PLAIN,
        location=_text(", ".join(rooms)),
        description=_text(one.patient_instruction),
    )


def _text(said: str | None) -> str | None:
    """A text as a calendar may hold it, its lines broken one way; None where nothing is left."""
    for one, other in _BREAKS.items():
        said = said and said.replace(one, other)
    return (said and said.translate(_TAKEN_OUT).strip()) or None
