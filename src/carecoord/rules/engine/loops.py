"""Loops: a result that asks for something else first, and what that has to bring."""

from __future__ import annotations

from typing import cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import refer, refer_all
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.rule import Conclusion, not_applicable, unknown
from carecoord.rules.engine.timing import NEVER, Row, as_date


@attrs.frozen(kw_only=True)
class Loop:
    """A positive result suppresses the routine until it is resolved: "done" is not "resolved".

    It is open while a row of ``opened_by`` has no other row of ``closed_by`` on or after its day
    (from ``closes_from_day``, its own day being 0), and until ``lapses_after`` that day. Once
    closed, the next interval is not known until ``result_known`` has a row on or after the day that
    closed it.
    """

    __repr__ = shown

    name: str
    opened_by: Selection
    closed_by: Selection
    lapses_after: Offset
    closes_from_day: int = 0
    result_known: Selection | None = None
    title: str = "a positive result"
    result_name: str = "the result that gives the next interval"

    def standing(self, title: str, frame: Frame) -> Conclusion | None:
        """Why the routine is not due or not known; None when this loop does not touch it."""
        found, closers = frame.rows(self.opened_by), frame.rows(self.closed_by)
        if found.missing:
            return unknown(found.missing)
        opened = self._live(found.sure, frame)
        left = [row for row in opened if not self._closer(row, closers.sure)]
        if left:
            return self._left(left, closers, title)
        unread = [
            row for row in self._live(found.maybe, frame) if not self._closer(row, closers.sure)
        ]
        if unread:
            line = Evidence(clause=self.title, holds=None, facts=refer_all(unread))
            return unknown((f"the exact day or value of {self.title}",), (line,))
        return self._closed(opened, closers.sure, frame) if opened else None

    def _live(self, rows: list[Row], frame: Frame) -> list[Row]:
        return [row for row in rows if not self._lapsed(row, frame)]

    def _lapsed(self, row: Row, frame: Frame) -> bool:
        if row.start_high == NEVER:
            return False
        last = self.lapses_after.after(row.start_high, frame.view)
        return last is not None and frame.view.reached(last + 1)

    def _left(self, left: list[Row], closers: Rows, title: str) -> Conclusion:
        """One that is certainly open suppresses the routine; of others it is not known."""
        seen = (*closers.sure, *closers.maybe)
        open_ones = [row for row in left if not any(self._may_close(one, row) for one in seen)]
        if closers.missing or not open_ones:
            line = Evidence(clause=self.title, holds=True, facts=refer_all(left))
            missing = closers.missing or (f"whether {self.title} is resolved",)
            return unknown(missing, (line,))
        last = max(open_ones, key=_in_time)
        line = Evidence(clause=self.title, holds=True, facts=(refer(last),))
        on = as_date(last.start_high) or "an unknown day"
        why = f"{title} not due while {self.title} of {on} is not resolved"
        return not_applicable(why, evidence=(line,))

    def _closed(self, opened: list[Row], closers: list[Row], frame: Frame) -> Conclusion | None:
        if self.result_known is None:
            return None
        last = max(opened, key=_in_time)
        closer = cast("Row", self._closer(last, closers))
        results = frame.rows(self.result_known)
        if any(row.start_low >= closer.start_high for row in results.sure):
            return None
        lines = (
            Evidence(clause=self.title, holds=True, facts=(refer(last),)),
            Evidence(clause=f"{self.title} resolved", holds=True, facts=(refer(closer),)),
        )
        missing = results.missing or (f"{self.result_name}, after {as_date(closer.start_high)}",)
        return unknown(missing, lines)

    def _may_close(self, row: Row, opened: Row) -> bool:
        after = row.start_high >= opened.start_low + self.closes_from_day
        return after and not row.is_of(opened.fact)

    def _closer(self, opened: Row, closers: list[Row]) -> Row | None:
        """The first that is certainly late enough after what opened it."""
        first = opened.start_high + self.closes_from_day
        after = [r for r in closers if r.start_low >= first and not r.is_of(opened.fact)]
        return min(after, key=_in_time, default=None)


def _in_time(row: Row) -> tuple[int, str]:
    return row.start_high, row.fact.id
