"""How long a patient stays on treatment: until the first gap longer than is permissible.

Each drug has a timeline of its own, and a gap is a time without any of them in hand, so that drugs
taken side by side make none and fills of one day may stand in any order.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.episodes import tolerated
from carecoord.rules.kernels.search import first_at

DONE = 0
NO_FILL = 1
"""No fill during follow-up."""

PERSISTENT = 0
STOPPED = 1
RESTARTED = 2

NEVER = float("-inf")


def lasts(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lo: int,
    hi: int,
    leaves: float,
    permissible: float,
    percent: bool,
    ends: MutableSequence[float],
) -> tuple[float, int, int]:
    """The day on which supply is used up before the first long gap, else the end of follow-up.

    Then whether the patient is `PERSISTENT`, has `STOPPED` or has `RESTARTED`, and the place of the
    fill that restarts. A gap is long when it exceeds ``permissible`` days, or that ``percent`` of
    the longest supply filled on the last day before it. ``ends`` has a place for each drug, is
    `NEVER` throughout, and is again when this returns.
    """
    covered = float(starts[lo])
    longest = 0.0
    state, place = PERSISTENT, hi
    for index in range(lo, hi):
        day = float(starts[index])
        if index > lo and starts[index] != starts[index - 1]:
            if day - covered > tolerated(permissible, percent, longest):
                state, place = RESTARTED, index
                break
            longest = 0.0
        longest = max(longest, lengths[index])
        drug = drugs[index]
        ends[drug] = max(ends[drug], day) + lengths[index]
        covered = max(covered, ends[drug])
    for index in range(lo, place):
        ends[drugs[index]] = NEVER
    if state == PERSISTENT:
        if leaves - covered <= tolerated(permissible, percent, longest):
            return leaves, PERSISTENT, place
        state = STOPPED
    return covered, state, place


def persistences(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lows: Sequence[int],
    highs: Sequence[int],
    follows: Sequence[float],
    leaves: Sequence[float],
    permissible: float,
    percent: bool,
    ends: MutableSequence[float],
    firsts: MutableSequence[int],
    untils: MutableSequence[float],
    restarts: MutableSequence[int],
    states: MutableSequence[int],
    reasons: MutableSequence[int],
) -> None:
    """Persistence of many patients over the fills of ``[follows, leaves)``.

    ``firsts`` gets the day of the first fill, ``untils`` the end of persistence, ``restarts`` the
    day of the fill that restarts. A patient whose reason is set already is left as it is.
    """
    for unit in range(len(lows)):
        if reasons[unit] != DONE:
            continue
        lo = first_at(starts, lows[unit], highs[unit], follows[unit])
        hi = first_at(starts, lo, highs[unit], leaves[unit])
        if lo == hi:
            reasons[unit] = NO_FILL
            continue
        until, state, place = lasts(
            starts, lengths, drugs, lo, hi, leaves[unit], permissible, percent, ends
        )
        firsts[unit] = starts[lo]
        untils[unit] = until
        states[unit] = state
        if place < hi:
            restarts[unit] = starts[place]
