"""The booked visits that no permission covers, and which permission tells of each: worked out once.

Of several permissions for a visit that began by its day, the last to end tells of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from carecoord.model.shown import shown
from carecoord.rules.concepts.permitted import (
    BOOKED,
    PERMISSIONS,
    belonging,
    granted_items,
    in_order,
    uncovered_visits,
)
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.timing import Row


@attrs.frozen(kw_only=True)
class Dealt:
    """All visits in order of time; by permission those that belong to it, and those it tells of."""

    __repr__ = shown

    visits: Sequence[Row]
    own: Mapping[Row, Mapping[Row, None]]
    told: Mapping[Row, Sequence[Row]]

    def sharing(self, row: Row) -> list[Row]:
        """The other permissions to which visits of this one belong."""
        mine = self.own[row].keys()
        return [r for r, own in self.own.items() if r is not row and not mine.isdisjoint(own)]

    def drawing(self, rows: Sequence[Row]) -> list[Row]:
        """The visits that belong to any of some permissions, in order of time."""
        held = [self.own[row] for row in rows]
        return [visit for visit in self.visits if any(visit in own for own in held)]


def dealt(frame: Frame) -> Dealt:
    """Deal the booked visits out to the permissions of which something was granted."""
    return frame.once(_dealt)


def _dealt(frame: Frame) -> Dealt:
    visits = sorted(frame.rows(BOOKED).sure, key=lambda v: (v.start_low, v.fact.id))
    granted = [row for _, row in named(frame.rows(PERMISSIONS).sure) if granted_items(row)]
    own = {row: dict.fromkeys(belonging(visits, row)) for row in granted}
    tells: dict[Row, Row] = {}
    for row in sorted(granted, key=in_order):
        tells.update((visit, row) for visit in own[row] if row.start_low <= visit.start_low)
    told: dict[Row, list[Row]] = {}
    for visit in uncovered_visits(visits, granted):
        if visit in tells:
            told.setdefault(tells[visit], []).append(visit)
    return Dealt(visits=visits, own=own, told=told)
