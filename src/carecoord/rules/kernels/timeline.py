"""Possession on a timeline of each drug: days with any of them in hand.

A fill of a drug in hand starts when the supply of that drug ends; other drugs run beside it. From
its fill to the end of its supply a drug is in hand without a break, so the days on which any drug
is in hand are found in one pass over the fills in order of day: those from the fill, or from what
is covered already, to the end of the drug's supply. Fills of one day may stand in any order.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.search import first_at

DONE = 0
NO_FILL = 1
"""No fill in the window, and no supply from before it."""
EMPTY_WINDOW = 6

INFINITE = float("inf")
NEVER = -INFINITE
UNKNOWN = float("nan")

Held = tuple[float, float]
"""Days with a drug in hand, and days of supply that are left at the end."""


def in_hand(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lo: int,
    hi: int,
    opens: float,
    closes: float,
    beyond: float,
    ends: MutableSequence[float],
) -> Held:
    """Days of ``[opens, closes)`` with any drug of the fills ``[lo, hi)`` in hand.

    ``beyond`` is the day up to which they are counted: ``closes``, or infinity. ``ends`` has a
    place for each drug, is `NEVER` throughout, and is again when this returns.
    """
    held = 0.0
    covered = opens
    for index in range(lo, hi):
        day = starts[index]
        if day >= closes:
            break
        drug = drugs[index]
        end = max(ends[drug], float(day)) + lengths[index]
        ends[drug] = end
        begin = max(covered, float(day))
        until = min(end, beyond)
        if until > begin:
            held += until - begin
        covered = max(covered, end)
    left = 0.0
    for index in range(lo, hi):
        drug = drugs[index]
        left += max(0.0, ends[drug] - closes)
        ends[drug] = NEVER
    return held, left


def possessions(
    supplied: bool,
    from_first: bool,
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lows: Sequence[int],
    highs: Sequence[int],
    follows: Sequence[float],
    opens: Sequence[float],
    closes: Sequence[float],
    ends: MutableSequence[float],
    values: MutableSequence[float],
    numerators: MutableSequence[float],
    denominators: MutableSequence[float],
    left: MutableSequence[float],
    reasons: MutableSequence[int],
) -> None:
    """PDC of many windows, or MPR when ``supplied``: each has a place in the sequences.

    PDC counts days of the window with supply, that of fills since ``follows`` included. MPR counts
    the supply of the fills in the window, also what lasts beyond it. ``from_first`` lets a window
    open with its first fill. A window whose reason is set already is left as it is.
    """
    for place in range(len(lows)):
        if reasons[place] != DONE:
            continue
        hi = highs[place]
        opening, closing = opens[place], closes[place]
        first = first_at(starts, lows[place], hi, opening)
        inside = first < hi and starts[first] < closing
        if from_first and inside:
            opening = float(starts[first])
        days = closing - opening
        if days <= 0:
            reasons[place] = EMPTY_WINDOW
            continue
        lo = first
        if not supplied and not from_first:
            lo = first_at(starts, lows[place], hi, follows[place])
        beyond = INFINITE if supplied else closing
        held, over = in_hand(starts, lengths, drugs, lo, hi, opening, closing, beyond, ends)
        if held == 0 and not inside:
            reasons[place] = NO_FILL
            continue
        values[place] = held / days
        numerators[place] = held
        denominators[place] = days
        left[place] = over
