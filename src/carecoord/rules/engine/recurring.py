"""The shape Recurring: something to be done again and again while a reason lasts.

A FollowUp that repeats: the next one is due so long after the last was actually done, by whichever
way it was done. A positive result suppresses the routine until it is resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, cast

import attrs

from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.conditions import Condition, Exists
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.picks import First
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.intervals import (
    AtAge,
    Began,
    Interval,
    Way,
    began_at,
    began_with,
    next_after,
)
from carecoord.rules.engine.loops import Loop
from carecoord.rules.engine.offset import Offset, days
from carecoord.rules.engine.rule import Conclusion, Force, Rule, not_applicable, unknown
from carecoord.rules.engine.sets_of import sets_of
from carecoord.rules.engine.timing import LAST_DAY, Row, as_date
from carecoord.rules.engine.window import Window

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault

__all__ = ["AtAge", "Interval", "Loop", "Recurring", "Way"]

_THIRTY_DAYS, _NO_DAYS = days(30), days(0)


@attrs.frozen
class _Done:
    """The last time it was done in one way, and when it is due next by it."""

    __repr__ = shown

    way: Way
    row: Row
    due: int | None
    when: str
    evidence: tuple[Evidence, ...]


def _first_of(recurring: Recurring) -> Selection | None:
    return None if isinstance(recurring.begins, AtAge) else First(recurring.begins)


def _back_of(recurring: Recurring) -> Offset:
    return recurring.opens_before.backwards


def _stop_of(recurring: Recurring) -> Condition | None:
    return None if recurring.stopped_by is None else Exists(recurring.stopped_by)


@attrs.frozen(kw_only=True)
class Recurring:
    """Something due again and again while ``applies`` holds, ``once`` only once.

    Up to date by any of the ``ways``: the due day is the latest of their next days. Never done, it
    is due when it ``begins``: with the first row of a selection, or at an age, then no earlier than
    the edition. It comes onto the worklist ``opens_before`` the due day (days or months), at an age
    not before that, and is overdue after ``grace``. A row of ``stopped_by`` ends it for good.
    """

    __repr__ = shown

    applies: Condition
    reason_name: str
    begins: Selection | AtAge
    ways: tuple[Way, ...]
    title: str
    closes: str
    once: bool = False
    opens_before: Offset = _THIRTY_DAYS
    grace: Offset = _NO_DAYS
    loops: tuple[Loop, ...] = ()
    stopped_by: Selection | None = None
    urgency: Urgency = Urgency.ROUTINE
    first: Selection | None = attrs.field(
        init=False, repr=False, default=attrs.Factory(_first_of, takes_self=True)
    )
    back: Offset = attrs.field(
        init=False, repr=False, default=attrs.Factory(_back_of, takes_self=True)
    )
    """From the due day to the one on which it opens."""
    _stop: Condition | None = attrs.field(
        init=False, repr=False, default=attrs.Factory(_stop_of, takes_self=True)
    )

    @property
    def sets(self) -> Iterable[SetRef | ValueSet]:
        """Every set of its criteria."""
        yield from sets_of((self.applies, self.begins, self.stopped_by, self.ways, self.loops))

    @property
    def faults(self) -> Iterator[Fault]:
        """Ways that never hold, or that are open again before they hold."""
        from carecoord.rules.engine.recurring_faults import recurring_faults

        return recurring_faults(self)

    def next_due(self, frame: Frame, done_on: int) -> int | None:
        """The day number on which the next would be due if this one were done on that day.

        By the way of the last one done and the interval that holds of it as of that day; never
        done, by the first way. None when done once is enough, or the calendar does not reach.
        """
        if self.once:
            return None
        last = [(frame.rows(way.last).sure, way) for way in self.ways]
        done = [(rows[0], way) for rows, way in last if rows]
        if not done:
            return next_after(self.ways[0], done_on, frame).day
        row, way = max(done, key=lambda item: item[0].start_low)
        then = Row(row.fact, done_on, done_on, done_on, done_on)
        return next_after(way, done_on, frame.of(then)).day

    def conclude(self, frame: Frame, rule: Rule, force: Force) -> Iterable[Conclusion]:
        """Say when it is due next."""
        view = frame.view
        if force.until is not None and view.reached(force.until):
            return ()
        if force.since is not None and not view.reached(force.since):
            why = f"no edition before {rule.in_force_from}"
            return (not_applicable(why),) if force.earliest else ()
        return (self._answered(frame, rule),)

    def _answered(self, frame: Frame, rule: Rule) -> Conclusion:
        stopped = None if self._stop is None else self._stop.answer(frame)
        if stopped is not None and stopped.holds:
            why = f"{self.title} no longer due"
            return not_applicable(why, evidence=stopped.evidence)
        applies = self.applies.answer(frame)
        if applies.holds is False:
            return not_applicable(f"no {self.reason_name}", evidence=applies.evidence)
        for answer in (applies, stopped):
            if answer is not None and answer.holds is None:
                return unknown(answer.missing, answer.evidence)
        for loop in self.loops:
            standing = loop.standing(self.title, frame)
            if standing is not None:
                return attrs.evolve(standing, evidence=(*applies.evidence, *standing.evidence))
        return _Standing(self, frame, rule, applies.evidence).conclusion()


@attrs.frozen
class _Standing:
    """When one recurring thing is due for one patient to whom it applies."""

    __repr__ = shown

    shape: Recurring
    frame: Frame
    rule: Rule
    why: tuple[Evidence, ...]

    def conclusion(self) -> Conclusion:
        """When it is due next, or why that is not known."""
        if self.shape.once:
            return self._once()
        done = [one for way in self.shape.ways if (one := self._done(way)) is not None]
        if any(one.due is None for one in done):
            lines = tuple(line for one in done for line in one.evidence)
            return unknown(("a calendar that covers the interval",), (*self.why, *lines))
        best = max(done, key=_due_day, default=None)
        for way in self.shape.ways:
            left_open = self._left_open(way, best)
            if left_open is not None:
                return left_open
        return self._never() if best is None else self._after(best)

    def _done(self, way: Way) -> _Done | None:
        """The last time by one way, where its day is known."""
        last = next(iter(self.frame.rows(way.last).sure), None)
        if last is None or last.start_low != last.start_high:
            return None
        coming = next_after(way, last.start_low, self.frame.of(last))
        evidence = (_seen(way, last), *coming.evidence)
        return _Done(way, last, coming.day, coming.when, evidence)

    def _left_open(self, way: Way, best: _Done | None) -> Conclusion | None:
        """What is not known of a way and could make it due later than the best known does."""
        found, last = self.frame.rows(way.done), self.frame.rows(way.last).sure
        if found.missing:
            return unknown(found.missing, self.why)
        rows = (*found.sure, *found.maybe)
        if not rows or (last and last[0].start_low == last[0].start_high):
            return None
        if best is not None and all(self._no_later(way, row, _due_day(best)) for row in rows):
            return None
        several = not last and bool(found.sure)
        what = f"which {way.name} was the last" if several else f"the exact day of {way.name}"
        lines = tuple(_seen(way, row) for row in last)
        return unknown((what,), (*self.why, *lines))

    def _no_later(self, way: Way, row: Row, due: int) -> bool:
        """Whether a row makes nothing due after a day, whichever day it was."""
        if as_date(row.start_high) is None:
            return False
        latest = next_after(way, row.start_high, self.frame.of(row)).day
        return latest is not None and latest <= due

    def _once(self) -> Conclusion:
        found = [(way, self.frame.rows(way.done)) for way in self.shape.ways]
        sure = [(row, way) for way, rows in found for row in rows.sure]
        if sure:
            row, way = min(sure, key=lambda item: (item[0].start_high, item[0].fact.id))
            return self._done_for_good(row, way)
        missing = tuple(dict.fromkeys(m for _, rows in found for m in rows.missing))
        maybe = tuple(_seen(way, row) for way, rows in found for row in rows.maybe)
        if missing or maybe:
            lines = tuple(attrs.evolve(line, holds=None) for line in maybe)
            return unknown(missing or (f"whether it was {self.shape.title}",), (*self.why, *lines))
        return self._never()

    def _done_for_good(self, row: Row, way: Way) -> Conclusion:
        on, began = as_date(row.start_high), self._began()
        window = None
        if began.day is not None and on is not None:
            window = attrs.evolve(self._window(began.day, at_start=True), done=on)
        when = "" if on is None else f" {on}" if row.start_low == row.start_high else f" by {on}"
        return Conclusion(
            occurrence="-",
            outcome=Outcome.MET,
            reason=f"last seen{when}; once is enough",
            evidence=(*self.why, _seen(way, row)),
            window=window,
        )

    def _never(self) -> Conclusion:
        began = self._began()
        if began.day is None:
            return unknown((began.missing,), self.why)
        reason = f"{self.shape.title}: none seen"
        return self._due(began.day, self.why, reason, at_start=True)

    def _began(self) -> Began:
        begins, first, since = self.shape.begins, self.shape.first, self.rule.in_force_from
        if first is not None:
            return began_with(first, self.frame, self.shape.reason_name)
        not_before = None if since is None else since.toordinal()
        return began_at(cast("AtAge", begins), self.frame, not_before)

    def _after(self, done: _Done) -> Conclusion:
        on = as_date(done.row.start_low)
        what = "seen" if len(self.shape.ways) == 1 else done.way.name
        reason = f"last {what} {on}, next {done.when}"
        return self._due(_due_day(done), (*self.why, *done.evidence), reason)

    def _due(
        self, due: int, evidence: tuple[Evidence, ...], seen: str, *, at_start: bool = False
    ) -> Conclusion:
        window = self._window(due, at_start=at_start)
        open_now = self.frame.view.reached(window.earliest.toordinal())
        return Conclusion(
            occurrence="-",
            outcome=Outcome.NOT_MET if open_now else Outcome.MET,
            reason=f"{seen}; due {window.due}",
            evidence=evidence,
            action=self._action(window) if open_now else None,
            details=(("due", window.due),),
            window=window,
        )

    def _window(self, due: int, *, at_start: bool) -> Window:
        """An age is not anticipated: before it there is nothing to do."""
        view, shape = self.frame.view, self.shape
        earliest = due if at_start and shape.first is None else shape.back.after(due, view)
        overdue = shape.grace.after(due, view)
        return Window(
            earliest=_dated(due if earliest is None else earliest),
            due=_dated(due),
            overdue_after=_dated(due if overdue is None else overdue),
        )

    def _action(self, window: Window) -> Action:
        return Action(
            title=self.shape.title,
            urgency=self.shape.urgency,
            closes=self.shape.closes,
            licences=self.rule.licences,
            earliest=window.earliest,
            due=window.due,
            overdue_after=window.overdue_after,
        )


def _seen(way: Way, row: Row) -> Evidence:
    return Evidence(clause=way.name, holds=True, facts=(refer(row),))


def _due_day(done: _Done) -> int:
    return cast("int", done.due)


def _dated(day: int) -> date:
    """A day as a date, at the edges of the calendar the last it can name."""
    return date.fromordinal(min(max(day, 1), LAST_DAY))
