"""Periods that follow one another from a start, and the windows in which each is certified."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.timing import Row
from carecoord.rules.engine.view import View
from carecoord.rules.kernels.calendar_days import shift_months


@attrs.frozen
class Period:
    """One of the periods: its first and last day, both inside, and which it is, from 0."""

    __repr__ = shown

    place: int
    first: int
    last: int


@attrs.frozen
class DaysBefore:
    """Certified within days of the period before, whose first day is day 1."""

    __repr__ = shown

    first: int
    last: int

    def days(self, period: Period, before: Period | None, view: View) -> tuple[int, int]:  # noqa: ARG002  one signature
        """The first and last day of the window; the first period has none before it."""
        if before is None:
            return period.first, period.first
        return before.first + self.first - 1, before.first + self.last - 1


@attrs.frozen
class Around:
    """Certified around the first day of the period itself, which is day 0."""

    __repr__ = shown

    earliest: Offset
    due: Offset | None = None
    """None is the last day of the period."""

    def days(self, period: Period, before: Period | None, view: View) -> tuple[int, int]:  # noqa: ARG002  one signature
        """The first and last day of the window."""
        earliest = self.earliest.after(period.first, view)
        due = period.last if self.due is None else self.due.after(period.first, view)
        return period.first if earliest is None else earliest, period.first if due is None else due


ReviewDays = DaysBefore | Around


def periods(start: int, lengths: tuple[Offset, ...]) -> Iterator[Period]:
    """The periods from a start on, without end; the last length holds for all that follow.

    Months are counted from the start, so that a day that a month lacks comes back.
    """
    place = months = days = 0
    first = start
    while True:
        length = lengths[min(place, len(lengths) - 1)]
        months += length.count if length.unit is Unit.MONTHS else 0
        days += length.count if length.unit is Unit.DAYS else 0
        following = shift_months(start, months) + days
        yield Period(place, first, following - 1)
        place, first = place + 1, following


def chains(rows: list[Row]) -> list[list[Row]]:
    """Rows that follow one another without a day between them; a gap starts anew."""
    found: list[list[Row]] = []
    last = 0
    for row in sorted(rows, key=lambda r: (r.start_low, r.start_high, r.fact.id)):
        if found and row.start_low <= last + 1:
            found[-1].append(row)
            last = max(last, row.end_high)
        else:
            found.append([row])
            last = row.end_high
    return found
