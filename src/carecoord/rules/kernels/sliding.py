"""Windows of one length that slide over an observation window.

Source: AdhereR 0.8.1, man page of CMA_sliding_window. Departures: decision 0032.
"""

from __future__ import annotations

import math
from collections.abc import MutableSequence, Sequence


def stepped(days: float, length: float, steps: int) -> float:
    """The step with which so many windows of a length cover ``days``: 1 to that length."""
    room = days - length
    if steps == 1:
        return length
    return min(max(room / (steps - 1), 1.0), length)


def fitting(days: float, length: float, step: float) -> int:
    """How many windows of a length fit into ``days``, a step apart."""
    if length > days:
        return 0
    return math.floor((days - length) / step + 1)


def slid(
    opens: Sequence[float],
    closes: Sequence[float],
    lengths: Sequence[float],
    step: float,
    steps: int,
    counts: MutableSequence[int],
    apart: MutableSequence[float],
) -> int:
    """How many windows each patient has, and how far ``apart`` they are; gives the number of all.

    ``steps`` above 0 asks for so many windows, whatever the ``step``. Where ``counts`` is below 0
    already, nothing is done.
    """
    total = 0
    for unit in range(len(opens)):
        if counts[unit] < 0:
            continue
        days = closes[unit] - opens[unit]
        apart[unit] = stepped(days, lengths[unit], steps) if steps > 0 else step
        counts[unit] = fitting(days, lengths[unit], apart[unit])
        total += counts[unit]
    return total


def laid(
    opens: Sequence[float],
    lengths: Sequence[float],
    counts: Sequence[int],
    apart: Sequence[float],
    begins: MutableSequence[float],
    ends: MutableSequence[float],
) -> None:
    """The first day of each window and the day after its last, those of a patient in order."""
    place = 0
    for unit in range(len(opens)):
        for number in range(counts[unit]):
            begins[place] = opens[unit] + round(number * apart[unit])
            ends[place] = begins[place] + round(lengths[unit])
            place += 1
