"""Who is offered a time that has become free: the most urgent, then who has waited longest.

Priority is FHIR's Appointment.priority, which takes it from iCalendar: 1 is the most urgent, 9 the
least, 0 and none say nothing and come after 9. Whoever cannot come at that time, needs longer than
it lasts, or waits for another service or person, is passed over, and it is said why. An
interpreter is arranged for with the offer: the need of one never costs a place. The order looks
at nothing else: not at who pays, not at who the person is (decision 0055).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.code import Code
from carecoord.model.collected import as_frozenset, as_tuple
from carecoord.model.instants import is_before
from carecoord.model.moment import ClinicalTime, PartialDate, aware, first_day
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.rules.appointments.spans import check_order, instant, zone_named

WAITING = frozenset({"waitlist", "pending", "proposed"})
"""Statuses of an appointment that has no time yet, or might have a better one."""
_LAST_PRIORITY = 10
"""After iCalendar's 9: nothing was said."""
_MINUTE = timedelta(minutes=1)
_MOMENT = timedelta(microseconds=1)
"""What ends at midnight ends on the day before."""


@attrs.frozen(kw_only=True)
class FreeSlot:
    """A time that has become free; ``services`` empty: for any, ``practitioner`` None: anybody's.

    Raises:
        RecordRejected: a time has no offset from UTC, or the zone is not known.
        ImpossiblePeriod: the end precedes the start.
    """

    __repr__ = shown

    start: datetime = attrs.field(validator=aware("start"))
    end: datetime = attrs.field(validator=aware("end"))
    zone: str
    practitioner: str | None = None
    services: frozenset[Code] = attrs.field(default=frozenset(), converter=as_frozenset)

    def __attrs_post_init__(self) -> None:
        check_order(self.start, self.end)
        zone_named(self.zone)

    @property
    def lasts(self) -> timedelta:
        """How long it lasts, in time that passes."""
        return instant(self.end) - instant(self.start)


@attrs.frozen(kw_only=True)
class Waiting:
    """Somebody who waits: the key of the chart, the appointment, and whether it is interpreted.

    The appointment says how urgent it is, since when it waits (``created_on``), at which times it
    can be (``requested_periods``; none: at any), how long it takes, for what and with whom.
    """

    __repr__ = shown

    key: str
    appointment: Appointment
    interpreter: bool = False


@attrs.frozen(kw_only=True)
class Offer:
    """One place in the order, and why; ``arrange`` is what has to be seen to with the offer."""

    __repr__ = shown

    key: str
    appointment: str
    because: tuple[str, ...] = attrs.field(converter=as_tuple)
    arrange: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True)
class PassedOver:
    """Somebody who is not offered this time, and why not."""

    __repr__ = shown

    key: str
    appointment: str
    because: tuple[str, ...] = attrs.field(converter=as_tuple)


@attrs.frozen(kw_only=True)
class Ranking:
    """Whom to ask, in this order, and who is passed over."""

    __repr__ = shown

    offers: tuple[Offer, ...] = attrs.field(converter=as_tuple)
    passed_over: tuple[PassedOver, ...] = attrs.field(converter=as_tuple)


def ranked(slot: FreeSlot, waiting: Iterable[Waiting]) -> Ranking:
    """Put those who wait in the order in which they are offered a time that has become free."""
    offers: list[Offer] = []
    passed: list[PassedOver] = []
    for one in sorted(waiting, key=lambda one: _rank(one, slot)):
        against = tuple(_against(one.appointment, slot))
        if against:
            passed.append(PassedOver(key=one.key, appointment=one.appointment.id, because=against))
        else:
            offers.append(
                Offer(
                    key=one.key,
                    appointment=one.appointment.id,
                    because=_because(one.appointment, slot),
                    arrange=_arrange(one),
                )
            )
    return Ranking(offers=offers, passed_over=passed)


def _rank(one: Waiting, slot: FreeSlot) -> tuple[int, datetime, str, str]:
    return (
        one.appointment.priority or _LAST_PRIORITY,
        _since(one.appointment.created_on, slot),
        one.key,
        one.appointment.id,
    )


def _since(time_: ClinicalTime | None, slot: FreeSlot) -> datetime:
    """The first moment since which somebody may be waiting; the last of all when it is not said."""
    if time_ is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(time_, datetime):
        return instant(time_)
    return datetime.combine(first_day(time_, UTC), time.min, zone_named(slot.zone))


def _because(appointment: Appointment, slot: FreeSlot) -> tuple[str, ...]:
    priority = appointment.priority
    urgent = f"priority {priority}" if priority else "no priority given"
    since = appointment.created_on
    if since is None:
        return urgent, "since when it waits is not known"
    shown_ = since if isinstance(since, PartialDate) else first_day(since, zone_named(slot.zone))
    return urgent, f"waits since {shown_}"


def _arrange(one: Waiting) -> tuple[str, ...]:
    found = ["a qualified interpreter"] if one.interpreter else []
    if one.appointment.minutes_duration is None:
        found.append("how long it takes is not known: ask")
    return tuple(found)


def _against(appointment: Appointment, slot: FreeSlot) -> Iterable[str]:
    """What speaks against offering a time."""
    if appointment.status not in WAITING:
        yield "it does not wait"
    needs = appointment.minutes_duration
    if needs is not None and needs > slot.lasts // _MINUTE:
        yield f"it takes {needs} minutes"
    asked = appointment.requested_periods
    if asked and not any(_suits(period, slot) for period in asked):
        yield "not at a time that was asked for"
    codes = {code for service in appointment.service_type for code in service.coding}
    if slot.services and codes and codes.isdisjoint(slot.services):
        yield "for another service"
    with_whom = {
        actor.id for actor in appointment.participants if actor.kind == "Practitioner" and actor.id
    }
    if slot.practitioner and with_whom and slot.practitioner not in with_whom:
        yield "with somebody else"


def _suits(period: Period, slot: FreeSlot) -> bool:
    """Whether a time lies wholly in a period; days are those of the slot's zone."""
    zone = zone_named(slot.zone)
    start, end = period.start, period.end
    if isinstance(start, datetime):
        begun = not is_before(slot.start, start)
    else:
        begun = start is None or first_day(start, zone) <= first_day(slot.start, zone)
    if isinstance(end, datetime):
        return begun and not is_before(end, slot.end)
    last = period.last_day(zone)
    until = instant(slot.end) - min(slot.lasts, _MOMENT)
    return begun and (last is None or first_day(until, zone) <= last)
