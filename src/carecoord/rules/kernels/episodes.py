"""Treatment episodes: fills without a gap longer than is permissible, and where each run ends.

Plain functions over fills in order of day and the days without supply after each of them, as
`gaps.walk` or `breaks` finds them. An episode begins with a fill; it ends when the supply before a
gap that is too long is used up, or with follow-up.

Source: AdhereR 0.8.1, man page of compute.treatment.episodes. Departures: decision 0032.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from carecoord.rules.kernels.gaps import walk
from carecoord.rules.kernels.search import first_after, first_at

NEVER = float("-inf")
NO_CARRY = 0
"""What is left of a fill is lost when the next one comes."""
ONE_TIMELINE = 1
"""All fills are used one after another, whatever the drug."""
PER_DRUG = 2
"""Each drug has a timeline of its own; a gap is a time without any of them."""


def breaks(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lo: int,
    hi: int,
    end: float,
    base: int,
    gaps: MutableSequence[float],
    ends: MutableSequence[float],
) -> None:
    """Days without any drug in hand after each fill of ``[lo, hi)``, up to the next or ``end``.

    ``ends`` has a place for each drug, is `NEVER` throughout, and is again when this returns.
    """
    covered = NEVER
    for index in range(lo, hi):
        drug = drugs[index]
        ends[drug] = max(ends[drug], float(starts[index])) + lengths[index]
        covered = max(covered, ends[drug])
        until = float(starts[index + 1]) if index + 1 < hi else end
        gaps[index - base] = max(0.0, until - covered)
    for index in range(lo, hi):
        ends[drugs[index]] = NEVER


def tolerated(permissible: float, percent: bool, length: float) -> float:
    """The longest gap after a fill that ends nothing: days, or ``percent`` of days of supply."""
    return permissible * length / 100 if percent else permissible


def to_next(until: float, gap: float, allowed: float, appended: bool) -> float:
    """The end of an episode after which another starts on day ``until``."""
    if not appended:
        return until - gap
    return until - gap + allowed if gap > allowed else until


def to_last(
    until: float, gap: float, allowed: float, appended: bool, only: bool, reference: bool
) -> float:
    """The end of a patient's last episode, follow-up lasting to ``until``.

    As for the ``reference``, a gap that is just as long as is permissible ends it, unlike between
    two episodes, and what is appended to the ``only`` episode of a patient is taken away.
    """
    if gap < allowed or (gap == allowed and not reference):
        return until
    if not appended or gap == allowed:
        return until - gap
    return until - gap - allowed if only and reference else until - gap + allowed


def divided(
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    lo: int,
    hi: int,
    end: float,
    permissible: float,
    percent: bool,
    switching: bool,
    appended: bool,
    reference: bool,
    base: int,
    gaps: Sequence[float],
    place: int,
    firsts: MutableSequence[int],
    days: MutableSequence[float],
    closing: MutableSequence[float],
) -> int:
    """Write the episodes of the fills ``[lo, hi)`` from ``place`` on; gives the place after them.

    An episode ends after a fill whose gap is longer than ``permissible``, and when ``switching``
    after one that another drug follows. ``firsts`` gets the place of its first fill, ``days`` how
    long it lasts, ``closing`` the days without supply after its last fill. Without ``reference`` a
    percentage is one of the longest supply filled on a day, in whatever order.
    """
    began = place
    opened = lo
    length = 0.0
    for index in range(lo, hi):
        if not reference and index > lo and starts[index] == starts[index - 1]:
            length = max(length, lengths[index])
        else:
            length = lengths[index]
        gap = gaps[index - base]
        allowed = tolerated(permissible, percent, length)
        if index + 1 < hi:
            changes = switching and drugs[index] != drugs[index + 1]
            if gap <= allowed and not changes:
                continue
            until = to_next(float(starts[index + 1]), gap, allowed, appended)
        else:
            until = to_last(end, gap, allowed, appended, place == began, reference)
        firsts[place] = opened
        days[place] = until - starts[opened]
        closing[place] = gap
        place += 1
        opened = index + 1
    return place


def followed(carry: int, starts: Sequence[int], lo: int, hi: int, leaves: float) -> int:
    """The place after the last fill in follow-up; for AdhereR a fill on the day after is in it."""
    if carry == PER_DRUG:
        return first_at(starts, lo, hi, leaves)
    return first_after(starts, lo, hi, leaves)


def episodes(
    carry: int,
    starts: Sequence[int],
    lengths: Sequence[float],
    drugs: Sequence[int],
    doses: Sequence[float],
    lows: Sequence[int],
    highs: Sequence[int],
    follows: Sequence[float],
    leaves: Sequence[float],
    same: bool,
    dosed: bool,
    permissible: float,
    percent: bool,
    switching: bool,
    appended: bool,
    gaps: MutableSequence[float],
    carried: MutableSequence[float],
    ends: MutableSequence[float],
    counts: MutableSequence[int],
    firsts: MutableSequence[int],
    days: MutableSequence[float],
    closing: MutableSequence[float],
) -> None:
    """The episodes of many patients, those of one after those of another.

    ``carry`` is `NO_CARRY`, `ONE_TIMELINE`, both as AdhereR has it, or `PER_DRUG`. ``counts`` gets
    how many each has; where it is below 0 already, nothing is done. ``gaps`` and ``carried`` are
    room to work in, as long as the fills of the patient who has most; ``firsts`` to ``closing`` are
    as long as all fills.
    """
    place = 0
    for unit in range(len(lows)):
        if counts[unit] < 0:
            continue
        lo = first_at(starts, lows[unit], highs[unit], follows[unit])
        hi = followed(carry, starts, lo, highs[unit], leaves[unit])
        end = leaves[unit]
        if carry == PER_DRUG:
            breaks(starts, lengths, drugs, lo, hi, end, lo, gaps, ends)
        else:
            walk(
                starts, lengths, drugs, doses, lo, hi, end, carry == ONE_TIMELINE, same, dosed, lo,
                gaps, carried,
            )  # fmt: skip
        after = divided(
            starts, lengths, drugs, lo, hi, end, permissible, percent, switching, appended,
            carry != PER_DRUG, lo, gaps, place, firsts, days, closing,
        )  # fmt: skip
        counts[unit] = after - place
        place = after
