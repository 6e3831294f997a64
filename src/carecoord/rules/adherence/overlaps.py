"""Days on which two supplies were in hand together, as spans of day numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from carecoord.model.shown import shown

Run = tuple[int, int]
"""The first and the last day, both inside."""


def together(one: Sequence[Run], other: Sequence[Run]) -> Iterator[Run]:
    """The runs of days that lie in both; each side rises and holds no day twice."""
    here = there = 0
    while here < len(one) and there < len(other):
        first = max(one[here][0], other[there][0])
        last = min(one[here][1], other[there][1])
        if first <= last:
            yield first, last
        if one[here][1] < other[there][1]:
            here += 1
        else:
            there += 1


@attrs.frozen
class Overlap:
    """Runs of days together, with no more days between two of them than are permitted."""

    __repr__ = shown

    runs: tuple[Run, ...]

    @property
    def first(self) -> int:
        """The first day together."""
        return self.runs[0][0]

    @property
    def last(self) -> int:
        """The last day together."""
        return self.runs[-1][1]

    def day(self, number: int) -> int | None:
        """The so-manieth day together, counted from 1; None when there are fewer."""
        left = number
        for first, last in self.runs:
            if left <= last - first + 1:
                return first + left - 1
            left -= last - first + 1
        return None


def overlaps(runs: Iterable[Run], most_between: int) -> list[Overlap]:
    """Runs parted where more days than so many lie between them."""
    parted: list[list[Run]] = []
    for run in runs:
        if parted and run[0] - parted[-1][-1][1] - 1 <= most_between:
            parted[-1].append(run)
        else:
            parted.append([run])
    return [Overlap(tuple(part)) for part in parted]
