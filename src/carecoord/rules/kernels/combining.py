"""The values of several groups as one: their mean, median, extremes, sum, product or spread.

What is missing is not a number. Quantities are those that R's functions of these names give, but
nothing comes of nothing: R has 0 for the sum of no values, and infinity for their extremes.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import sqrt

UNKNOWN = float("nan")

MEAN = 0
MEDIAN = 1
MIN = 2
MAX = 3
SUM = 4
PRODUCT = 5
VARIANCE = 6
DEVIATION = 7


def gathered(
    values: Sequence[float], lo: int, hi: int, skip: bool, known: MutableSequence[float]
) -> int:
    """Sort what is known of ``[lo, hi)`` into ``known``, and count it; -1 if something lacks.

    With ``skip`` what lacks is left out.
    """
    many = 0
    for index in range(lo, hi):
        value = values[index]
        if value != value:  # noqa: PLR0124  not a number
            if not skip:
                return -1
            continue
        place = many
        while place > 0 and known[place - 1] > value:
            known[place] = known[place - 1]
            place -= 1
        known[place] = value
        many += 1
    return many


def spread_of(known: Sequence[float], many: int, deviation: bool) -> float:
    """The variance of a sample, or its root."""
    if many < 2:
        return UNKNOWN
    mean = summed(known, many) / many
    total = 0.0
    for index in range(many):
        total += (known[index] - mean) * (known[index] - mean)
    total /= many - 1
    return sqrt(total) if deviation else total


def summed(known: Sequence[float], many: int) -> float:
    """The sum of the first ``many``."""
    total = 0.0
    for index in range(many):
        total += known[index]
    return total


def multiplied(known: Sequence[float], many: int) -> float:
    """The product of the first ``many``."""
    total = 1.0
    for index in range(many):
        total *= known[index]
    return total


def combined(
    how: int,
    values: Sequence[float],
    lo: int,
    hi: int,
    skip: bool,
    threshold: float,
    known: MutableSequence[float],
) -> float:
    """The values ``[lo, hi)`` as one: `MEAN` to `DEVIATION` of those that are known.

    Nothing when none is, or when one lacks and is not to be skipped. With a ``threshold`` the
    result is 1 when it is reached, else 0. ``known`` is room to work in.
    """
    many = gathered(values, lo, hi, skip, known)
    if many <= 0:
        return UNKNOWN
    result = known[0]
    if how == MEAN:
        result = summed(known, many) / many
    elif how == MEDIAN:
        result = (known[(many - 1) // 2] + known[many // 2]) / 2
    elif how == MAX:
        result = known[many - 1]
    elif how == SUM:
        result = summed(known, many)
    elif how == PRODUCT:
        result = multiplied(known, many)
    elif how >= VARIANCE:
        result = spread_of(known, many, how == DEVIATION)
    return reached(result, threshold)


def reached(value: float, threshold: float) -> float:
    """1 when a threshold is reached, else 0; without a threshold or a value, the value."""
    if threshold != threshold or value != value:  # noqa: PLR0124  not a number
        return value
    return 1.0 if value >= threshold else 0.0


def combine(
    how: int,
    values: Sequence[float],
    lows: Sequence[int],
    highs: Sequence[int],
    skip: bool,
    threshold: float,
    known: MutableSequence[float],
    results: MutableSequence[float],
) -> None:
    """Many lots of values, each as one."""
    for place in range(len(lows)):
        results[place] = combined(how, values, lows[place], highs[place], skip, threshold, known)
