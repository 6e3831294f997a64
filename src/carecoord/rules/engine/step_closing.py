"""What closes one step of one trigger, on the days that count for it."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.closers import Closers, in_time, sorted_by_performer
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.step import Step
from carecoord.rules.engine.step_days import Days, days_of
from carecoord.rules.engine.timing import NEVER, Row


@attrs.frozen(kw_only=True)
class StepClosing:
    """When the clock of a step starts, and which rows close it.

    ``row`` is the trigger, also the frame's ``EACH``; nothing after ``lapse`` counts.
    """

    __repr__ = shown

    step: Step
    row: Row
    lapse: int | None
    frame: Frame

    def day_zero(self) -> int | None:
        """The day that starts the clock: the trigger's, or the day that closed another step."""
        if self.step.after is None:
            return self.row.end_high
        closer = self._starter(self.step.after)
        return None if closer is None else closer.start_low

    def _starter(self, step: Step) -> Row | None:
        """What closed the step that starts this one's clock, if it came in time to close it."""
        other = attrs.evolve(self, step=step)
        start = other.day_zero()
        days = None if start is None else other.days(start)
        closer = None if days is None else other.closer(days)
        if days is None or closer is None or missed(closer, days):
            return None
        return closer

    def started_by(self) -> tuple[Evidence, ...]:
        """What started the clock in the trigger's place."""
        closer = None if self.step.after is None else self._starter(self.step.after)
        if self.step.after is None or closer is None:
            return ()
        return (Evidence(clause=self.step.after.title, holds=True, facts=(refer(closer),)),)

    def days(self, start: int) -> Days | None:
        """The days of the step; None when no calendar covers them."""
        return days_of(self.step, start, self.row, self.frame.view)

    def last(self) -> int:
        """The last day on which anything closes it."""
        return NEVER if self.lapse is None else self.lapse

    def closer(self, days: Days) -> Row | None:
        """The row that closes it: that of the day on which it was done often enough."""
        return next(iter(self.closers(days)[-1:]), None)

    def closers(self, days: Days) -> list[Row]:
        """The rows that close it together, each on a day of its own; none when it is open."""
        found = self.sorted(self.frame.rows(self.step.closed_by).sure, days)
        on: dict[int, Row] = {}
        for row in sorted(found.counted, key=in_time):
            on.setdefault(row.start_low, row)
            if len(on) == self.step.times:
                return list(on.values())
        return []

    def puller(self, days: Days) -> Row | None:
        """What closes the step that this one must not come after, if it comes before the due day.

        A visit on the day of discharge, or by somebody who cannot close it, is not that visit.
        """
        if self.step.no_later_than is None:
            return None
        other = attrs.evolve(self, step=self.step.no_later_than)
        theirs = other.days(self.row.end_high)
        closer = None if theirs is None else other.closer(theirs)
        return closer if closer is not None and closer.start_low < days.due else None

    def sorted(self, rows: list[Row], days: Days) -> Closers:
        """Rows of the window by performer; the trigger itself is none, unless the step says so."""
        last = self.last()
        within = [
            row
            for row in rows
            if days.earliest <= row.start_low == row.start_high <= last and self._counts(row)
        ]
        return sorted_by_performer(
            within,
            self.step.by,
            self.frame.view.chart,
            unknown_closes=self.step.unknown_performer_closes,
        )

    def may_count(self, row: Row, earliest: int) -> bool:
        """Whether a row of which the day is not exactly known may lie in the window."""
        within = row.start_low <= self.last() and row.start_high >= earliest
        return within and self._counts(row)

    def _counts(self, row: Row) -> bool:
        """Whether it may close the step at all, whenever it was done."""
        return self.step.trigger_closes or not row.is_of(self.row.fact)


def missed(closer: Row, days: Days) -> bool:
    """Whether it was done after the last day on which that closes it."""
    return days.closing is not None and closer.start_low > days.closing
