"""What is at hand while criteria are evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from carecoord.rules.engine.timing import Bounds, Row
from carecoord.rules.engine.view import View

if TYPE_CHECKING:
    from carecoord.rules.criteria.selection import Selection


@attrs.define(eq=False)
class Rows:
    """What a selection found: rows that certainly belong, rows that may, and why there may be more.

    ``missing`` names lists that nobody asked for and value sets that nobody loaded: with any of
    them, finding nothing is not finding that there is nothing.
    """

    sure: list[Row]
    maybe: list[Row]
    missing: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether this is all there is."""
        return not self.maybe and not self.missing


class Frame:
    """A view, the measurement period, and the row that ``EACH`` stands for."""

    __slots__ = ("_memo", "_own", "each", "period", "view")

    def __init__(self, view: View, period: Bounds | None = None) -> None:
        self.view = view
        self.period = period
        self.each: Row | None = None
        # The selection is kept beside its rows: an id may be used again once an object is gone.
        self._memo: dict[int, tuple[Selection, Rows]] = {}
        self._own: dict[int, tuple[Selection, Rows]] = {}

    def of(self, row: Row) -> Frame:
        """The same frame with ``EACH`` standing for a row; what does not depend on it is shared."""
        frame = Frame.__new__(Frame)
        frame.view, frame.period, frame.each = self.view, self.period, row
        frame._memo, frame._own = self._memo, {}  # noqa: SLF001  its own kind
        return frame

    def move(self, row: Row) -> None:
        """Let ``EACH`` stand for another row, forgetting what depended on the one before."""
        self.each = row
        self._own.clear()

    def rows(self, selection: Selection) -> Rows:
        """What a selection holds, computed once."""
        memo = self._own if selection.per_row else self._memo
        known = memo.get(id(selection))
        if known is not None:
            return known[1]
        base = selection.base
        found = None if base is None else self.rows(base)
        if found is None or found.sure or found.maybe:
            found = selection.rows(self)
        memo[id(selection)] = (selection, found)
        return found
