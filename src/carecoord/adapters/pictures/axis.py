"""Days along the width of a drawing, and the ticks for which there is room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import ceil, floor

import attrs

from carecoord.adapters.pictures.lettering import width
from carecoord.adapters.pictures.spans import Span

TICK_SIZE = 11
BETWEEN_TICKS = 12
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_YEAR = 12
_MONDAY = date(1, 1, 1).toordinal()
_LAST = date.max.toordinal()


@attrs.frozen
class Tick:
    """A label that begins at a day."""

    day: float
    label: str


@attrs.frozen
class Axis:
    """Days from left to right: ``span`` from ``left`` to ``right``."""

    span: Span
    left: float
    right: float
    dated: bool = True

    @property
    def scale(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / max(self.span.days, 1)

    def x(self, day: float) -> float:
        """Where a day begins; before the first or after the last at their edge."""
        inside = min(max(day, self.span.first), self.span.until)
        return round(self.left + (inside - self.span.first) * self.scale, 2)

    def ticks(self) -> list[Tick]:
        """As many as have room beside one another: days, weeks, months or years."""
        for ticks in self._ladder():
            if all(self._apart(one, two) for one, two in pairwise(ticks)):
                return [tick for tick in ticks if self._ends(tick) <= self.right]
        return []

    def _ends(self, tick: Tick) -> float:
        return self.x(tick.day) + 3 + width(tick.label, TICK_SIZE)

    def _apart(self, one: Tick, two: Tick) -> bool:
        return self.x(two.day) - self.x(one.day) >= width(one.label, TICK_SIZE) + BETWEEN_TICKS

    def _ladder(self) -> Iterator[list[Tick]]:
        """Ticks from many to few, none where there would be too many to look at."""
        most = (self.right - self.left) / BETWEEN_TICKS
        if not self.dated:
            yield from self._numbered()
            return
        for step in _DAYS:
            if self.span.days / step <= most:
                yield self._by_days(step)
        for step in _MONTHS:
            if self.span.days / (28 * step) <= most:
                yield self._by_months(step)

    def _numbered(self) -> Iterator[list[Tick]]:
        first, last = ceil(self.span.first), floor(self.span.until)
        size = 1
        while size <= self.span.days * 10:
            for step in (size, 2 * size, 5 * size):
                if self.span.days / step * BETWEEN_TICKS <= self.right - self.left:
                    days = range(-(-first // step) * step, last + 1, step)
                    yield [Tick(day, f"day {day}") for day in days]
            size *= 10

    def _by_days(self, step: int) -> list[Tick]:
        """Weeks begin on Mondays."""
        first, last = max(ceil(self.span.first), 1), min(floor(self.span.until), _LAST)
        start = first + (_MONDAY - first) % step
        return [
            Tick(one, date.fromordinal(one).isoformat()) for one in range(start, last + 1, step)
        ]

    def _by_months(self, step: int) -> list[Tick]:
        first, last = max(floor(self.span.first), 1), min(floor(self.span.until), _LAST)
        opens, closes = date.fromordinal(min(first, _LAST)), date.fromordinal(max(last, 1))
        months = range(opens.year * 12 + opens.month - 1, closes.year * 12 + closes.month)
        found: list[Tick] = []
        for month in months:
            if month % step:
                continue
            begins = date(month // 12, month % 12 + 1, 1)
            if first <= begins.toordinal() <= last:
                label = begins.isoformat()[: 4 if step >= _YEAR else 7]
                found.append(Tick(begins.toordinal(), label))
        return found
