"""Who or what is booked twice at one time: patients, practitioners, rooms.

Spans are half-open: back to back is no conflict, and a span of no length meets nothing. Which
bookings hold their time, and whose it is, stands in ``carecoord.rules.appointments.booked``. One
meeting that stands in several charts, a group's, is one: same id, same time.

Sweeping over the starts in order, with the ends that are open in a heap, takes O(n log n + k) for
n bookings and k conflicts. As k may be n squared, ``each_conflict`` gives them one by one,
``conflicts`` has a limit, and ``clusters`` never gives more than there are bookings.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.collected import as_tuple
from carecoord.model.shown import shown
from carecoord.rules.appointments.booked import EVERYBODY, Booked, Booking, By, by_party

LIMIT = 100_000
"""Conflicts that ``conflicts`` gives at most, unless the caller says otherwise (decision 0055)."""


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
    for kind, held in by_party(booked, by):
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
    for kind, held in by_party(booked, by):
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
