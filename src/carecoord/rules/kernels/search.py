"""Places in rising days, found by halving."""

from __future__ import annotations

from collections.abc import Sequence


def first_at(starts: Sequence[int], lo: int, hi: int, day: float) -> int:
    """The first place in ``[lo, hi)`` whose start is at or after a day, else ``hi``."""
    while lo < hi:
        middle = (lo + hi) // 2
        if starts[middle] < day:
            lo = middle + 1
        else:
            hi = middle
    return lo


def first_after(starts: Sequence[int], lo: int, hi: int, day: float) -> int:
    """The first place in ``[lo, hi)`` whose start is after a day, else ``hi``."""
    while lo < hi:
        middle = (lo + hi) // 2
        if starts[middle] <= day:
            lo = middle + 1
        else:
            hi = middle
    return lo
