"""Periods that follow one another from a start, and the windows in which each is certified."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.offset import Offset, Unit
from carecoord.rules.engine.spans import no_shorter, out_of_order, reach
from carecoord.rules.engine.timing import Row
from carecoord.rules.engine.view import View
from carecoord.rules.kernels.calendar_days import shift_months

_COUNTED = (Unit.DAYS, Unit.MONTHS)


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

    def faults(self, lengths: tuple[Offset, ...]) -> Iterator[Fault]:
        """A window that is turned round or does not lie within every period."""
        shortest = min((span[0] for one in lengths if (span := reach(one))), default=self.last)
        if not 1 <= self.first <= self.last <= shortest:
            found = f"no period has the days {self.first} to {self.last}"
            yield Fault("days of review", found, "Give days that every period has, in order")


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

    def faults(self, lengths: tuple[Offset, ...]) -> Iterator[Fault]:
        """A window that is turned round, or that still runs when the next one opens."""
        if any(one and one.unit is Unit.BUSINESS_DAYS for one in (self.earliest, self.due)):
            yield Fault("window", "it is counted in business days", "Count days or months")
        if self.due is None:
            yield from self._after_the_period(lengths)
            return
        yield from out_of_order("window", ("earliest", self.earliest), ("due", self.due))
        opens, closes = reach(self.earliest), reach(self.due)
        for length in lengths:
            span = reach(length)
            if opens and closes and span and span[1] + opens[1] <= closes[0]:
                found = f"after {length} the next window opens before this one is over"
                yield Fault("window", found, "Make the window shorter")

    def _after_the_period(self, lengths: tuple[Offset, ...]) -> Iterator[Fault]:
        """It is due on the last day of the period and opens after that."""
        for length in lengths:
            if no_shorter(self.earliest, length):
                found = f"earliest ({self.earliest}) lies after a period of {length}"
                yield Fault("window", found, "Open it within the period")

    def late_faults(self, lengths: tuple[Offset, Offset]) -> Iterator[Fault]:
        """A window that is over only after the period that follows its own."""
        due, both = reach(self.due), [reach(one) for one in lengths]
        most = sum(span[1] for span in both if span is not None)
        if due is not None and due[0] >= most:
            found = f"due ({self.due}) lies after the end of the following period"
            yield Fault("window", found, "Make it due earlier")


ReviewDays = DaysBefore | Around


def length_faults(lengths: tuple[Offset, ...]) -> Iterator[Fault]:
    """Lengths that no calendar can have."""
    if not lengths:
        yield Fault("lengths", "there is none", "Give the length of the first period")
    for one in lengths:
        if one.unit not in _COUNTED or one.count < 1:
            found = f"a period cannot be {one} long"
            yield Fault("lengths", found, "Give one day or month, or more")


def following(lengths: tuple[Offset, ...], place: int) -> tuple[Offset, Offset]:
    """The lengths of a period and of the one after it; the last length holds on."""
    last = len(lengths) - 1
    return lengths[min(place, last)], lengths[min(place + 1, last)]


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
