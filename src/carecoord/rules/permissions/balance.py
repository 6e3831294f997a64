"""What of a permission was used, and what is left of it.

Used is what ``case.draws`` holds: the units that kept visits took. A draw that names no item is
taken from the items of its kind in their order, as far as they reach; what is beyond them stays on
the last of these, so that no unit is lost. Left is never below zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.permission_case import Draw
from carecoord.model.shown import shown
from carecoord.rules.concepts.amounts import Amount, UnitType, granted, total, unit_type


@attrs.frozen(kw_only=True)
class Balance:
    """What is known of one granted item; None is not known, never nothing.

    ``place`` is its place among the items of the permission. ``draws`` are those taken from it,
    each with its amount; ``granted`` is None of an item without a number of units: it has no limit.
    ``stray`` are draws on it in units of another kind, or of none that is known: with them
    ``used`` and ``remaining`` are not known.
    """

    __repr__ = shown

    place: int
    item: AuthorizationItem
    unit: UnitType | None
    granted: Amount | None
    draws: tuple[tuple[Draw, Amount], ...]
    stray: tuple[Draw, ...] = ()

    @property
    def used(self) -> Amount | None:
        """The units taken from it, be they more than were granted."""
        return None if self.stray or self.unit is None else _taken(self.draws, self.unit)

    @property
    def remaining(self) -> Amount | None:
        """The units that are left."""
        used = self.used
        return None if self.granted is None or used is None else self.granted.less(used)


def balances(authorization: Authorization) -> tuple[Balance, ...]:
    """One line for each item that was granted, in the order of the permission."""
    kept = authorization.granted
    lines = [
        _Line(place, item)
        for place, item in enumerate(authorization.items)
        if any(item is one for one in kept)
    ]
    for draw in _draws(authorization) if lines else ():
        _book(lines, draw)
    return tuple(line.closed() for line in lines)


def used(authorization: Authorization, item: AuthorizationItem | None = None) -> Amount | None:
    """The units used of an item, else of the whole.

    None where they cannot be added up: units of several kinds, or of none that is known.

    Raises:
        RecordRejected: the item is not one that the permission grants.
    """
    if item is not None:
        return _line(authorization, item).used
    return total(line.used for line in balances(authorization))


def remaining(authorization: Authorization, item: AuthorizationItem | None = None) -> Amount | None:
    """The units that are left of an item, else of the whole; never below zero.

    None where it cannot be told: nothing was granted, an item without a number of units, or units
    of several kinds; then ask for each item.

    Raises:
        RecordRejected: the item is not one that the permission grants.
    """
    if item is not None:
        return _line(authorization, item).remaining
    return total(line.remaining for line in balances(authorization))


def line_of(authorization: Authorization, item: AuthorizationItem) -> Balance | None:
    """The line of an item; None when it was not granted."""
    return next((one for one in balances(authorization) if one.item == item), None)


def _line(authorization: Authorization, item: AuthorizationItem) -> Balance:
    found = line_of(authorization, item)
    if found is None:
        raise RecordRejected(
            asked="units of an item",
            found="an item that the permission does not grant",
            remedy="Ask for one of its granted items, or for the whole",
        )
    return found


def _draws(authorization: Authorization) -> Sequence[Draw]:
    return () if authorization.case is None else authorization.case.draws


class _Line:
    """A line while draws are written into it."""

    def __init__(self, place: int, item: AuthorizationItem) -> None:
        self.place, self.item, self.unit = place, item, unit_type(item.unit)
        self.granted = granted(item.units, item.unit)
        self.room = self.granted
        self.draws: list[tuple[Draw, Amount]] = []
        self.stray: list[Draw] = []

    def takes(self, drawn: Amount | None) -> bool:
        return drawn is not None and self.unit is not None and self.unit.like(drawn.unit)

    def book(self, draw: Draw, drawn: Amount) -> None:
        self.draws.append((draw, drawn))
        self.room = None if self.room is None else self.room.less(drawn)

    def closed(self) -> Balance:
        return Balance(
            place=self.place,
            item=self.item,
            unit=self.unit,
            granted=self.granted,
            draws=tuple(self.draws),
            stray=tuple(self.stray),
        )


def _drawn(draw: Draw) -> Amount | None:
    unit = unit_type(draw.unit)
    return None if unit is None or draw.units < 0 else Amount(draw.units, unit)


def _book(lines: Sequence[_Line], draw: Draw) -> None:
    """Write a draw down on the item that it names, else on those of its kind."""
    drawn = _drawn(draw)
    named = [one for one in lines if draw.item is not None and one.item.sequence == draw.item]
    fitting = [one for one in named or lines if one.takes(drawn)]
    if drawn is None or not fitting:
        (named or lines)[0].stray.append(draw)
        return
    for line in fitting[:-1]:
        if line.room is None or line.room.covers(drawn):
            line.book(draw, drawn)
            return
        part = line.room
        if part.value:
            line.book(draw, part)
            drawn = drawn.less(part)
    fitting[-1].book(draw, drawn)


def _taken(draws: Iterable[tuple[Draw, Amount]], unit: UnitType) -> Amount:
    return reduce(lambda so_far, one: so_far + one[1], draws, Amount(Decimal(0), unit))
