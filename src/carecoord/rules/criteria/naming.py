"""Selections with a name of their own, so that rules read as their sources do."""

from __future__ import annotations

import attrs

from carecoord.rules.criteria.dates import Day, RowDay
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection


@attrs.frozen(eq=False)
class Named(Selection):
    """A selection that evidence and pages call by a name."""

    source: Selection
    name: str

    def depends_on_each(self) -> bool:
        """As its source."""
        return self.source.per_row

    def narrows(self) -> Selection | None:
        """Its source."""
        return self.source

    @property
    def start(self) -> Day:
        """The day the fact starts, of a selection of one."""
        return RowDay(self, end=False)

    @property
    def end(self) -> Day:
        """The day the fact ends, of a selection of one."""
        return RowDay(self, end=True)

    def rows(self, frame: Frame) -> Rows:
        """Those of its source."""
        return frame.rows(self.source)

    def __str__(self) -> str:
        return self.name
