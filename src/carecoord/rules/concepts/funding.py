"""What permissions fund, visit by visit: their days, and units of the kind that they count.

As in ``permitted``, the first to end is drawn on first. Units are visits, days, or so many minutes
each; a permission whose items count different things, or anything else, is not counted down.
Recorded draws stand before what is reckoned: a visit of which one is recorded took what it says,
and what visits drew that are not on record is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import attrs

from carecoord.model.permission_case import Draw
from carecoord.model.shown import shown
from carecoord.rules.concepts.needed import booked
from carecoord.rules.concepts.permitted import (
    BOOKED,
    PERMISSIONS,
    TOLD_DAYS_AFTER,
    VISIT_UNITS,
    belongs,
    granted_items,
    in_order,
    permission,
)
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import NEVER, Row, as_date

VISIT, DAY = "visit", "day"
DAYS = frozenset({"d", "day", "days", "DY", "DA"})
"""UCUM, words, X12 673, X12 355."""
MINUTES = {
    "min": 1,
    "minutes": 1,
    "MJ": 1,
    "15 min": 15,
    "15 minutes": 15,
    "h": 60,
    "hour": 60,
    "hours": 60,
    "HS": 60,
    "HR": 60,
}
"""Minutes in a unit: UCUM, words, X12 673 and 355."""


@attrs.frozen(kw_only=True)
class Funded:
    """Who pays for which visit, by ids; ``left`` are units by the id of a permission.

    ``unmeasured`` are visits whose length is not known, where minutes are counted: they took
    nothing of what they are held by.
    """

    __repr__ = shown

    unfunded: tuple[Row, ...]
    unmeasured: frozenset[str]
    left: Mapping[str, Decimal | None]


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


def holds(row: Row, visit: Row) -> bool:
    """Whether a visit belongs to a permission and lies on one of its days."""
    return row.start_low <= visit.start_low <= row.end_high and belongs(visit, row)


def matters(row: Row, frame: Frame) -> bool:
    """Whether a permission is in force, to come, or ended lately."""
    return row.end_high == NEVER or not frame.view.reached(row.end_high + TOLD_DAYS_AFTER + 1)


def funded(frame: Frame) -> Funded:
    """What every permission funds of all booked visits."""
    return frame.once(_funded)


def _funded(frame: Frame) -> Funded:
    open_, unmeasured = visits(frame), set[str]()
    left: dict[str, Decimal | None] = {}
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
    """The units of one permission while visits draw on them; ``left`` None is without limit."""

    __repr__ = shown

    kind: str | int | None
    left: Decimal | None
    recorded: dict[str, Decimal]
    days: set[int] = attrs.field(factory=set[int])
    unmeasured: set[str] = attrs.field(factory=set[str])

    @classmethod
    def of(cls, row: Row, known: frozenset[str], frame: Frame) -> _Account:
        """What was granted, less what visits drew that are not among those known."""
        kind, granted = unit_kind(row), _granted(row)
        recorded: dict[str, Decimal] = {}
        for draw in draws(row, frame):
            amount = _converted(draw, kind)
            recorded[draw.appointment] = recorded.get(draw.appointment, Decimal(0)) + amount
        gone = sum((u for visit, u in recorded.items() if visit not in known), Decimal(0))
        left = None if granted is None else max(granted - gone, Decimal(0))
        return cls(kind=kind, left=left, recorded=recorded)

    def take(self, visit: Row) -> bool:
        """Draw what a visit needs, if so much is left."""
        if self.left is None:
            return True
        needs = self.recorded.get(visit.fact.id, self._reckoned(visit))
        if needs is None:
            self.unmeasured.add(visit.fact.id)
            return True
        if needs > self.left:
            return False
        self.left -= needs
        self.days.add(visit.start_low)
        return True

    def _reckoned(self, visit: Row) -> Decimal | None:
        if self.kind == VISIT:
            return Decimal(1)
        if self.kind == DAY:
            return Decimal(0 if visit.start_low in self.days else 1)
        minutes = length(visit)
        assert isinstance(self.kind, int)  # noqa: S101  what is limited is of a known kind
        return None if minutes is None else minutes / self.kind


def unit_kind(row: Row) -> str | int | None:
    """What a permission counts: visits, days, so many minutes; None for anything else."""
    kinds = {_kind(item.unit) for item in granted_items(row)}
    return kinds.pop() if len(kinds) == 1 else None


def _kind(unit: str | None) -> str | int | None:
    if unit in VISIT_UNITS:
        return VISIT
    return DAY if unit in DAYS else MINUTES.get(unit or "")


def _granted(row: Row) -> Decimal | None:
    units = [item.units for item in granted_items(row)]
    if unit_kind(row) is None or None in units:
        return None
    return sum((u for u in units if u is not None), Decimal(0))


def draws(row: Row, frame: Frame) -> tuple[Draw, ...]:
    """The recorded draws on a permission, in the kind of units that it counts."""
    case, kind = permission(row).case, unit_kind(row)
    if case is None or kind is None:
        return ()
    timed = isinstance(kind, int)
    return tuple(
        draw
        for draw in case.draws
        if (isinstance(_kind(draw.unit), int) if timed else _kind(draw.unit) == kind)
        and frame.view.passed(draw.on)
    )


def _converted(draw: Draw, kind: str | int | None) -> Decimal:
    of = _kind(draw.unit)
    return draw.units * of / kind if isinstance(of, int) and isinstance(kind, int) else draw.units


def length(visit: Row) -> Decimal | None:
    """How many minutes a visit is booked for; None when nothing says so."""
    of = booked(visit)
    if of.minutes_duration is not None:
        return Decimal(of.minutes_duration)
    if isinstance(of.start, datetime) and isinstance(of.end, datetime) and of.end >= of.start:
        return Decimal((of.end - of.start) // timedelta(minutes=1))
    return None
