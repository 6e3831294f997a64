"""Who or what is booked twice at one time: patients, practitioners, rooms.

Spans are half-open: back to back is no conflict, and a span of no length meets nothing. A booking
holds its time unless its status says that it does not (``NOT_HOLDING``): only asked for or waiting
(proposed, waitlist), not coming about (cancelled, noshow, entered-in-error), or over (fulfilled:
what was is no longer booked twice). A status that is not known holds. Participants who declined,
or who are only to be informed, are not booked.

A patient is the key of the chart. A practitioner or a room is known by the id of the actor, else
by its business identifier; one that has neither cannot be told from others and is not compared.
One meeting that stands in several charts, a group's, is one: same id, same time.

Sweeping over the starts in order, with the ends that are open in a heap, takes O(n log n + k) for
n bookings and k conflicts. As k may be n squared, ``each_conflict`` gives them one by one,
``conflicts`` has a limit, and ``clusters`` never gives more than there are bookings.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from operator import itemgetter
from typing import NamedTuple

import attrs

from carecoord.errors import RecordError, RecordRejected
from carecoord.model.actor import Actor
from carecoord.model.appointment import Appointment
from carecoord.model.chart import Chart
from carecoord.model.collected import as_tuple
from carecoord.model.shown import shown
from carecoord.rules.appointments.spans import span

LIMIT = 100_000
"""Conflicts that ``conflicts`` gives at most, unless the caller says otherwise (decision 0055)."""
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
class Conflict:
    """Two bookings of one party that overlap, the one that begins first named first.

    ``start`` and ``end`` are the time in both, in UTC.
    """

    __repr__ = shown

    by: By
    first: Booked
    second: Booked

    @property
    def start(self) -> datetime:
        """From when both are booked."""
        return self.second.start

    @property
    def end(self) -> datetime:
        """Until when both are booked."""
        return min(self.first.end, self.second.end)


@attrs.frozen(kw_only=True)
class Cluster:
    """Bookings of one party, in order, that hang together by overlaps, each with another."""

    __repr__ = shown

    by: By
    bookings: tuple[Booked, ...] = attrs.field(converter=as_tuple)


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
    """The bookings that hold a time which cannot be placed: what ``conflicts`` would refuse."""
    for key, appointment in booked:
        try:
            _span(appointment)
        except RecordError as why:
            yield Fault(key=key, id=appointment.id, why=why)


def conflicts(
    booked: Iterable[Booking], *, by: Collection[By] = EVERYBODY, limit: int = LIMIT
) -> tuple[Conflict, ...]:
    """All conflicts, of one party after the other, in order of time.

    Raises:
        RecordRejected: a time has no offset, or there are more conflicts than ``limit``.
        ImpossiblePeriod: an end precedes its start. ``faults`` finds all of either kind.
    """
    found: list[Conflict] = []
    for conflict in each_conflict(booked, by=by):
        if len(found) == limit:
            raise RecordRejected(
                asked="conflicts of appointments",
                found=f"more than {limit}",
                remedy="Take each_conflict, ask for clusters, or raise the limit",
            )
        found.append(conflict)
    return tuple(found)


def each_conflict(
    booked: Iterable[Booking], *, by: Collection[By] = EVERYBODY
) -> Iterator[Conflict]:
    """The conflicts one by one, in the order of ``conflicts``.

    Raises:
        RecordRejected: a time has no offset.
        ImpossiblePeriod: an end precedes its start.
    """
    for kind, held in _by_party(booked, by):
        open_: list[tuple[datetime, int]] = []
        for place, one in enumerate(held):
            while open_ and open_[0][0] <= one.start:
                heapq.heappop(open_)
            if open_:
                for before in sorted(at for _, at in open_):
                    yield Conflict(by=kind, first=held[before], second=one)
            heapq.heappush(open_, (one.end, place))


def clusters(booked: Iterable[Booking], *, by: Collection[By] = EVERYBODY) -> tuple[Cluster, ...]:
    """The bookings that conflict, gathered: each stands once for each party.

    Raises:
        RecordRejected: a time has no offset.
        ImpossiblePeriod: an end precedes its start.
    """
    found: list[Cluster] = []
    for kind, held in _by_party(booked, by):
        together: list[Booked] = []
        latest = None
        for one in held:
            if latest is not None and one.start >= latest:
                found.extend(_cluster(kind, together))
                together = []
                latest = None
            together.append(one)
            latest = one.end if latest is None else max(latest, one.end)
        found.extend(_cluster(kind, together))
    return tuple(found)


def _cluster(kind: By, together: list[Booked]) -> Iterator[Cluster]:
    if len(together) > 1:
        yield Cluster(by=kind, bookings=together)


def _by_party(booked: Iterable[Booking], by: Collection[By]) -> Iterator[tuple[By, list[Booked]]]:
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
    found = {(_PATIENT, key)} if _PATIENT in kinds else set[Party]()
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
