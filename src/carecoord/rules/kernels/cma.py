"""The nine measures of continuous medication availability, CMA1 to CMA9, as AdhereR defines them.

Plain functions over one patient's fills, in order of day; ties keep the order they came in. Days
are numbers, lengths are days of supply and may be fractions, windows are half-open but a fill on a
window's last edge belongs to it.

Source: Dima & Dediu, Computation of adherence to medication and visualization of medication
histories in R with AdhereR, PLoS ONE 12(4):e0174426 (2017); AdhereR 0.8.1, man pages of CMA1 to
CMA9. Departures: decision 0032.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.gaps import bare_on, held_until, walk
from carecoord.rules.kernels.search import first_after, first_at

DONE = 0
NO_FILL = 1
"""No fill in the observation window."""
ONE_DATE = 2
"""Fewer than two fills on different days in the observation window."""
ON_LAST_DAY = 3
"""The first fill of the window is on its last day: nothing is left to divide by."""
NO_FILL_YET = 4
"""No fill from the start of follow-up to the end of the observation window."""
COVERED_BEFORE = 5
"""CMA8: supply from before the window lasts beyond it, nothing is left to observe."""
EMPTY_WINDOW = 6
"""The observation window has no day."""

INFINITE = float("inf")
UNKNOWN = float("nan")

Result = tuple[float, float, float, int]
"""Value, numerator, denominator, and why there is no usual value (`DONE` when there is one)."""


def supplied(
    starts: Sequence[int], lengths: Sequence[float], lo: int, hi: int, end: float, last: bool
) -> Result:
    """CMA1 without, CMA2 with the ``last`` fill: supply over the days from the first fill."""
    if last:
        if hi == lo:
            return UNKNOWN, UNKNOWN, UNKNOWN, NO_FILL
        days = end - starts[lo]
    else:
        if hi - lo < 2 or starts[hi - 1] == starts[lo]:
            return UNKNOWN, UNKNOWN, UNKNOWN, NO_FILL if hi == lo else ONE_DATE
        days = float(starts[hi - 1] - starts[lo])
        hi -= 1
    total = 0.0
    for index in range(lo, hi):
        total += lengths[index]
    if days == 0:
        return INFINITE, total, 0.0, ON_LAST_DAY
    return total / days, total, days, DONE


def without_gaps(first: int, last: float, gaps: float) -> Result:
    """CMA5 and CMA6: the share of days from the first fill that are no gap."""
    days = float(last - first)
    if days == 0:
        return UNKNOWN, 0.0, 0.0, ON_LAST_DAY
    return 1 - gaps / days, days - gaps, days, DONE


def whole_window(
    starts: Sequence[int],
    lo: int,
    hi: int,
    opens: float,
    closes: float,
    base: int,
    gaps: Sequence[float],
) -> Result:
    """CMA7: the share of a window without gap, supply from before it counted.

    ``[lo, hi)`` are the fills from the start of follow-up to the window's end, walked. A window
    without a day in a gap has no share either, and the value 0 as AdhereR has it.
    """
    days = float(closes - opens)
    if hi == lo:
        return UNKNOWN, UNKNOWN, UNKNOWN, NO_FILL_YET
    first = first_at(starts, lo, hi, opens)
    if days <= 0:
        lacking = days == 0 and first == hi and gaps[hi - 1 - base] > 0
        return 0.0 if lacking else UNKNOWN, 0.0, days, EMPTY_WINDOW
    if first == hi:
        gap = min(gaps[hi - 1 - base], days)
        return 1 - gap / days, days - gap, days, DONE
    total = float(starts[first] - opens)
    if first > lo:
        total = min(gaps[first - 1 - base], total)
    for index in range(first, hi):
        total += gaps[index - base]
    return 1 - total / days, days - total, days, DONE


def spread(
    starts: Sequence[int],
    lo: int,
    hi: int,
    end: float,
    opens: float,
    closes: float,
    base: int,
    gaps: Sequence[float],
) -> Result:
    """CMA9: supply spread evenly over the interval to the next fill, over a window's days."""
    days = float(closes - opens)
    if first_after(starts, lo, hi, closes) == lo:
        return UNKNOWN, UNKNOWN, UNKNOWN, NO_FILL_YET
    if days <= 0:
        return UNKNOWN, 0.0, days, EMPTY_WINDOW
    total = 0.0
    for index in range(lo, hi):
        until = starts[index + 1] if index + 1 < hi else end
        interval = until - starts[index]
        overlap = min(until, closes) - max(starts[index], opens)
        if interval > 0 and overlap > 0:
            total += (1 - gaps[index - base] / interval) * overlap
    return total / days, total, days, DONE


