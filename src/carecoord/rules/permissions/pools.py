"""What permissions hold for visits, kept so that the first to end is at hand.

A pool is what one order, or one code, can draw on. Visits come in the order of their days, so that
an item which ended or is used up is looked at once more and then dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from heapq import heappop, heappush

from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.moment import own_day
from carecoord.rules.concepts.amounts import Amount, UnitType
from carecoord.rules.concepts.caps import begins
from carecoord.rules.concepts.drawn import NOTHING_MORE, countable
from carecoord.rules.permissions.balance import Balance, balances
from carecoord.rules.permissions.fitting import (
    Reason,
    Unfunded,
    cap_of,
    undecided,
    undecided_or_refused,
)
from carecoord.rules.permissions.lasting import lasting

Key = str | Code
"""The fact id of an order, or the code of a service."""
Rank = tuple[date, date, str, int]


class Slot:
    """A granted item that visits can draw on, with what is left of it."""

    def __init__(self, of: Authorization, line: Balance, first_weekday: int) -> None:
        """Begin with what the draws on record left."""
        self.of, self.line, self.first_weekday = of, line, first_weekday
        self.span = lasting(of, line.item)
        self.rank: Rank = (self.span.last, self.span.first, of.id, line.place)
        self.codes = frozenset(codes_of(line.item.code))
        self.codes_beside = frozenset(c for one in of.granted for c in codes_of(one.code))
        self.taken: Amount | None = None
        self.room = line.remaining
        self.cap = cap_of(line.item)
        self.weeks: dict[date, Amount] = {}
        self.days: set[date] = set()
        for draw, drawn in line.draws:
            self._count(own_day(draw.on), drawn)

    def empty(self, day: date) -> bool:
        """Whether nothing is left for a day, which is not itself one of the days drawn."""
        spent = self.room is not None and not self.room.value
        return spent and not self._used(day)

    @property
    def limitless(self) -> bool:
        """Whether the item says neither how many units nor how many in a time."""
        return self.line.item.units is None and self.line.item.cap is None

    def needs(self, day: date, amount: Amount | None) -> Amount | None:
        """What a visit draws here: nothing more of a day that was drawn already."""
        return NOTHING_MORE if self._used(day) else amount

    def _used(self, day: date) -> bool:
        return self.line.unit is UnitType.DAYS and day in self.days

    def why_not(self, day: date, amount: Amount | None) -> Unfunded | None:
        """Why a visit on one of its days cannot draw so much on it; None when it can."""
        if amount is None:
            return None if self.limitless else self._why_not_told()
        if self.line.unit is None or self.line.stray:
            return Unfunded.UNIT_UNKNOWN
        if not self.line.unit.like(amount.unit):
            return Unfunded.OTHER_UNIT
        if self.room is not None and not self.room.covers(amount):
            return Unfunded.USED_UP
        if self.cap is None:
            return None
        in_week = _plus(self.weeks.get(self._week(day)), amount)
        return None if self.cap.covers(in_week) else Unfunded.CAP_REACHED

    def _why_not_told(self) -> Unfunded:
        """Why it cannot be told how much of it a visit draws."""
        if self.line.unit is None or self.line.stray:
            return Unfunded.UNIT_UNKNOWN
        told = countable(self.line.unit)
        return Unfunded.LENGTH_UNKNOWN if told else Unfunded.UNITS_PER_VISIT_UNKNOWN

    def meant(self, codes: AbstractSet[Code]) -> bool:
        """Whether a visit with these codes is for this item, and not for one beside it."""
        return self.codes_beside.isdisjoint(codes) or not self.codes.isdisjoint(codes)

    def take(self, day: date, amount: Amount) -> None:
        """Draw on it."""
        self.room = None if self.room is None else self.room.less(amount)
        self.taken = _plus(self.taken, amount)
        self._count(day, amount)

    def _count(self, day: date, amount: Amount) -> None:
        self.days.add(day)
        if self.cap is not None:
            week = self._week(day)
            self.weeks[week] = _plus(self.weeks.get(week), amount)

    def _week(self, day: date) -> date:
        return begins(day, self.line.item.cap_period, self.first_weekday)


def _plus(so_far: Amount | None, amount: Amount) -> Amount:
    return amount if so_far is None else so_far + amount


class Pool:
    """The slots of one key: those to come, those open by their end, and what can hold nothing."""

    def __init__(self) -> None:
        """Begin empty."""
        self.to_come: list[tuple[date, Rank, Slot]] = []
        self.open: list[tuple[Rank, Slot]] = []
        self.vague: list[Slot] = []
        self.last: Slot | None = None
        self.spent: Slot | None = None
        self.closed: Reason | None = None

    def add(self, slot: Slot) -> None:
        """Put a slot in."""
        heappush(self.to_come, (slot.span.first_surely, slot.rank, slot))
        self.last = slot if self.last is None else max(self.last, slot, key=lambda one: one.rank)
        if not slot.span.exact:
            self.vague.append(slot)

    def close(self, reason: Reason) -> None:
        """Say of an item that it holds nothing; of several the nearest is told."""
        held = self.closed
        if held is None or (held[0].closeness, held[1]) < (reason[0].closeness, reason[1]):
            self.closed = reason

    def opened(self, day: date) -> list[tuple[Rank, Slot]]:
        """The slots that hold a day for certain, the first to end on top of the heap."""
        while self.to_come and self.to_come[0][0] <= day:
            _, rank, slot = heappop(self.to_come)
            heappush(self.open, (rank, slot))
        while self.open and (self.open[0][1].empty(day) or self.open[0][1].span.last_surely < day):
            _, slot = heappop(self.open)
            if slot.empty(day) and (self.spent is None or self.spent.rank < slot.rank):
                self.spent = slot
        return self.open

    def beside(self, day: date) -> Iterator[Reason]:
        """Why what does not come up for a day does not."""
        if self.closed is not None:
            yield self.closed
        if self.last is not None:
            yield Unfunded.OUTSIDE, self.last.of.id
        for slot in self.vague:
            if slot.span.holds(day) is None:
                yield Unfunded.DATES_UNSURE, slot.of.id
        if self.spent is not None and self.spent.span.holds(day):
            yield Unfunded.USED_UP, self.spent.of.id


def in_order(pools: Sequence[Pool], day: date) -> Iterator[Slot]:
    """Give the slots that hold a day, the first to end first, each once; put them back after."""
    held: list[tuple[Pool, Rank, Slot]] = []
    seen: set[Rank] = set()
    try:
        while True:
            tops = [(pool.opened(day)[0], n) for n, pool in enumerate(pools) if pool.opened(day)]
            if not tops:
                return
            (rank, slot), n = min(tops, key=lambda top: top[0][0])
            heappop(pools[n].open)
            held.append((pools[n], rank, slot))
            if rank not in seen:
                seen.add(rank)
                yield slot
    finally:
        for pool, rank, slot in held:
            heappush(pool.open, (rank, slot))


def pools_of(
    authorizations: Iterable[Authorization], first_weekday: int
) -> tuple[Mapping[Key, Pool], list[Slot]]:
    """Make the pools of all orders and codes, and the slots in their order."""
    pools: defaultdict[Key, Pool] = defaultdict(Pool)
    slots: list[Slot] = []
    for one in authorizations:
        state = undecided_or_refused(one)
        if state is None:
            for line in balances(one):
                slot = Slot(one, line, first_weekday)
                slots.append(slot)
                for key in _keys(one, line.item):
                    pools[key].add(slot)
        granted = one.granted if state is None else ()
        for item in one.items or (AuthorizationItem(),):
            if not any(item is other for other in granted):
                why = state or (Unfunded.NOT_DECIDED if undecided(item) else Unfunded.REFUSED)
                for key in _keys(one, item).union(codes_of(item.requested_code)):
                    pools[key].close((why, one.id))
    return pools, sorted(slots, key=lambda slot: slot.rank)


def _keys(of: Authorization, item: AuthorizationItem) -> frozenset[Key]:
    """What a visit has to name to draw on an item: an order of its own, of the whole, a code."""
    theirs = {order for one in of.items for order in one.orders}
    orders = item.orders or tuple(order for order in of.orders if order not in theirs)
    return frozenset((*orders, *codes_of(item.code)))


def codes_of(concept: CodeableConcept | None) -> tuple[Code, ...]:
    """The codes of a concept, if there is one."""
    return () if concept is None else concept.coding
