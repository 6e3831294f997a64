"""Stays that overlap: the one that began last says what becomes of supply."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from carecoord.rules.adherence.durations.records import Stay


def apart(stays: Iterable[Stay]) -> list[Stay]:
    """Stays one after the other, of which none overlaps another.

    Of two that began on one day, the later in order holds.
    """
    ordered = sorted(stays, key=lambda stay: stay.admitted)
    edges = sorted({edge for stay in ordered for edge in (stay.admitted, stay.discharged)})
    found: list[Stay] = []
    owner = -1
    for low, high in pairwise(edges):
        holding = [
            place
            for place, stay in enumerate(ordered)
            if stay.admitted <= low and high <= stay.discharged
        ]
        if not holding:
            continue
        goes_on = holding[-1] == owner and found[-1].discharged == low
        since = found.pop().admitted if goes_on else low
        owner = holding[-1]
        found.append(Stay(since, high, ordered[owner].handling))
    return found


def days_within(stays: Iterable[Stay], start: float, days: float) -> float:
    """Days of a supply that lie in stays."""
    end = start + days
    return sum(max(0.0, min(stay.discharged, end) - max(stay.admitted, start)) for stay in stays)
