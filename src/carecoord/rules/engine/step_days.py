"""The days of one step of one trigger, and the instant where its clock runs in hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.step import Step
from carecoord.rules.engine.timing import Row, as_date, day_number, times_of
from carecoord.rules.engine.view import View
from carecoord.rules.engine.window import Window


@attrs.frozen(kw_only=True)
class Days:
    """The days of a step, as numbers."""

    __repr__ = shown

    start: int
    """Day 0, from which the others count."""
    earliest: int
    due: int
    in_time: int
    closing: int | None = None
    """The last day on which it can be closed at all, None where that goes on."""
    instant: datetime | None = None
    """The moment by which it is due, in the catalogue's zone."""

    def pulled_to(self, day: int) -> Days:
        """The same days with another one on which it is due."""
        return attrs.evolve(self, due=day, in_time=day)

    def late(self, row: Row) -> bool:
        """Whether what was done was late: by instants where both are known, else by days."""
        began, _ = times_of(row.fact)
        if self.instant is not None and isinstance(began, datetime):
            return began > self.instant
        return row.start_low > self.in_time

    def over(self, view: View) -> bool:
        """Whether it can no longer be closed."""
        if self.closing is None:
            return False
        if self.instant is not None and self.closing == self.in_time:
            return view.passed(self.instant + timedelta(microseconds=1))
        return view.reached(self.closing + 1)

    def window(
        self, lapse: int | None, *, done: int | None = None, waived: int | None = None
    ) -> Window:
        """The same days as dates; without a last day of its own, it is open until the lapse."""
        closes = lapse if self.closing is None else self.closing
        return Window(
            earliest=date.fromordinal(min(self.earliest, self.due)),
            due=date.fromordinal(self.due),
            overdue_after=date.fromordinal(self.in_time),
            closes=None if closes is None else as_date(closes),
            done=None if done is None else as_date(done),
            waived=None if waived is None else as_date(waived),
        )


def days_of(step: Step, start: int, trigger: Row, view: View) -> Days | None:
    """The days of a step that counts from a day; None when no calendar covers them."""
    earliest = step.earliest.after(start, view)
    due = step.due.after(start, view)
    in_time = step.last_in_time.after(start, view)
    until = None if step.until is None else step.until.after(start, view)
    if earliest is None or due is None or in_time is None or (step.until and until is None):
        return None
    instant = _instant(step, trigger, view.zone)
    if instant is not None:
        due = in_time = day_number(instant, view.zone)
    return Days(
        start=start,
        earliest=earliest,
        due=due,
        in_time=in_time,
        closing=until if step.later_closes else in_time,
        instant=instant,
    )


def _instant(step: Step, trigger: Row, zone: tzinfo) -> datetime | None:
    """So many hours after the trigger's instant; None when only its day is known.

    Hours pass as they do, whatever a change to or from daylight saving does to the clock.
    """
    if step.hours is None:
        return None
    for time in reversed(times_of(trigger.fact)):
        if isinstance(time, datetime) and day_number(time, zone) == trigger.end_high:
            return (time.astimezone(UTC) + timedelta(hours=step.hours)).astimezone(zone)
    return None
