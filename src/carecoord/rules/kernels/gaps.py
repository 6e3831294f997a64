"""Days without supply after each fill, what is left over carried on to the next."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.search import first_after, first_at


def walk(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    doses: Sequence[float],
    lo: int,
    hi: int,
    end: float,
    within: bool,
    same: bool,
    dosed: bool,
    base: int,
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
) -> float:
    """Days without supply after each fill of ``[lo, hi)``; the last interval runs to ``end``.

    ``within`` uses up what is left of the fill before; ``same`` throws it away when the next fill
    is another drug; ``dosed`` stretches it by the ratio of the doses. ``drugs`` and ``doses`` are
    read only then. Gaps and carried-in days go to place ``index - base``. Gives the sum of gaps.
    """
    carry = 0.0
    total = 0.0
    for index in range(lo, hi):
        until = starts[index + 1] if index + 1 < hi else end
        lacking = until - starts[index] - lengths[index]
        carried[index - base] = carry
        if within:
            lacking -= carry
        gap = max(0.0, lacking)
        gaps[index - base] = gap
        total += gap
        carry = max(0.0, -lacking)
        if index + 1 < hi:
            if same and drugs[index] != drugs[index + 1]:
                carry = 0.0
            elif dosed:
                carry *= doses[index] / doses[index + 1]
    return total


def held_until(
    starts: Sequence[int],
    lengths: Sequence[float],
    lo: int,
    hi: int,
    opens: float,
    base: int,
    carried: Sequence[float],
) -> float:
    """The day to which supply of fills before a window lasts, at least its first day."""
    until = opens
    for index in range(lo, first_at(starts, lo, hi, opens)):
        until = max(until, starts[index] + lengths[index] + carried[index - base])
    return until


def bare_on(
    starts: Sequence[int],
    lengths: Sequence[float],
    lo: int,
    hi: int,
    day: float,
    base: int,
    carried: Sequence[float],
) -> bool:
    """Whether the last fill up to a day is before it, and leaves a gap that reaches to it."""
    last = first_after(starts, lo, hi, day) - 1
    return day - starts[last] - lengths[last] - carried[last - base] > 0
