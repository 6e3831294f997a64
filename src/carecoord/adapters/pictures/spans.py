"""Spans of days: numbers, half-open, whole or with fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs


@attrs.frozen
class Span:
    """The days from ``first`` up to ``until``, which is the first day outside."""

    first: float
    until: float

    @property
    def days(self) -> float:
        """How many they are."""
        return self.until - self.first

    def within(self, other: Span) -> Span | None:
        """The part that lies in another span; None when there is none."""
        first, until = max(self.first, other.first), min(self.until, other.until)
        return Span(first, until) if until > first else None


def joined(spans: Iterable[Span]) -> list[Span]:
    """The days in any of some spans, as spans that neither touch nor overlap, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.first, one.until)):
        if span.days <= 0:
            continue
        if found and span.first <= found[-1].until:
            found[-1] = Span(found[-1].first, max(found[-1].until, span.until))
        else:
            found.append(span)
    return found


def within(spans: Iterable[Span], whole: Span) -> list[Span]:
    """The parts of spans that lie in another."""
    return [part for span in spans if (part := span.within(whole)) is not None]


def lacking(spans: Iterable[Span], whole: Span) -> list[Span]:
    """The days of a span that lie in none of some others."""
    found: list[Span] = []
    free = whole.first
    for span in joined(within(spans, whole)):
        if span.first > free:
            found.append(Span(free, span.first))
        free = span.until
    if whole.until > free:
        found.append(Span(free, whole.until))
    return found


def in_rows(spans: Sequence[Span], most: int) -> list[int]:
    """A row for each of some spans, so that few lie on each other: none up to ``most`` rows."""
    ends: list[float] = []
    rows: list[int] = []
    for span in spans:
        free = (row for row, end in enumerate(ends) if end <= span.first + 1e-6)
        row = next(free, len(ends))
        if row == most:
            row = min(range(most), key=ends.__getitem__)
        if row == len(ends):
            ends.append(span.until)
        ends[row] = max(ends[row], span.until)
        rows.append(row)
    return rows
