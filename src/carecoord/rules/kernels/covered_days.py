"""Days covered by spans of supply: the arithmetic under adherence and measures alike.

Plain functions over integer days and lists, so that the same source runs as Python on lists and
compiled on arrays. Spans are ``start`` and ``length`` in days; day ``start + length`` is the first
one not supplied.
"""

from __future__ import annotations

from collections.abc import Sequence


def rolled_out(starts: Sequence[float], lengths: Sequence[float]) -> list[float]:
    """Shift each start to the end of the span before it, if that comes later.

    ``starts`` must rise. An early refill is used after the supply in hand: shifted, not lost.
    """
    shifted: list[float] = []
    free = float("-inf")
    for index in range(len(starts)):
        start = max(free, starts[index])
        shifted.append(start)
        free = start + lengths[index]
    return shifted


def covered_days(
    starts: Sequence[float], lengths: Sequence[float], first: float, last: float
) -> float:
    """Days of ``[first, last)`` that at least one span covers; ``starts`` must rise."""
    covered = 0.0
    until = first
    for index in range(len(starts)):
        begin = max(until, starts[index])
        end = starts[index] + lengths[index]
        end = min(end, last)
        if end > begin:
            covered += end - begin
        until = max(until, end)
    return covered


def uncovered_day(
    starts: Sequence[float], lengths: Sequence[float], first: float, last: float, number: int
) -> float:
    """The ``number``-th day of ``[first, last)`` that no span covers, else ``last``.

    ``starts`` must rise; all edges are whole days, and ``number`` counts from 1.
    """
    free = first
    left = float(number)
    for index in range(len(starts)):
        gap = min(starts[index], last) - free
        if gap >= left:
            return free + left - 1
        if gap > 0:
            left -= gap
        free = max(free, min(starts[index] + lengths[index], last))
    return min(free + left - 1, last)
