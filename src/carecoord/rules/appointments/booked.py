"""Bookings: which appointments hold a time, and whose time it is.

A booking holds its time unless its status says that it does not (``NOT_HOLDING``): only asked for
or waiting (proposed, waitlist), not coming about (cancelled, noshow, entered-in-error), or over
(fulfilled: what was is no longer booked twice). A status that is not known holds. Participants who
declined, or who are only to be informed, are not booked.

A patient is the key of the chart. A practitioner or a room is known by the id of the actor, else
by its business identifier; one that has neither cannot be told from others and is not compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from operator import itemgetter
from typing import NamedTuple

import attrs

from carecoord.errors import RecordError
from carecoord.model.actor import Actor
from carecoord.model.appointment import Appointment
from carecoord.model.chart import Chart
from carecoord.model.shown import shown
from carecoord.rules.appointments.spans import span

NOT_HOLDING = frozenset(
    {"proposed", "waitlist", "cancelled", "noshow", "entered-in-error", "fulfilled"}
)
Booking = tuple[str, Appointment]
"""The key of the patient's chart, and an appointment of it."""


class By(Enum):
    """Who or what cannot be in two places."""

    PATIENT = "patient"
    PRACTITIONER = "practitioner"
    ROOM = "room"


EVERYBODY = frozenset(By)
_PATIENT = By.PATIENT.value
_KINDS = {
    "Practitioner": By.PRACTITIONER.value,
    "PractitionerRole": By.PRACTITIONER.value,
    "Location": By.ROOM.value,
}


class Booked(NamedTuple):
    """A booking as the sweep sees it: when, in UTC, and which appointment of which chart."""

    start: datetime
    end: datetime
    key: str
    id: str


Party = tuple[str, ...]
"""What it is, by the value of ``By``, and its name. Texts are hashed faster than members are."""


@attrs.frozen(kw_only=True)
class Fault:
    """A booking whose time cannot be placed, and why."""

    __repr__ = shown

    key: str
    id: str
    why: RecordError


def bookings(charts: Iterable[Chart]) -> Iterator[Booking]:
    """All appointments of many charts, each with the key of its chart."""
    for chart in charts:
        for appointment in chart.appointments or ():
            yield chart.key, appointment


def faults(booked: Iterable[Booking]) -> Iterator[Fault]:
    """The bookings that hold a time which cannot be placed: what looking for conflicts refuses."""
    for key, appointment in booked:
        try:
            _span(appointment)
        except RecordError as why:
            yield Fault(key=key, id=appointment.id, why=why)


def by_party(booked: Iterable[Booking], by: Collection[By]) -> Iterator[tuple[By, list[Booked]]]:
    """The bookings of each party that has several, parties and bookings in order."""
    held: dict[Party, list[Booked]] = {}
    kinds = frozenset(kind.value for kind in by)
    for key, appointment in booked:
        times = _span(appointment)
        if times is None or times[0] == times[1]:
            continue
        one = Booked(*times, key, appointment.id)
        for party in _parties(key, appointment, kinds):
            held.setdefault(party, []).append(one)
    several = [(party, of_it) for party, of_it in held.items() if len(of_it) > 1]
    for party, of_it in sorted(several, key=itemgetter(0)):
        yield By(party[0]), _each_meeting_once(sorted(of_it))


def _each_meeting_once(held: list[Booked]) -> list[Booked]:
    """A group's meeting stands in the charts of all who take part: the first of them counts."""
    once: dict[tuple[datetime, datetime, str], Booked] = {}
    for one in held:
        once.setdefault((one.start, one.end, one.id), one)
    return list(once.values())


def _span(appointment: Appointment) -> tuple[datetime, datetime] | None:
    if appointment.status in NOT_HOLDING:
        return None
    times = span(appointment)
    return times and (times[0].astimezone(UTC), times[1].astimezone(UTC))


def _parties(key: str, appointment: Appointment, kinds: frozenset[str]) -> set[Party]:
    found: set[Party] = set()
    if _PATIENT in kinds:
        found.add((_PATIENT, key))
    for actor in appointment.participants:
        kind = _KINDS.get(actor.kind or "")
        if kind in kinds and actor.status != "declined" and actor.required != "information-only":
            name = _name(actor)
            if name:
                found.add((kind, *name))
    return found


def _name(actor: Actor) -> tuple[str, ...]:
    if actor.id:
        return (actor.id,)
    identifier = actor.identifier
    if identifier is None or not identifier.value:
        return ()
    return (identifier.system or "", identifier.value)
