"""What is at hand while criteria are evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.timing import Bounds, Row
from carecoord.rules.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from carecoord.rules.criteria.selection import Selection

T = TypeVar("T")


@attrs.define(eq=False)
class Rows:
    """What a selection found: rows that certainly belong, rows that may, and why there may be more.

    ``missing`` names lists that nobody asked for and value sets that nobody loaded: with any of
    them, finding nothing is not finding that there is nothing.
    """

    __repr__ = shown

    sure: list[Row]
    maybe: list[Row]
    missing: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether this is all there is."""
        return not self.maybe and not self.missing


NOTHING = Rows([], [])
"""No rows, and none missing; shared, because nobody changes rows that were found."""


class Frame:
    """A view, the measurement period, and the row that ``EACH`` stands for."""

    __slots__ = ("_memo", "_once", "_own", "each", "period", "view")

    def __init__(self, view: View, period: Bounds | None = None) -> None:
        self.view = view
        self.period = period
        self.each: Row | None = None
        self._memo: dict[Selection, Rows] = {}
        self._own: dict[Selection, Rows] = {}
        self._once: dict[Callable[[Frame], object], object] = {}

    def of(self, row: Row) -> Frame:
        """The same frame with ``EACH`` standing for a row; what does not depend on it is shared."""
        frame = Frame.__new__(Frame)
        frame.view, frame.period, frame.each = self.view, self.period, row
        frame._memo, frame._own, frame._once = self._memo, {}, self._once  # noqa: SLF001  its own
        return frame

    def move(self, row: Row) -> None:
        """Let ``EACH`` stand for another row, forgetting what depended on the one before."""
        self.each = row
        self._own.clear()

    def once(self, make: Callable[[Frame], T]) -> T:
        """What a function makes of this frame, whatever ``EACH`` stands for; made once."""
        if make not in self._once:
            self._once[make] = make(self)
        return cast("T", self._once[make])

    def rows(self, selection: Selection) -> Rows:
        """What a selection holds, computed once."""
        memo = self._own if selection.per_row else self._memo
        found = memo.get(selection)
        if found is None:
            base = selection.base
            found = None if base is None else self._memo.get(base) or self.rows(base)
            if found is None or found.sure or found.maybe:
                found = selection.rows(self)
            memo[selection] = found
        return found
