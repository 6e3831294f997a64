"""Dates and spans that are derived rather than read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from carecoord.model.calendar_rules import days_of_month
from carecoord.model.shown import shown
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.instants import edge, first_of, last_of
from carecoord.rules.engine.timing import ALWAYS, NEVER, Bounds, shifted

if TYPE_CHECKING:
    from carecoord.rules.criteria.selection import Selection


@attrs.frozen(eq=False)
class Day(ABC):
    """A day that is found out while a rule runs. ``plus`` and ``minus`` make further days of it."""

    __repr__ = shown

    @property
    def per_row(self) -> bool:
        """Whether it depends on ``EACH``."""
        return False

    @abstractmethod
    def bounds(self, frame: Frame) -> Bounds | None:
        """The earliest and latest day it can be; None when there is no such day."""
        ...

    def instants(self, frame: Frame) -> Bounds | None:
        """The same to the millisecond: somewhere within the day, unless more is known."""
        bounds = self.bounds(frame)
        if bounds is None:
            return None
        zone = frame.view.zone
        return first_of(bounds[0], zone), last_of(bounds[1], zone)

    @property
    def afterwards(self) -> Day:
        """The next instant after it, for what must come strictly later."""
        return Afterwards(self)

    def otherwise(self, other: Day) -> Day:
        """Another day where there is certainly no such day."""
        return Otherwise(self, other)

    def plus(self, *, days: int = 0, months: int = 0, years: int = 0) -> Day:
        """So much later; months clip to the month's end."""
        return Shifted(self, days, months + 12 * years)

    def minus(self, *, days: int = 0, months: int = 0, years: int = 0) -> Day:
        """So much earlier; months clip to the month's end."""
        return Shifted(self, -days, -months - 12 * years)


@attrs.frozen(eq=False, repr=False)
class Afterwards(Day):
    """The first instant after another, which mostly lies in the same day."""

    day: Day

    @property
    def per_row(self) -> bool:
        """As the day it comes after."""
        return self.day.per_row

    def bounds(self, frame: Frame) -> Bounds | None:
        """The same day."""
        return self.day.bounds(frame)

    def instants(self, frame: Frame) -> Bounds | None:
        """A millisecond later."""
        found = self.day.instants(frame)
        return None if found is None else (found[0] + 1, found[1] + 1)

    def __str__(self) -> str:
        return f"after {self.day}"


@attrs.frozen(eq=False, repr=False)
class Otherwise(Day):
    """A day, or another where there is certainly no such day."""

    day: Day
    other: Day

    @property
    def per_row(self) -> bool:
        """As either of them."""
        return self.day.per_row or self.other.per_row

    def bounds(self, frame: Frame) -> Bounds | None:
        """Those of the one that there is."""
        found = self.day.bounds(frame)
        return self.other.bounds(frame) if found is None else found

    def instants(self, frame: Frame) -> Bounds | None:
        """Those of the one that there is."""
        found = self.day.instants(frame)
        return self.other.instants(frame) if found is None else found

    def __str__(self) -> str:
        return f"{self.day} or else {self.other}"


@attrs.frozen(eq=False, repr=False)
class On(Day):
    """A calendar day that the rule's text names."""

    day: date

    def bounds(self, frame: Frame) -> Bounds | None:  # noqa: ARG002  a fixed day
        """The day itself."""
        number = self.day.toordinal()
        return number, number

    def __str__(self) -> str:
        return self.day.isoformat()


@attrs.frozen(eq=False, repr=False)
class Shifted(Day):
    """A day so many days and months from another."""

    day: Day
    days: int
    months: int

    @property
    def per_row(self) -> bool:
        """As the day it is counted from."""
        return self.day.per_row

    def bounds(self, frame: Frame) -> Bounds | None:
        """The shifted day."""
        bounds = self.day.bounds(frame)
        return None if bounds is None else shifted(bounds, days=self.days, months=self.months)

    def instants(self, frame: Frame) -> Bounds | None:
        """The same time of day on the shifted day."""
        days, moved, found = self.day.bounds(frame), self.bounds(frame), self.day.instants(frame)
        if days is None or moved is None or found is None:
            return None
        zone = frame.view.zone
        low, high = (
            first_of(to, zone) - first_of(day, zone) for day, to in zip(days, moved, strict=True)
        )
        return found[0] + low, found[1] + high

    def __str__(self) -> str:
        counts = ((abs(self.months), "month"), (abs(self.days), "day"))
        parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in counts if n]
        sign = "after" if self.months > 0 or (not self.months and self.days > 0) else "before"
        return f"{' '.join(parts)} {sign} {self.day}" if parts else str(self.day)


@attrs.frozen(eq=False, repr=False)
class PeriodEdge(Day):
    """The first or last day of the measurement period."""

    last: bool

    def bounds(self, frame: Frame) -> Bounds | None:
        """The edge; None outside of a measure."""
        if frame.period is None:
            return None
        number = frame.period[1 if self.last else 0]
        return number, number

    def instants(self, frame: Frame) -> Bounds | None:
        """The first instant of the first day, the last of the last."""
        found = super().instants(frame)
        return None if found is None else (found[self.last], found[self.last])

    def __str__(self) -> str:
        return f"the {'last' if self.last else 'first'} day of the measurement period"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@lru_cache
