"""Filters over time."""

from __future__ import annotations

from functools import partial

import attrs

from carecoord.rules.criteria.dates import Span
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.instants import in_milliseconds
from carecoord.rules.criteria.selection import Filtered, Test, Truth
from carecoord.rules.engine.timing import ALWAYS, NEVER, Bounds, Row, shifted


def between(low: int, high: int, first: Bounds, last: Bounds) -> Truth:
    """Whether a day in ``low..high`` lies in a span, first and last day inside."""
    if low >= first[1] and high <= last[0]:
        return True
    if high < first[0] or low > last[1]:
        return False
    return None


@attrs.frozen(eq=False, repr=False)
class Windowed(Filtered):
    """Facts that stand to a span in a way that subclasses say."""

    span: Span

    def depends_on_each(self) -> bool:
        """Whether the source or the span does."""
        return self.source.per_row or self.span.per_row

    def test(self, frame: Frame) -> Test:
        """Compare with the span; a span that does not exist holds nothing."""
        exact = self.span.exact
        bounds = self.span.instants(frame) if exact else self.span.bounds(frame)
        if bounds is None:
            return lambda _: False
        first, last = bounds
        if not exact:
            return partial(self.inside, first=first, last=last)
        view = frame.view
        return lambda row: self.inside(in_milliseconds(row, view), first, last)

    def inside(self, row: Row, first: Bounds, last: Bounds) -> Truth:
        """Whether the row stands to the span as the filter asks."""
        return between(row.start_low, row.start_high, first, last)


class Starting(Windowed):
    """Facts that start within a span."""

    __slots__ = ()

    @property
    def clause(self) -> str:
        """In words."""
        return f"starting {self.span}"


class Ending(Windowed):
    """Facts that end within a span."""

    __slots__ = ()

    def inside(self, row: Row, first: Bounds, last: Bounds) -> Truth:
        """Whether the end lies in the span."""
        return between(row.end_low, row.end_high, first, last)

    @property
    def clause(self) -> str:
        """In words."""
        return f"ending {self.span}"


class During(Windowed):
    """Facts that start and end within a span."""

    __slots__ = ()

    def inside(self, row: Row, first: Bounds, last: Bounds) -> Truth:
        """Whether both edges lie in the span."""
        if row.start_low >= first[1] and row.end_high <= last[0]:
            return True
        start = between(row.start_low, row.start_high, first, last)
        end = between(row.end_low, row.end_high, first, last)
        if start is False or end is False:
            return False
        return None

    @property
    def clause(self) -> str:
        """In words."""
        return f"during {self.span}"


class Overlapping(Windowed):
    """Facts that share a day with a span."""

    __slots__ = ()

    def inside(self, row: Row, first: Bounds, last: Bounds) -> Truth:
        """Whether it starts by the span's end and ends from its start on."""
        if row.start_high <= last[0] and row.end_low >= first[1]:
            return True
        if row.start_low > last[1] or row.end_high < first[0]:
            return False
        return None

    @property
    def clause(self) -> str:
        """In words."""
        return f"overlapping {self.span}"


class OfKnownLength(Filtered):
    """Facts of which it is known when they end, if only between two days."""

    __slots__ = ()

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Whether there is any end to name."""
        return lambda row: row.end_high != NEVER

    @property
    def clause(self) -> str:
        """In words."""
        return "of known length"


@attrs.frozen(eq=False, repr=False)
class WithinLast(Filtered):
    """Facts that started no longer ago than so many days or months.

    Counted forward from the fact, so that the day on which it stops being true is known: a fact
    counts as long as the day ``fact + months`` has not come.
    """

    days: int
    months: int

    def test(self, frame: Frame) -> Test:
        """Ask the view for both ends of the window."""
        view = frame.view

        def recent(row: Row) -> Truth:
            if row.start_low != ALWAYS and not view.reached(row.start_low):
                return False
            low, high = shifted((row.start_low, row.start_high), days=self.days, months=self.months)
            if high != NEVER and view.reached(high):
                return False
            if low == ALWAYS or high == NEVER:
                return None
            begun = view.reached(row.start_high)
            return True if begun and not view.reached(low) else None

        return recent

    @property
    def clause(self) -> str:
        """In words."""
        unit = f"{self.months} months" if self.months else f"{self.days} days"
        return f"within the last {unit}"


@attrs.frozen(eq=False, repr=False)
class Current(Filtered):
    """Facts that have begun and have not ended."""

    def test(self, frame: Frame) -> Test:
        """Ask the view for the start and for the day after the end."""
        view = frame.view

        def current(row: Row) -> Truth:
            begun = row.start_high == NEVER or view.reached(row.start_high)
            if row.start_low != ALWAYS and not begun and not view.reached(row.start_low):
                return False
            if row.end_high != NEVER and view.reached(row.end_high + 1):
                return False
            lasts = row.end_low == NEVER or not view.reached(row.end_low + 1)
            return True if begun and lasts else None

        return current

    @property
    def clause(self) -> str:
        """In words."""
        return "now"
