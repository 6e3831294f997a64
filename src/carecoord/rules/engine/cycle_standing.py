"""Where the periods of one course stand: certified, due, overdue, not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.engine.closers import Closers, in_time, sorted_by_performer
from carecoord.rules.engine.finding import Action, Evidence, Outcome
from carecoord.rules.engine.periods import Period
from carecoord.rules.engine.rule import Conclusion, Force, Rule
from carecoord.rules.engine.timing import LAST_DAY, as_date
from carecoord.rules.engine.window import Window

if TYPE_CHECKING:
    from carecoord.rules.engine.cycle import Cycle


@attrs.frozen
class Course:
    """A course that goes on: its first day, the last day it can have, and what it rests on."""

    __repr__ = shown

    first: int
    last: int
    seen: Evidence


@attrs.frozen(kw_only=True)
class Windowed:
    """A period and the days on which it can be certified."""

    __repr__ = shown

    period: Period
    earliest: int
    due: int
    closes: int
    certified: bool = False
    """Whether it needs nothing of its own."""


@attrs.frozen(kw_only=True)
class CycleStanding:
    """What is told of one course."""

    __repr__ = shown

    shape: Cycle
    course: Course
    frame: Frame
    rule: Rule

    def conclusions(self, force: Force) -> Iterator[Conclusion]:
        """The last period not certified, the period now, the next; each by its own edition."""
        past: Conclusion | None = None
        for one in self._up_to_the_next():
            if not force.holds(one.period.first):
                continue
            if force.too_early(one.period.first):
                continue
            if self.frame.view.reached(one.period.last + 1):
                said = self._said(one)
                past = past if said.outcome is Outcome.MET else said
                continue
            if past is not None:
                yield past
                past = None
            yield self._said(one)

    def _up_to_the_next(self) -> Iterator[Windowed]:
        """The periods of the course up to the one that comes next."""
        every = self.shape.windowed(self.course.first, self.frame)
        for one in every:  # pragma: no branch  they have no end
            if one.period.first > self.course.last or one.period.last > LAST_DAY:
                return
            yield one
            if not self.frame.view.reached(one.period.first):
                return

    def _said(self, one: Windowed) -> Conclusion:
        if one.certified:
            why = f"begins with {self.shape.begins_name}"
            return self._conclusion(one, Outcome.MET, why, (), done=one.due)
        found = self.frame.rows(self.shape.certified_by)
        closers = self._closers(one, found)
        if closers.counted:
            row = min(closers.counted, key=in_time)
            line = Evidence(clause=self._title(one), holds=True, facts=(refer(row),))
            late = " late" if row.start_low > one.due else ""
            why = f"done{late} on {as_date(row.start_low)}"
            return self._conclusion(one, Outcome.MET, why, (line,), done=row.start_low)
        lines = closers.lines(self._title(one), self.shape.by)
        missing = self._missing(one, found, closers)
        if missing:
            why = f"not known: {', '.join(missing)}"
            return self._conclusion(one, Outcome.INSUFFICIENT_DATA, why, lines, missing)
        upcoming = not self.frame.view.reached(one.earliest)
        why = f"none seen; due {as_date(one.due)}"
        return self._conclusion(one, Outcome.MET if upcoming else Outcome.NOT_MET, why, lines)

    def _closers(self, one: Windowed, found: Rows) -> Closers:
        within = [
            r for r in found.sure if one.earliest <= r.start_low == r.start_high <= one.closes
        ]
        return sorted_by_performer(
            within,
            self.shape.by,
            self.frame.view.chart,
            unknown_closes=self.shape.unknown_performer_closes,
        )

    def _missing(self, one: Windowed, found: Rows, closers: Closers) -> tuple[str, ...]:
        if not self.frame.view.reached(one.earliest):
            return ()
        if any(r.start_low <= one.closes and r.start_high >= one.earliest for r in found.maybe):
            return (f"whether it was {self._title(one)}",)
        undated = [r for r in found.sure if r.start_low != r.start_high]
        if any(r.start_low <= one.closes and r.start_high >= one.earliest for r in undated):
            return (f"the exact day: {self._title(one)}",)
        if closers.open:
            return (f"who performed it: {self._title(one)}",)
        return found.missing

    def _title(self, one: Windowed) -> str:
        return (
            self.shape.title if one.period.place else self.shape.initial_title or self.shape.title
        )

    def _conclusion(  # noqa: PLR0913, PLR0917  what a conclusion is made of
        self,
        one: Windowed,
        outcome: Outcome,
        reason: str,
        lines: tuple[Evidence, ...],
        missing: tuple[str, ...] = (),
        done: int | None = None,
    ) -> Conclusion:
        window = Window(
            earliest=_dated(one.earliest),
            due=_dated(one.due),
            overdue_after=_dated(one.due),
            closes=_dated(one.closes),
            done=None if done is None else _dated(done),
        )
        first, last = _dated(one.period.first), _dated(one.period.last)
        return Conclusion(
            occurrence=first.isoformat(),
            outcome=outcome,
            reason=f"{first} to {last}: {reason}",
            evidence=(self.course.seen, *lines),
            missing=missing,
            action=None if done is not None else self._action(one, window),
            title=self._title(one),
            details=(("period", (first, last)), ("due", window.due)),
            window=window,
        )

    def _action(self, one: Windowed, window: Window) -> Action | None:
        view = self.frame.view
        before = self.shape.ahead.backwards.after(one.earliest, view)
        if not view.reached(one.earliest if before is None else before):
            return None
        if view.reached(one.closes + 1):
            return None
        return Action(
            title=self._title(one),
            urgency=self.shape.urgency,
            closes=self.shape.closes,
            licences=self.rule.licences,
            earliest=window.earliest,
            due=window.due,
            overdue_after=window.overdue_after,
            window_over=self.shape.window_over,
        )


def _dated(day: int) -> date:
    """A day as a date, at the edges of the calendar the last it can name."""
    return date.fromordinal(min(max(day, 1), LAST_DAY))
