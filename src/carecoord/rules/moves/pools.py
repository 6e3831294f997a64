"""The units of a permission by the item that they were asked for: granted, drawn, left."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, Self

import attrs

from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem, CapPeriod
from carecoord.model.collected import as_tuple
from carecoord.model.moment import own_day
from carecoord.model.period import Period
from carecoord.model.permission_case import Draw
from carecoord.model.shown import shown
from carecoord.rules.concepts.caps import SUNDAY, begins
from carecoord.rules.moves.drawn_units import Tally, drawn_in, left, same_kind, together, unit_named


@attrs.frozen(kw_only=True)
class Pool:
    """What visits draw on: units of one type, for one period, granted for one thing asked for.

    ``items`` are the sequences of what was asked for, whatever was put in its place. ``granted``
    None is without a limit, ``period`` None without a last day, ``cap`` None without a limit for
    the day, week or month that ``cap_period`` says.
    """

    __repr__ = shown

    items: tuple[int, ...] = attrs.field(converter=as_tuple)
    unit: str
    period: Period | None
    granted: Decimal | None
    cap: Decimal | None = None
    cap_period: CapPeriod = CapPeriod.WEEK
    draws: tuple[Draw, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def drawn(self) -> Decimal:
        """How many units visits have used, in its own."""
        return drawn_in(self.draws, self.unit)

    @property
    def left(self) -> Decimal | None:
        """How many units are left, never below zero; None without a limit."""
        return left(self.granted, self.drawn)

    def has(self, draw: Draw) -> bool:
        """Whether so many units are left as a draw takes."""
        return self.granted is None or drawn_in((*self.draws, draw), self.unit) <= self.granted

    def caps(self, draw: Draw, first_weekday: int = SUNDAY) -> bool:
        """Whether a draw is more than may be used in its day, week or month."""
        if self.cap is None:
            return False
        since = begins(own_day(draw.on), self.cap_period, first_weekday)
        beside = [
            one
            for one in self.draws
            if begins(own_day(one.on), self.cap_period, first_weekday) == since
        ]
        return drawn_in((*beside, draw), self.unit) > self.cap

    def holds(self, draw: Draw) -> bool:
        """Whether a draw is for its item, in units of its type."""
        named = draw.item in self.items if self.items else draw.item is None
        return named and same_kind(draw.unit, self.unit)

    def covers(self, draw: Draw) -> bool:
        """Whether the day of a draw lies in its period, the last day inside."""
        return self.period is None or self.period.contains(own_day(draw.on))


class _Line(NamedTuple):
    """What items of one pool have in common."""

    items: tuple[int, ...]
    unit: str
    period: Period | None
    cap: Decimal | None
    cap_period: CapPeriod

    @classmethod
    def of(cls, item: AuthorizationItem, whole: Authorization) -> Self:
        return cls(
            items=_asked_for(item),
            unit=unit_named(item.unit),
            period=item.period or whole.period,
            cap=item.cap,
            cap_period=item.cap_period,
        )


def pools(value: Authorization) -> tuple[Pool, ...]:
    """The pools of a permission; each draw counts in one of them, once.

    A draw on what a later answer does not grant any more counts in none.
    """
    lines: dict[_Line, list[AuthorizationItem]] = {}
    for one in value.granted:
        lines.setdefault(_Line.of(one, value), []).append(one)
    found = [
        _Filling(Pool(**line._asdict(), granted=together(one.units for one in of)))
        for line, of in lines.items()
    ]
    for draw in value.case.draws if value.case else ():
        held = [one for one in found if one.pool.holds(draw)]
        if held:
            (held[0] if len(held) == 1 else min(held, key=lambda one: one.unfit(draw))).take(draw)
    return tuple(one.pool if not one.draws else one.filled() for one in found)


class _Filling:
    """A pool while the draws on record are dealt out; each is added up once."""

    def __init__(self, pool: Pool) -> None:
        self.pool, self.draws, self.tally = pool, list[Draw](), Tally(pool.unit)

    def take(self, draw: Draw) -> None:
        self.draws.append(draw)
        self.tally.add(draw)

    def unfit(self, draw: Draw) -> tuple[bool, bool]:
        """Ranks pools of one item: those of the day before others, then those with enough left."""
        left_ = left(self.pool.granted, self.tally.total())
        takes = drawn_in((draw,), self.pool.unit)
        return not self.pool.covers(draw), left_ is not None and takes > left_

    def filled(self) -> Pool:
        return attrs.evolve(self.pool, draws=self.draws)


def _asked_for(item: AuthorizationItem) -> tuple[int, ...]:
    if item.added_for:
        return item.added_for
    return () if item.sequence is None else (item.sequence,)
