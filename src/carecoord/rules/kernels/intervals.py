"""Each fill in a measure: the days to the next one, those without supply, and whether it counts.

Source: AdhereR 0.8.1, man page of compute.event.int.gaps; Departures: decision 0032.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.gaps import held_until, walk
from carecoord.rules.kernels.search import first_after, first_at

DONE = 0
NOT_FOLLOWED = 1
"""The fill is before or after follow-up."""
BEFORE = 2
"""The fill is before the observation window, and the measure does not look there."""
AFTER = 3
"""The fill is after the observation window."""

NEVER = float("-inf")
NOWHERE = -1


def of_fills(
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
    reasons: Sequence[int],
    lags: MutableSequence[float],
    states: MutableSequence[int],
    used: MutableSequence[int],
    lasting: MutableSequence[float],
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
) -> None:
    """The fills of many patients, as CMA ``number`` looks at them.

    ``lasting`` gets the days to the next fill, ``gaps`` those without supply, ``carried`` the days
    left from before, ``used`` 1 for a fill that counts, ``states`` why there is nothing; all are as
    long as the fills. ``lags`` gets the days by which CMA8 opens a window later. Patients that have
    a reason are left as they are.
    """
    for unit in range(len(lows)):
        if reasons[unit] != DONE:
            continue
        low, high = lows[unit], highs[unit]
        opening, closing = opens[unit], closes[unit]
        lo = first_at(starts, low, high, follows[unit])
        hi = first_after(starts, lo, high, leaves[unit])
        seen = first_after(starts, lo, hi, closing)
        first = first_at(starts, lo, seen, opening)
        begin = lo if number >= 7 else first
        placed(states, low, high, lo, hi, begin, seen)
        within = number >= 5
        walk(
            starts, lengths, drugs, doses, begin, seen, closing, within, same, dosed, 0, gaps,
            carried,
        )  # fmt: skip
        for index in range(begin, seen):
            if index >= first or number == 9:
                until = starts[index + 1] if index + 1 < seen else closing
                lasting[index] = until - starts[index]
            if not within:
                carried[index] = 0.0
        if number == 8:
            until = held_until(starts, lengths, lo, seen, opening, 0, carried)
            lags[unit] = until - opening
            opening, closing = until, until + round(closing - until)
        counted(number, starts, begin, hi, opening, closing, used)


def placed(
    states: MutableSequence[int], low: int, high: int, lo: int, hi: int, begin: int, seen: int
) -> None:
    """Say of the fills ``[low, high)`` that are not in ``[begin, seen)`` where they are."""
    for index in range(low, high):
        if index < lo or index >= hi:
            states[index] = NOT_FOLLOWED
        elif index < begin:
            states[index] = BEFORE
        elif index >= seen:
            states[index] = AFTER


def counted(
    number: int,
    starts: Sequence[int],
    lo: int,
    hi: int,
    opens: float,
    closes: float,
    used: MutableSequence[int],
) -> None:
    """Mark the fills of ``[lo, hi)`` that count: in the window; CMA9 those before it too.

    CMA1, CMA3 and CMA5 leave out the last, and all when they are of one day.
    """
    first = lo if number == 9 else first_at(starts, lo, hi, opens)
    after = first_after(starts, first, hi, closes)
    if number <= 5 and number % 2 == 1 and after > first:
        after = first if starts[first] == starts[after - 1] else after - 1
    for index in range(first, after):
        used[index] = 1


def of_drugs(
    supplied: bool,
    from_first: bool,
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lows: Sequence[int],
    highs: Sequence[int],
    follows: Sequence[float],
    leaves: Sequence[float],
    opens: Sequence[float],
    closes: Sequence[float],
    reasons: Sequence[int],
    ends: MutableSequence[float],
    latest: MutableSequence[int],
    states: MutableSequence[int],
    used: MutableSequence[int],
    lasting: MutableSequence[float],
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
) -> None:
    """The fills of many patients as PDC looks at them, or MPR when ``supplied``.

    As `of_fills`, but each drug has a timeline of its own: the next fill is the next of the same
    drug. ``ends`` and ``latest`` have a place for each drug, are `NEVER` and `NOWHERE` throughout,
    and are again when this returns.
    """
    for unit in range(len(lows)):
        if reasons[unit] != DONE:
            continue
        low, high = lows[unit], highs[unit]
        lo = first_at(starts, low, high, follows[unit])
        hi = first_at(starts, lo, high, leaves[unit])
        seen = first_at(starts, lo, hi, closes[unit])
        first = first_at(starts, lo, seen, opens[unit])
        begin = first if supplied or from_first else lo
        placed(states, low, high, lo, hi, begin, seen)
        for index in range(begin, seen):
            drug, day = drugs[index], float(starts[index])
            if latest[drug] != NOWHERE:
                place = latest[drug]
                lasting[place] = day - starts[place]
                gaps[place] = max(0.0, day - ends[drug])
            begins = max(ends[drug], day)
            carried[index] = begins - day
            ends[drug] = begins + lengths[index]
            latest[drug] = index
            if supplied or ends[drug] > opens[unit]:
                used[index] = 1
        for index in range(begin, seen):
            drug = drugs[index]
            if latest[drug] == index:
                lasting[index] = closes[unit] - starts[index]
                gaps[index] = max(0.0, closes[unit] - ends[drug])
                ends[drug], latest[drug] = NEVER, NOWHERE
