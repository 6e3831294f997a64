"""What the front desk confirms when somebody comes, and when somebody leaves.

Pure answers to "what is to be gone through": the moves themselves, and who made them, are those of
``carecoord.rules.moves``. Which data a desk needs, and after how many days they are old, is a
convention (decision 0055). Nothing here keeps a patient from being seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.chart import Chart
from carecoord.model.collected import as_tuple
from carecoord.model.contact import Address, ContactPoint
from carecoord.model.coverage import Coverage
from carecoord.model.instants import is_before
from carecoord.model.moment import PartialDate, first_day, last_day
from carecoord.model.order import Order
from carecoord.model.patient import Patient
from carecoord.model.shown import shown
from carecoord.rules.appointments.booked import NOT_HOLDING
from carecoord.rules.appointments.spans import given_instant, zone_named

DEMOGRAPHICS, COVERAGE = "demographics", "coverage"
OLD_AFTER_DAYS = 365
"""Days after which data that nobody confirmed are old (decision 0055)."""
_DEAD_COVERAGE = frozenset({"cancelled", "draft", "entered-in-error"})
_CAME = frozenset({"arrived", "checked-in", "fulfilled"})
_OPEN_ORDERS = frozenset({"active", "draft"})


@attrs.frozen(kw_only=True)
class ToConfirm:
    """One thing to go through: which part, which of the data or which coverage, and why."""

    __repr__ = shown

    part: str
    what: str
    why: str


@attrs.frozen(kw_only=True)
class CheckIn:
    """What is to be gone through at check-in, demographics first."""

    __repr__ = shown

    to_confirm: tuple[ToConfirm, ...] = attrs.field(converter=as_tuple)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that have something open."""
        return tuple(dict.fromkeys(one.part for one in self.to_confirm))


@attrs.frozen(kw_only=True)
class CheckOut:
    """What may be the next step, by fact id; ``settled`` says that the visit names one of them."""

    __repr__ = shown

    booked: tuple[str, ...] = attrs.field(converter=as_tuple)
    to_book: tuple[str, ...] = attrs.field(converter=as_tuple)
    settled: bool
    ask: str | None


def check_in(
    chart: Chart, appointment: Appointment, at: datetime, *, zone: str, old: int = OLD_AFTER_DAYS
) -> CheckIn:
    """What to go through with somebody who comes to an appointment now.

    Raises:
        RecordRejected: the zone is not known, or the moment has no offset from UTC.
    """
    given_instant(at, "check-in")
    place = zone_named(zone)
    today = first_day(at, place)
    served = today if appointment.start is None else first_day(appointment.start, place)
    return CheckIn(
        to_confirm=(
            *_missing(chart.patient, today, place),
            *_old(chart.appointments or (), today, place, old),
            *_coverages(chart.coverages, served, place),
        )
    )


def check_out(chart: Chart, appointment: Appointment, at: datetime) -> CheckOut:
    """What comes next for somebody who leaves: what is booked, and which orders wait for it.

    A next step that the visit names has to be a later appointment that holds, or an order that is
    not closed; anything else has to be asked about, or why none is needed.

    Raises:
        RecordRejected: the moment has no offset from UTC.
    """
    given_instant(at, "check-out")
    booked = [one.id for one in chart.appointments or () if _later(one, appointment, at)]
    taken = {order for one in chart.appointments or () for order in _orders_of(one)}
    open_ = [one.id for one in chart.orders or () if _waits(one)]
    to_book = [one for one in open_ if one not in taken]
    settled = appointment.next_step in {*booked, *open_}
    ask = None
    if appointment.next_step is None:
        ask = "Book the next step, or say why none is needed"
    elif not settled:
        ask = "The next step that was named is not booked and not open: book it anew"
    return CheckOut(booked=booked, to_book=to_book, settled=settled, ask=ask)


def _missing(patient: Patient, today: date, zone: tzinfo) -> Iterable[ToConfirm]:
    held = {
        "name": any(one.shown for one in patient.names),
        "birth date": isinstance(patient.birth_date, date),
        "address": any(_current(one, today, zone) for one in patient.addresses),
        "telephone": any(
            one.system in {"phone", "sms"} and one.value and _current(one, today, zone)
            for one in patient.telecom
        ),
        "emergency contact": bool(patient.contacts),
    }
    partial = isinstance(patient.birth_date, PartialDate)
    ended = {"address": bool(patient.addresses), "telephone": bool(patient.telecom)}
    for what, there in held.items():
        if not there:
            why = "only a part is known" if what == "birth date" and partial else "missing"
            why = "none that is in use" if ended.get(what) else why
            yield ToConfirm(part=DEMOGRAPHICS, what=what, why=why)


def _current(one: Address | ContactPoint, today: date, zone: tzinfo) -> bool:
    last = one.period.last_day(zone) if one.period else None
    return one.use != "old" and (last is None or today <= last)


def _old(
    appointments: Iterable[Appointment], today: date, zone: tzinfo, days: int
) -> Iterable[ToConfirm]:
    """Whether the last visit at which data were confirmed lies too far back, or there was none."""
    came = (one for one in appointments if DEMOGRAPHICS in one.confirmed and one.status in _CAME)
    moments = [one.arrived_at or one.start for one in came]
    confirmed = [last_day(moment, zone) for moment in moments if moment is not None]
    if not confirmed:
        yield ToConfirm(part=DEMOGRAPHICS, what="all data", why="no visit at which confirmed")
    elif today - max(confirmed) > timedelta(days=days):
        yield ToConfirm(
            part=DEMOGRAPHICS, what="all data", why=f"last confirmed on {max(confirmed)}"
        )


def _coverages(
    coverages: tuple[Coverage, ...] | None, served: date, zone: tzinfo
) -> Iterable[ToConfirm]:
    """Whether each coverage that may pay on the day of service was verified for that day."""
    live = [one for one in coverages or () if one.status not in _DEAD_COVERAGE]
    in_force = [one for one in live if one.period is None or one.period.contains(served)]
    if not in_force:
        none = f"none in force on {served}" if coverages else "none on record"
        why = "nobody has asked for it" if coverages is None else none
        yield ToConfirm(part=COVERAGE, what="coverage", why=why)
    for one in in_force:
        doubt = _unverified(one, served, zone)
        if doubt:
            yield ToConfirm(part=COVERAGE, what=one.id, why=doubt)


def _unverified(coverage: Coverage, served: date, zone: tzinfo) -> str | None:
    said = coverage.verification
    if said is None or said.status == "needed":
        return "never verified"
    if said.status != "verified":
        return {
            "asked": "asked, no answer yet",
            "not-in-force": "the payer says: not in force",
        }.get(said.status, "no answer could be had")
    if said.period is None:
        on = said.verified_on
        same = on is not None and first_day(on, zone) == last_day(on, zone) == served
        return None if same else "verified, but for which days is not known"
    return None if said.period.contains(served) else f"verified for other days than {served}"


def _later(one: Appointment, than: Appointment, at: datetime) -> bool:
    if one.id == than.id or one.status in NOT_HOLDING or one.start is None:
        return False
    if isinstance(one.start, datetime):
        return is_before(at, one.start)
    return last_day(one.start, at.tzinfo or zone_named("UTC")) > at.date()


def _orders_of(one: Appointment) -> tuple[str, ...]:
    return () if one.status in {"cancelled", "noshow", "entered-in-error"} else one.based_on


def _waits(order: Order) -> bool:
    return order.status in _OPEN_ORDERS and not order.do_not_perform