def in_follow_up(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    doses: Sequence[float],
    lo: int,
    hi: int,
    opens: float,
    closes: float,
    late: bool,
    same: bool,
    dosed: bool,
    base: int,
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
) -> Result:
    """CMA7, or CMA8 when the window opens ``late``: once supply from before it is used up."""
    seen = first_after(starts, lo, hi, closes)
    walk(starts, lengths, drugs, doses, lo, seen, closes, True, same, dosed, base, gaps, carried)
    if late:
        until = held_until(starts, lengths, lo, seen, opens, base, carried)
        if until > opens:
            opens, closes = until, until + round(closes - until)
            if closes <= opens:
                known = first_after(starts, seen, hi, until) == seen and (
                    closes < opens or bare_on(starts, lengths, lo, seen, closes, base, carried)
                )
                return 0.0 if known else UNKNOWN, 0.0, 0.0, COVERED_BEFORE
            seen = first_after(starts, lo, hi, closes)
            walk(
                starts, lengths, drugs, doses, lo, seen, closes, True, same, dosed, base, gaps,
                carried,
            )  # fmt: skip
    return whole_window(starts, lo, seen, opens, closes, base, gaps)


def measure(
    number: int,
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    doses: Sequence[float],
    lo: int,
    hi: int,
    follows: float,
    leaves: float,
    opens: float,
    closes: float,
    same: bool,
    dosed: bool,
    base: int,
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
) -> Result:
    """CMA ``number`` of the fills ``[lo, hi)`` of a patient.

    Follow-up is ``[follows, leaves]``, the observation window ``[opens, closes]``. ``gaps`` and
    ``carried`` are room to work in, as long as the patient's fills; ``base`` is the place of their
    first.
    """
    lo = first_at(starts, lo, hi, follows)
    hi = first_after(starts, lo, hi, leaves)
    if number == 9:
        walk(starts, lengths, drugs, doses, lo, hi, leaves, True, same, dosed, base, gaps, carried)
        return spread(starts, lo, hi, leaves, opens, closes, base, gaps)
    if number >= 7:
        return in_follow_up(
            starts, lengths, drugs, doses, lo, hi, opens, closes, number == 8, same, dosed,
            base, gaps, carried,
        )  # fmt: skip
    first = first_at(starts, lo, hi, opens)
    seen = first_after(starts, lo, hi, closes)
    if number <= 4:
        value, total, days, why = supplied(starts, lengths, first, seen, closes, number % 2 == 0)
        return 1.0 if number > 2 and value > 1 else value, total, days, why
    if seen == first:
        return UNKNOWN, UNKNOWN, UNKNOWN, NO_FILL
    end = closes
    if number == 5:
        end = float(starts[seen - 1])
        if end == starts[first]:
            return UNKNOWN, UNKNOWN, UNKNOWN, ONE_DATE
    total = walk(
        starts, lengths, drugs, doses, first, seen, end, True, same, dosed, base, gaps, carried
    )
    return without_gaps(starts[first], end, total)


def measures(
    number: int,
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    doses: Sequence[float],
    lows: Sequence[int],
    highs: Sequence[int],
    follows: Sequence[float],
    leaves: Sequence[float],
    opens: Sequence[float],
    closes: Sequence[float],
    same: bool,
    dosed: bool,
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
    values: MutableSequence[float],
    numerators: MutableSequence[float],
    denominators: MutableSequence[float],
    reasons: MutableSequence[int],
) -> None:
    """CMA ``number`` for many windows: each has a place in ``lows`` to ``closes`` and in results.

    A window whose reason is set already is left as it is.
    """
    for place in range(len(lows)):
        if reasons[place] == DONE:
            value, total, days, why = measure(
                number, starts, lengths, drugs, doses, lows[place], highs[place], follows[place],
                leaves[place], opens[place], closes[place], same, dosed, lows[place], gaps, carried,
            )  # fmt: skip
            values[place] = value
            numerators[place] = total
            denominators[place] = days
            reasons[place] = why
