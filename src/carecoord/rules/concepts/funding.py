"""What permissions fund, visit by visit: their days, their caps, and units as they count them.

As in ``permitted``, the first to end is drawn on first. What a visit draws is told by ``drawn``; a
permission whose items count different things, or anything else, is not counted down.
Recorded draws stand before what is reckoned: a visit of which one is recorded took what it says,
and what visits drew that are not on record is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from carecoord.model.moment import first_day
from carecoord.model.permission_case import Draw
from carecoord.model.shown import shown
from carecoord.rules.concepts.amounts import Amount, UnitType, amount, unit_type
from carecoord.rules.concepts.capped import Used
from carecoord.rules.concepts.drawn import NOTHING_MORE, drawn_by
from carecoord.rules.concepts.needed import booked
from carecoord.rules.concepts.permitted import (
    BOOKED,
    PERMISSIONS,
    TOLD_DAYS_AFTER,
    cap_granted,
    exact_day,
    granted_items,
    holds,
    in_order,
    permission,
    units_granted,
)
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import NEVER, Row, as_date


@attrs.frozen(kw_only=True)
class Funded:
    """Who pays for which visit, by ids; ``left`` are units by the id of a permission.

    ``unmeasured`` are visits whose length is not known, where minutes are counted: they took
    nothing of what they are held by.
    """

    __repr__ = shown

    unfunded: tuple[Row, ...]
    unmeasured: frozenset[str]
    left: Mapping[str, Amount | None]


def visits(frame: Frame) -> list[Row]:
    """The booked visits whose day is known, in order of time."""
    return frame.once(_visits)


def _visits(frame: Frame) -> list[Row]:
    rows = (row for row in frame.rows(BOOKED).sure if as_date(row.start_low) is not None)
    return sorted(rows, key=lambda row: (row.start_low, row.fact.id))


def undated(frame: Frame) -> list[Row]:
    """The booked visits whose day is not known at all."""
    rows = (row for row in frame.rows(BOOKED).sure if as_date(row.start_low) is None)
    return sorted(rows, key=lambda row: row.fact.id)


def ahead(visit: Row, frame: Frame) -> bool:
    """Whether a visit is booked and its day is not over."""
    to_come = booked(visit).status in {"booked", "pending"}
    return to_come and not frame.view.reached(visit.start_high + 1)


def last_ahead(found: Iterable[Row], frame: Frame) -> list[Row]:
    """The last of some visits, in order of time, that is ahead; the others are not asked about.

    Where one is enough, so a review falls due once and not after each of them.
    """
    for visit in reversed(list(found)):
        if ahead(visit, frame):
            return [visit]
    return []


def granting(frame: Frame) -> list[Row]:
    """The permissions of which something was granted, the first to end at the beginning."""
    return frame.once(_granting)


def _granting(frame: Frame) -> list[Row]:
    return sorted((r for r in frame.rows(PERMISSIONS).sure if granted_items(r)), key=in_order)


def matters(row: Row, frame: Frame) -> bool:
    """Whether a permission is in force, to come, or ended lately."""
    return row.end_high == NEVER or not frame.view.reached(row.end_high + TOLD_DAYS_AFTER + 1)


def funded(frame: Frame) -> Funded:
    """What every permission funds of all booked visits."""
    return frame.once(_funded)


def _funded(frame: Frame) -> Funded:
    open_, unmeasured = visits(frame), set[str]()
    left: dict[str, Amount | None] = {}
    known = frozenset(visit.fact.id for visit in open_)
    for row in granting(frame):
        account = _Account.of(row, known, frame)
        taken = {visit.fact.id for visit in open_ if holds(row, visit) and account.take(visit)}
        unmeasured |= account.unmeasured
        left[row.fact.id] = account.left
        open_ = [visit for visit in open_ if visit.fact.id not in taken]
    return Funded(unfunded=tuple(open_), unmeasured=frozenset(unmeasured), left=left)


@attrs.define(kw_only=True)
class _Account:
    """The units of one permission while visits draw on them; ``left`` None is without limit.

    ``unit`` is None where neither its units nor its cap are counted down.
    """

    __repr__ = shown

    left: Amount | None
    unit: UnitType | None
    used: Used
    recorded: dict[str, Amount]
    days: set[int] = attrs.field(factory=set[int])
    unmeasured: set[str] = attrs.field(factory=set[str])

    @classmethod
    def of(cls, row: Row, known: frozenset[str], frame: Frame) -> _Account:
        """What was granted, less what visits drew that are not among those known."""
        left, used = units_granted(row), Used(cap_granted(row))
        recorded: dict[str, Amount] = {}
        for draw in draws(row, frame):
            drawn = amount(draw.units, draw.unit)
            if draw.appointment not in known:
                used.draw(first_day(draw.on, frame.view.zone), drawn)
            before = recorded.get(draw.appointment)
            recorded[draw.appointment] = drawn if before is None else before + drawn
        for visit, drawn in recorded.items():
            left = left.less(drawn) if left is not None and visit not in known else left
        return cls(left=left, unit=unit_counted(row), used=used, recorded=recorded)

    def take(self, visit: Row) -> bool:
        """Draw what a visit needs, if so much is left and its cap has room."""
        if self.unit is None:
            return True
        needs = self.recorded.get(visit.fact.id, self._reckoned(visit, self.unit))
        if needs is None:
            self.unmeasured.add(visit.fact.id)
            return True
        day = exact_day(visit)
        enough = self.left is None or self.left.covers(needs)
        if not enough or not self.used.has_room(day, needs):
            return False
        self.left = None if self.left is None else self.left.less(needs)
        self.used.draw(day, needs)
        self.days.add(visit.start_low)
        return True

    def _reckoned(self, visit: Row, unit: UnitType) -> Amount | None:
        if unit is UnitType.DAYS and visit.start_low in self.days:
            return NOTHING_MORE
        return drawn_by(booked(visit), unit)


def unit_counted(row: Row) -> UnitType | None:
    """In what a permission is counted down: its units, else those of its cap."""
    held, cap = units_granted(row), cap_granted(row)
    if held is not None:
        return held.unit
    return None if cap is None else cap.most.unit


def draws(row: Row, frame: Frame) -> tuple[Draw, ...]:
    """The recorded draws on a permission that is counted down, in units like its own."""
    unit = unit_counted(row)
    return tuple(draw for draw in _recorded(row, frame) if unit is not None and _alike(draw, unit))


def stray(row: Row, frame: Frame) -> tuple[Draw, ...]:
    """The draws on a permission that is counted down which are in other units, or in none known."""
    unit = unit_counted(row)
    return tuple(
        draw for draw in _recorded(row, frame) if unit is not None and not _alike(draw, unit)
    )


def _recorded(row: Row, frame: Frame) -> tuple[Draw, ...]:
    case = permission(row).case
    held = () if case is None else case.draws
    return tuple(draw for draw in held if frame.view.passed(draw.on))


def _alike(draw: Draw, unit: UnitType) -> bool:
    of = unit_type(draw.unit)
    return of is not None and unit.like(of) and draw.units >= 0
