"""From one payer to another: when, with how many days between or in common, and what it touches.

A permission that the former payer gave does not bind the new one, and a visit that was booked under
the former plan has to be verified with the new one. Both are listed by their ids; which of them the
new payer takes over is not told here.

Source: practice of registration and utilization management; decision 0056.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_decision import Decision
from carecoord.model.calendar_rules import add_days
from carecoord.model.collected import as_tuple
from carecoord.model.coverage import Coverage
from carecoord.model.moment import first_day as day_of
from carecoord.model.shown import shown
from carecoord.rules.coverage.edges import first_day, last_day
from carecoord.rules.coverage.payers import payers

_NO_COVERAGE = frozenset({"draft", "entered-in-error"})
_NO_PERMISSION = frozenset({"draft", "cancelled", "entered-in-error"})
_TO_COME = frozenset({"proposed", "pending", "booked", "waitlist", "arrived", "checked-in"})
_CANCELLED = "cancelled"


@attrs.frozen(kw_only=True)
class Change:
    """From a payer to another; ``former`` and ``new`` are the fact ids of the coverages.

    ``last_day`` is the last one of the former coverage; None where no end is known: whether the new
    one takes its place or stands beside it has to be asked. ``gap_days`` are the days between on
    which nobody is known to pay, ``overlap_days`` those on which both do, None without an end.
    ``verify_from`` is the first day on which what was verified before no longer tells who pays.
    """

    __repr__ = shown

    former: str
    new: str
    last_day: date | None
    first_day: date
    gap_days: int
    overlap_days: int | None
    verify_from: date


@attrs.frozen(kw_only=True)
class Affected:
    """What a change of payers touches, by fact ids."""

    __repr__ = shown

    authorizations: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    appointments: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)


def payer_changes(coverages: Iterable[Coverage]) -> tuple[Change, ...]:
    """Find the changes from one payer to another, in the order of their days.

    A coverage follows another when it began later, outlasts it, is of another payer, and no other
    coverage of the former payer goes on. A cancelled one may be left behind: it follows none, and
    does not go on. Of several the one that begins nearest to the day after
    the former one's last follows. Two coverages with places in one order stand beside each other,
    unless the former one ended. Coverages without a first day or without a payer are left out.
    """
    held = [one for one in coverages if _usable(one)]
    found = (_change(one, held) for one in held)
    return tuple(
        sorted((one for one in found if one is not None), key=lambda one: (one.first_day, one.new))
    )


def affected(
    change: Change,
    coverages: Iterable[Coverage],
    authorizations: Iterable[Authorization],
    appointments: Iterable[Appointment],
    zone: tzinfo,
) -> Affected:
    """List the permissions of the former payer that reach into the new time, and booked visits.

    A permission that names no coverage counts when its insurer is a payer of the former one. Visits
    are those from ``verify_from`` on; a visit without a day is listed too.
    """
    former = next((one for one in coverages if one.id == change.former), None)
    names = frozenset[str]() if former is None else payers(former)
    return Affected(
        authorizations=tuple(
            one.id
            for one in authorizations
            if _asked_of(one, change.former, names) and _reaches(one, change.verify_from)
        ),
        appointments=tuple(
            one.id
            for one in appointments
            if one.status in _TO_COME
            and (one.start is None or day_of(one.start, zone) >= change.verify_from)
        ),
    )


def _usable(one: Coverage) -> bool:
    dated = first_day(one.period) is not None
    return one.status not in _NO_COVERAGE and dated and bool(payers(one))


def _begun(one: Coverage) -> date:
    return first_day(one.period) or date.min


def _ended(one: Coverage) -> date:
    return last_day(one.period) or date.max


def _change(former: Coverage, held: list[Coverage]) -> Change | None:
    """The change that follows a coverage, if one does."""
    ended, mine = last_day(former.period), payers(former)
    later = [one for one in held if one.status != _CANCELLED and _outlasts(one, former)]
    if any(payers(one) & mine and _begun(one) <= _after(former) for one in later):
        return None
    others = [one for one in later if not payers(one) & mine and not _beside(former, one)]
    if not others:
        return None
    wanted = _after(former) if ended is not None else _begun(former)
    new = min(others, key=lambda one: (abs((_begun(one) - wanted).days), _begun(one), one.id))
    begins = _begun(new)
    if ended is None:
        return _to(former, new, gap=0, overlap=None, from_=begins)
    apart, from_ = (begins - ended).days - 1, min(begins, add_days(ended, 1))
    return _to(former, new, gap=max(apart, 0), overlap=max(-apart, 0), from_=from_)


def _to(former: Coverage, new: Coverage, *, gap: int, overlap: int | None, from_: date) -> Change:
    return Change(
        former=former.id,
        new=new.id,
        last_day=last_day(former.period),
        first_day=_begun(new),
        gap_days=gap,
        overlap_days=overlap,
        verify_from=from_,
    )


def _outlasts(one: Coverage, former: Coverage) -> bool:
    """Whether a coverage began after another, and goes on after its end, if it has one."""
    if one.id == former.id or _begun(one) <= _begun(former):
        return False
    return last_day(former.period) is None or _ended(one) > _ended(former)


def _after(former: Coverage) -> date:
    """The day after the last; without an end, the last day there is."""
    return add_days(_ended(former), 1)


def _beside(former: Coverage, one: Coverage) -> bool:
    """Whether two stand beside each other in one order."""
    if last_day(former.period) is not None:
        return False
    return former.order is not None and one.order is not None and former.order != one.order


def _asked_of(one: Authorization, former: str, names: frozenset[str]) -> bool:
    if one.coverages:
        return former in one.coverages
    return one.insurer is not None and bool(names & payers(Coverage(id="-", payors=(one.insurer,))))


def _reaches(one: Authorization, day: date) -> bool:
    """Whether a permission, asked for or given, is good on a day or after it."""
    if one.status in _NO_PERMISSION or one.decision in {Decision.DENIED, Decision.CANCELLED}:
        return False
    spans = [one.period, *(item.period for item in one.items)]
    ends = [last_day(period) for period in spans if period is not None]
    return not ends or any(end is None or end >= day for end in ends)