def _day_of_year(period_end: int, years: int, month: int, day: int | None) -> int:
    year = date.fromordinal(period_end).year + years
    return date(year, month, day or days_of_month(year, month)).toordinal()


@attrs.frozen(eq=False, repr=False)
class YearDay(Day):
    """A day of the calendar year in which the measurement period ends, or of a year around it.

    ``day`` None is the last day of the month.
    """

    years: int
    month: int
    day: int | None = None

    def bounds(self, frame: Frame) -> Bounds | None:
        """The day; None outside of a measure."""
        if frame.period is None:
            return None
        number = _day_of_year(frame.period[1], self.years, self.month, self.day)
        return number, number

    def __str__(self) -> str:
        when = {0: "the measurement year", -1: "the year before"}.get(
            self.years, f"{self.years:+} years"
        )
        day = self.day or "the last day"
        return f"{day} {'of ' if self.day is None else ''}{_MONTHS[self.month - 1]} of {when}"


@attrs.frozen(eq=False, repr=False)
class EachEdge(Day):
    """The start or end of the row that a filter is looking at."""

    end: bool

    @property
    def per_row(self) -> bool:
        """Always."""
        return True

    def bounds(self, frame: Frame) -> Bounds | None:
        """The edge of the row; None outside of a filter."""
        row = frame.each
        if row is None:
            return None
        return (row.end_low, row.end_high) if self.end else (row.start_low, row.start_high)

    def instants(self, frame: Frame) -> Bounds | None:
        """The instant of the row's edge."""
        row = frame.each
        return None if row is None else edge(row, frame.view.zone, end=self.end)

    def __str__(self) -> str:
        return f"its {'end' if self.end else 'start'}"


@attrs.frozen(eq=False, repr=False)
class RowDay(Day):
    """The start or end of the one fact that a pick leaves: ``First(orders).start``."""

    of: Selection
    end: bool

    @property
    def per_row(self) -> bool:
        """As the selection."""
        return self.of.per_row

    def bounds(self, frame: Frame) -> Bounds | None:
        """The day; None when there is certainly no such fact, anything when that is not known."""
        rows = frame.rows(self.of)
        if rows.sure and rows.certain:
            row = rows.sure[0]
            return (row.end_low, row.end_high) if self.end else (row.start_low, row.start_high)
        return None if rows.certain else (ALWAYS, NEVER)

    def instants(self, frame: Frame) -> Bounds | None:
        """The instant of the fact's edge."""
        rows = frame.rows(self.of)
        if rows.sure and rows.certain:
            return edge(rows.sure[0], frame.view.zone, end=self.end)
        return super().instants(frame)

    def __str__(self) -> str:
        return f"the {'end' if self.end else 'start'} of {self.of}"


@attrs.frozen(eq=False)
class Span:
    """From a first to a last day, both inside, as measures count; None is an open side."""

    __repr__ = shown

    first: Day | None
    last: Day | None
    exact: bool = False
    """Whether times of day are compared, where they are known."""

    @property
    def to_the_instant(self) -> Span:
        """The same span, compared by instants."""
        return attrs.evolve(self, exact=True)

    @classmethod
    def days_after(cls, day: Day, first: int, last: int) -> Span:
        """The ``first``-th to ``last``-th day after a day, which is day 0."""
        return cls(day.plus(days=first), day.plus(days=last))

    @property
    def per_row(self) -> bool:
        """Whether either side depends on ``EACH``."""
        return any(day is not None and day.per_row for day in (self.first, self.last))

    def bounds(self, frame: Frame) -> tuple[Bounds, Bounds] | None:
        """Both sides; None when one of them does not exist."""
        first = (ALWAYS, ALWAYS) if self.first is None else self.first.bounds(frame)
        last = (NEVER, NEVER) if self.last is None else self.last.bounds(frame)
        return None if first is None or last is None else (first, last)

    def instants(self, frame: Frame) -> tuple[Bounds, Bounds] | None:
        """Both sides in milliseconds; None when one of them does not exist."""
        always = first_of(ALWAYS, frame.view.zone)
        never = last_of(NEVER, frame.view.zone)
        first = (always, always) if self.first is None else self.first.instants(frame)
        last = (never, never) if self.last is None else self.last.instants(frame)
        return None if first is None or last is None else (first, last)

    def __str__(self) -> str:
        if isinstance(self.first, PeriodEdge) and isinstance(self.last, PeriodEdge):
            return "the measurement period"
        if self.first is None:
            return f"until {self.last}"
        return f"from {self.first}" if self.last is None else f"from {self.first} to {self.last}"


@attrs.frozen(eq=False)
class _Edges:
    __repr__ = shown

    start: Day
    end: Day

    @property
    def span(self) -> Span:
        """From the start to the end, both inside."""
        return Span(self.start, self.end)


EACH = _Edges(EachEdge(end=False), EachEdge(end=True))
"""The fact that the filter around it is looking at: ``EACH.start``, ``EACH.end``, ``EACH.span``."""

MEASUREMENT_PERIOD = _Edges(PeriodEdge(last=False), PeriodEdge(last=True))
"""The year (or other period) that a measure is run for."""
