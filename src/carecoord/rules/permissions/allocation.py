"""Which permission, and which item of it, funds which visit.

The first permission to end is drawn on first, and the visits draw in the order of their days
(decision 0005); an item's own days come before those of the whole. A visit belongs to an item by
the order it is based on, else by the code of the service; where an order has several items, those
with the visit's code come alone. A visit that was not kept draws nothing; a draw that stands on
record for it stays on record until it is undone. A visit with a draw on record has drawn already:
it is not drawn for again, on whatever permission.

Source: decision 0005, scenario "12 visits granted, 14 booked".
Departures: a visit takes one visit, its day, which all visits of that day share, or its planned
time to the minute, how ever a payer rounds; months and units as such are not made of visits:
decision 0054.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import TypeVar

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.fact import Fact
from carecoord.model.moment import PartialDate, first_day
from carecoord.model.shown import shown
from carecoord.rules.concepts.amounts import Amount, UnitType, total
from carecoord.rules.concepts.caps import SUNDAY
from carecoord.rules.concepts.drawn import drawn_by
from carecoord.rules.concepts.permitted import DRAWING
from carecoord.rules.permissions.fitting import Reason, Unfunded, nearest
from carecoord.rules.permissions.pools import Key, Pool, Slot, in_order, pools_of

Drawing = Callable[[Appointment, AuthorizationItem, UnitType], Amount | None]
"""How much a visit draws on an item that counts so; None when that cannot be told."""
F = TypeVar("F", bound=Fact)
_Record = tuple[Slot, Amount | None]


@attrs.frozen(kw_only=True)
class Allocated:
    """One visit, by its fact id, and what funds it: ``permission`` is a fact id too.

    ``because`` says why nothing does; then ``permission`` and ``item`` are None, and ``nearest``
    is the permission that came nearest. ``drawn`` says that its draw is on record; ``amount`` is
    None where what it draws is not known: on record, or of an item without a number of units.
    """

    __repr__ = shown

    visit: str
    on: date | None
    permission: str | None = None
    item: AuthorizationItem | None = None
    amount: Amount | None = None
    drawn: bool = False
    because: Unfunded | None = None
    nearest: str | None = None


@attrs.frozen(kw_only=True)
class Left:
    """What is left of a granted item once the visits drew: None of one without a number.

    ``used`` are the draws on record, ``taken`` what the visits without one draw beside them.
    """

    __repr__ = shown

    permission: str
    item: AuthorizationItem
    granted: Amount | None
    used: Amount | None
    taken: Amount | None
    remaining: Amount | None


@attrs.frozen(kw_only=True)
class Allocation:
    """All visits in the order of their days, and what is left of the permissions.

    ``drawn_twice`` are visits for which several permissions hold a draw: one has to be undone.
    """

    __repr__ = shown

    visits: tuple[Allocated, ...]
    left: tuple[Left, ...]
    drawn_twice: tuple[str, ...] = ()

    @property
    def unfunded(self) -> tuple[Allocated, ...]:
        """The visits that will draw and that nothing funds."""
        return tuple(one for one in self.visits if one.because not in {None, Unfunded.NOT_KEPT})


def taken_by(visit: Appointment, _: AuthorizationItem, unit: UnitType) -> Amount | None:
    """What a visit draws where a site says nothing else: one visit, one day, its minutes."""
    return drawn_by(visit, unit)


def allocate(
    visits: Iterable[Appointment],
    authorizations: Iterable[Authorization],
    *,
    zone: tzinfo | None = None,
    drawing: Drawing = taken_by,
    first_weekday: int = SUNDAY,
) -> Allocation:
    """Deal booked and fulfilled visits out to permissions; their order does not matter.

    ``zone`` says which day an instant is; without one it is the day that its own offset gives it.
    The cost is that of sorting, unless many items of one order or code have a cap.

    Raises:
        RecordRejected: two different visits, or permissions, share an id.
    """
    permissions = _distinct("permissions", authorizations)
    pools, slots = pools_of(permissions, first_weekday)
    on_record = _on_record(slots)
    days = [(_day(visit, zone), visit) for visit in _distinct("visits", visits)]
    days.sort(key=lambda pair: (pair[0] or date.max, pair[0] is None, pair[1].id))
    dealt = _Dealing(pools, on_record, drawing)
    found = tuple(dealt.deal(visit, day) for day, visit in days)
    return Allocation(
        visits=found,
        left=tuple(map(_left, slots)),
        drawn_twice=tuple(
            visit.id
            for _, visit in days
            if len({slot.of.id for slot, _ in on_record.get(visit.id, ())}) > 1
        ),
    )


class _Dealing:
    """Deals visits out one after the other."""

    def __init__(
        self,
        pools: Mapping[Key, Pool],
        on_record: Mapping[str, Sequence[_Record]],
        drawing: Drawing,
    ) -> None:
        self.pools, self.on_record, self.drawing = pools, on_record, drawing

    def deal(self, visit: Appointment, day: date | None) -> Allocated:
        if visit.status not in DRAWING:
            return Allocated(visit=visit.id, on=day, because=Unfunded.NOT_KEPT)
        drawn = self.on_record.get(visit.id)
        if drawn:
            return _drawn(visit, day, drawn)
        if day is None:
            return Allocated(visit=visit.id, on=None, because=Unfunded.NO_DAY)
        codes = dict.fromkeys(code for kind in visit.service_type for code in kind.coding)
        pools = [self.pools[key] for key in visit.based_on or codes if key in self.pools]
        tried: list[Reason] = []
        for slot in in_order(pools, day):
            if not slot.meant(codes.keys()):
                continue
            unit = slot.line.unit
            asked = None if unit is None else self.drawing(visit, slot.line.item, unit)
            amount = slot.needs(day, asked)
            why = slot.why_not(day, amount)
            if why is not None:
                tried.append((why, slot.of.id))
                continue
            if amount is not None:
                slot.take(day, amount)
            return _funded(visit, day, slot, amount)
        beside = (one for pool in pools for one in pool.beside(day))
        why, told_by = nearest([*tried, *beside])
        return Allocated(visit=visit.id, on=day, because=why, nearest=told_by)


def _funded(visit: Appointment, day: date, slot: Slot, amount: Amount | None) -> Allocated:
    return Allocated(
        visit=visit.id, on=day, permission=slot.of.id, item=slot.line.item, amount=amount
    )


def _drawn(visit: Appointment, day: date | None, drawn: Sequence[_Record]) -> Allocated:
    first = drawn[0][0]
    amounts = [amount for slot, amount in drawn if slot.of.id == first.of.id]
    return Allocated(
        visit=visit.id,
        on=day,
        permission=first.of.id,
        item=first.line.item,
        amount=total(amounts),
        drawn=True,
    )


def _on_record(slots: Iterable[Slot]) -> dict[str, list[_Record]]:
    """The draws of each visit, those of the first permission to end first."""
    found: dict[str, list[_Record]] = {}
    for slot in slots:
        for draw, amount in slot.line.draws:
            found.setdefault(draw.appointment, []).append((slot, amount))
        for draw in slot.line.stray:
            found.setdefault(draw.appointment, []).append((slot, None))
    return found


def _left(slot: Slot) -> Left:
    return Left(
        permission=slot.of.id,
        item=slot.line.item,
        granted=slot.line.granted,
        used=slot.line.used,
        taken=slot.taken,
        remaining=slot.room,
    )


def _day(visit: Appointment, zone: tzinfo | None) -> date | None:
    start = visit.start
    if start is None or isinstance(start, PartialDate):
        return None
    if isinstance(start, datetime):
        return start.date() if zone is None else first_day(start, zone)
    return start


def _distinct(what: str, facts: Iterable[F]) -> list[F]:
    """Each fact once."""
    found: dict[str, F] = {}
    for fact in facts:
        other = found.setdefault(fact.id, fact)
        if other is not fact and other != fact:
            raise RecordRejected(
                asked=what,
                found="two that differ and share an id",
                remedy="Give each its own id, and only the present state of each",
            )
    return list(found.values())
