"""The shape Cycle: periods that follow one another, each of which is to be certified.

The periods hang on the day on which it all started. Doing the work early or late moves none of
them; only an end and a new start after it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import refer, refer_all
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.closers import in_time
from carecoord.rules.engine.cycle_standing import Course, CycleStanding, Windowed
from carecoord.rules.engine.finding import Evidence, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset, days
from carecoord.rules.engine.periods import (
    Around,
    DaysBefore,
    Period,
    ReviewDays,
    chains,
    periods,
)
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable, unknown
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import LAST_DAY, Row, as_date

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault

__all__ = ["Around", "Cycle", "DaysBefore"]

_NO_DAYS = days(0)


@attrs.frozen(kw_only=True)
class Cycle:
    """Periods of given lengths from the first day of ``begins``, the last length again and again.

    Rows of ``begins`` that follow one another without a day between them are one course, which
    ends with the last of them or with a row of ``stopped_by``; a gap starts anew. A period is
    certified by a row of ``certified_by``, performed by one of ``by``, between the first day of
    its window and the first day of the next period's. ``initial`` is the window of the first
    period, None where the start itself certifies it; ``review`` that of all others. It comes onto
    the worklist ``ahead`` of its window.
    """

    __repr__ = shown

    begins: Selection
    begins_name: str
    lengths: tuple[Offset, ...]
    review: ReviewDays
    certified_by: Selection
    title: str
    closes: str
    initial: Around | None = None
    initial_title: str = ""
    by: frozenset[Licence] = frozenset()
    unknown_performer_closes: bool = True
    stopped_by: Selection | None = None
    stopped_name: str = ""
    ahead: Offset = _NO_DAYS
    urgency: Urgency = Urgency.ROUTINE
    window_over: str = "overdue, still to be done"

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its selections."""
        return sets_of((self.begins, self.certified_by, self.stopped_by))

    @property
    def faults(self) -> Iterator[Fault]:
        """Lengths and windows that no period can have."""
        from carecoord.rules.engine.cycle_faults import cycle_faults

        return cycle_faults(self)

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Tell the period now, the next, and the last that was not certified."""
        if force.earliest and force.since is not None and not frame.view.reached(force.since):
            return (not_applicable(f"no edition before {rule.in_force_from}"),)
        course = self.course(frame)
        if isinstance(course, Conclusion):
            return (course,) if force.earliest else ()
        standing = CycleStanding(shape=self, course=course, frame=frame, rule=rule)
        return tuple(standing.conclusions(force))

    def next_due(self, frame: Frame, done_on: int) -> int | None:
        """The due day of the period after the one that is certified by doing it on a day.

        None when there is no course, or it ends before that period.
        """
        course = self.course(frame)
        if isinstance(course, Conclusion):
            return None
        for one in self.windowed(course.first, frame):
            if one.period.first > course.last or one.period.last > LAST_DAY:
                return None
            if one.earliest > done_on:
                return one.due
        return None  # pragma: no cover  the periods have no end

    def windowed(self, start: int, frame: Frame) -> Iterator[Windowed]:
        """The periods from a start on, each with its window and the day before the next one's."""
        waiting: Windowed | None = None
        before: Period | None = None
        for period in periods(start, self.lengths):  # pragma: no branch  they have no end
            first = before is None
            kind = self.initial if first and self.initial is not None else self.review
            starts_itself = first and self.initial is None
            earliest, due = (
                (period.first, period.first)
                if starts_itself
                else kind.days(period, before, frame.view)
            )
            if waiting is not None:
                yield attrs.evolve(waiting, closes=earliest - 1)
            waiting = Windowed(
                period=period, earliest=earliest, due=due, closes=due, certified=starts_itself
            )
            before = period

    def course(self, frame: Frame) -> Course | Conclusion:
        """The course that goes on, or why there is none or it is not known."""
        found = frame.rows(self.begins)
        if not found.sure:
            return self._none(found)
        (*_, rows) = chains(found.sure)
        first = rows[0]
        last = max(row.end_high for row in rows)
        seen = Evidence(clause=self.begins_name, holds=True, facts=(refer(first),))
        if first.start_low != first.start_high or as_date(first.start_low) is None:
            line = attrs.evolve(seen, holds=None)
            return unknown((f"the exact first day of {self.begins_name}",), (line,))
        if not frame.view.reached(first.start_low):
            return not_applicable(f"{self.begins_name} begins {as_date(first.start_low)}")
        if frame.view.reached(last + 1):
            return not_applicable(f"{self.begins_name} ended {as_date(last)}", evidence=(seen,))
        if any(frame.view.reached(row.end_low + 1) for row in rows if row.end_high == last):
            return unknown((f"the exact last day of {self.begins_name}",), (seen,))
        return self._stopped(first, seen, frame) or Course(first.start_low, last, seen)

    def _none(self, found: Rows) -> Conclusion:
        if found.certain:
            return not_applicable(f"no {self.begins_name}")
        line = Evidence(clause=self.begins_name, holds=None, facts=refer_all(found.maybe))
        return unknown(found.missing or (self.begins_name,), (line,))

    def _stopped(self, first: Row, seen: Evidence, frame: Frame) -> Conclusion | None:
        """What ended the course since its first day, or leaves it open whether it ended."""
        if self.stopped_by is None:
            return None
        found = frame.rows(self.stopped_by)
        since = [row for row in found.sure if frame.view.reached(row.start_high)]
        over = [row for row in since if row.start_low >= first.start_low]
        if over:
            row = min(over, key=in_time)
            line = Evidence(clause=self.stopped_name, holds=True, facts=(refer(row),))
            why = f"{self.stopped_name} on {as_date(row.start_high)}"
            return not_applicable(why, evidence=(seen, line))
        open_ones = [
            row
            for row in (*found.sure, *found.maybe)
            if row.start_high >= first.start_low and frame.view.reached(row.start_low)
        ]
        if not open_ones and not found.missing:
            return None
        line = Evidence(clause=self.stopped_name, holds=None, facts=refer_all(open_ones))
        return unknown(found.missing or (f"the exact day of {self.stopped_name}",), (seen, line))
