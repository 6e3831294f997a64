"""The units of a permission by the item that they were asked for: granted, drawn, left."""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.collected import as_tuple
from carecoord.model.moment import own_day
from carecoord.model.period import Period
from carecoord.model.permission_case import Draw
from carecoord.model.shown import shown
from carecoord.rules.moves.drawn_units import in_units, left, together, unit_named


@attrs.frozen(kw_only=True)
class Pool:
    """What visits draw on: units of one type, for one period, granted for one thing asked for.

    ``items`` are the sequences of what was asked for, whatever was put in its place. ``granted``
    None is without a limit, ``period`` None without a last day.
    """

    __repr__ = shown

    items: tuple[int, ...] = attrs.field(converter=as_tuple)
    unit: str
    period: Period | None
    granted: Decimal | None
    draws: tuple[Draw, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def drawn(self) -> Decimal:
        """How many units visits have used, in its own."""
        return sum((self.takes(one) or Decimal(0) for one in self.draws), Decimal(0))

    @property
    def left(self) -> Decimal | None:
        """How many units are left, never below zero; None without a limit."""
        return left(self.granted, (self.drawn,))

    def takes(self, draw: Draw) -> Decimal | None:
        """How many of its units a draw takes; None of units of another type."""
        return in_units(draw.units, draw.unit, self.unit)

    def has(self, draw: Draw) -> bool:
        """Whether so many units are left as a draw takes."""
        return self.left is None or self.left >= (self.takes(draw) or Decimal(0))

    def holds(self, draw: Draw) -> bool:
        """Whether a draw is for its item, in units of its type."""
        named = draw.item in self.items if self.items else draw.item is None
        return named and self.takes(draw) is not None

    def covers(self, draw: Draw) -> bool:
        """Whether the day of a draw lies in its period, the last day inside."""
        return self.period is None or self.period.contains(own_day(draw.on))


def pools(value: Authorization) -> tuple[Pool, ...]:
    """The pools of a permission; each draw counts in one of them, once.

    A draw on what a later answer does not grant any more counts in none.
    """
    lines: dict[tuple[tuple[int, ...], str, Period | None], list[AuthorizationItem]] = {}
    for one in value.granted:
        key = (_asked_for(one), unit_named(one.unit), one.period or value.period)
        lines.setdefault(key, []).append(one)
    found = [
        Pool(items=asked, unit=unit, period=period, granted=together(one.units for one in of))
        for (asked, unit, period), of in lines.items()
    ]
    for draw in value.case.draws if value.case else ():
        places = [place for place, pool in enumerate(found) if pool.holds(draw)]
        if places:
            place = min(places, key=lambda one: _unfit(found[one], draw))
            pool = found[place]
            found[place] = attrs.evolve(pool, draws=(*pool.draws, draw))
    return tuple(found)


def _unfit(pool: Pool, draw: Draw) -> tuple[bool, bool]:
    """Ranks pools of one item: those of the day before others, those with enough left first."""
    return not pool.covers(draw), not pool.has(draw)


def _asked_for(item: AuthorizationItem) -> tuple[int, ...]:
    if item.added_for:
        return item.added_for
    return () if item.sequence is None else (item.sequence,)
