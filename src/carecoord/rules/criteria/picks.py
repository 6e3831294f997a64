"""Selections of one fact, of one day's facts, or under a name."""

from __future__ import annotations

from operator import attrgetter

import attrs

from carecoord.rules.criteria.dates import Day, RowDay
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.timing import Row, began


def _in_the_day(row: Row) -> tuple[float, str]:
    return began(row.fact), row.fact.id


@attrs.frozen(eq=False, repr=False)
class _Pick(Selection):
    source: Selection

    def depends_on_each(self) -> bool:
        """As its source."""
        return self.source.per_row

    def narrows(self) -> Selection | None:
        """Its source."""
        return self.source

    @property
    def start(self) -> Day:
        """The day the picked fact starts."""
        return RowDay(self, end=False)

    @property
    def end(self) -> Day:
        """The day the picked fact ends."""
        return RowDay(self, end=True)

    def rows(self, frame: Frame) -> Rows:
        """The picked rows; when it is open which row it is, all that it may be are uncertain."""
        found = frame.rows(self.source)
        if not found.sure or (found.certain and len(found.sure) == 1):
            return found
        best, bar = self.best(found.sure), self.bar(found.sure)
        rivals = [r for r in (*found.sure, *found.maybe) if r is not best and self.may_beat(r, bar)]
        sure_rivals = {id(r) for r in found.sure}
        open_ones = [r for r in rivals if id(r) not in sure_rivals or not self.same_day(r, best)]
        if open_ones or found.missing:
            return Rows([], [best, *rivals], found.missing)
        return Rows(self.taken(best, rivals), [])

    def best(self, rows: list[Row]) -> Row:
        """The row that is picked if all days are exact.

        Within a day the instant decides where there is one, then the lower fact id.
        """
        day = min(row.start_low for row in rows)
        return min((r for r in rows if r.start_low == day), key=_in_the_day)

    def bar(self, rows: list[Row]) -> Row:
        """The row that leaves the fewest others a chance to be picked."""
        return min(rows, key=attrgetter("start_high"))

    def may_beat(self, row: Row, bar: Row) -> bool:
        """Whether the row can have started as early."""
        return row.start_low <= bar.start_high

    def same_day(self, row: Row, best: Row) -> bool:
        """Whether both certainly count as the same."""
        return row.start_low == row.start_high == best.start_low == best.start_high

    def taken(self, best: Row, equals: list[Row]) -> list[Row]:  # noqa: ARG002  LastDay takes all
        """What is picked of the best and its equals."""
        return [best]


class First(_Pick):
    """The fact that starts first."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"the first {self.source}"


class Last(_Pick):
    """The fact that starts last."""

    __slots__ = ()

    def best(self, rows: list[Row]) -> Row:
        """The latest start; within a day the latest instant."""
        day = max(row.start_high for row in rows)
        return max((r for r in rows if r.start_high == day), key=_in_the_day)

    def bar(self, rows: list[Row]) -> Row:
        """The latest start that is certain."""
        return max(rows, key=attrgetter("start_low"))

    def may_beat(self, row: Row, bar: Row) -> bool:
        """Whether it can have started as late."""
        return row.start_high >= bar.start_low

    def __str__(self) -> str:
        return f"the last {self.source}"


class LastDay(Last):
    """All facts of the last day that has any."""

    __slots__ = ()

    def taken(self, best: Row, equals: list[Row]) -> list[Row]:
        """All of that day."""
        return [best, *equals]

    def __str__(self) -> str:
        return f"the last day's {self.source}"


@attrs.frozen(eq=False, repr=False)
class Named(_Pick):
    """All facts of a selection, called by a name, so that rules read as their sources do."""

    name: str

    def rows(self, frame: Frame) -> Rows:
        """Those of its source."""
        return frame.rows(self.source)

    def __str__(self) -> str:
        return self.name
