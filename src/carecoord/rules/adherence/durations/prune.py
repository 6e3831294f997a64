"""Supply left over from before a change of dose, a stay or an interruption, that is not used.

Where a new dispensing follows at once, the old supply is not used up; where none follows for long,
treatment was not taken up again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import attrs

from carecoord.rules.adherence.durations.records import Episode, Stay, Supply

Reason = Literal["stays", "interruptions", "dose changes"]
REASONS: tuple[Reason, ...] = ("stays", "interruptions", "dose changes")


@attrs.frozen(kw_only=True)
class Pruning:
    """After which breaks supply is looked at, and what follows them.

    Left-over supply goes if there is a dispensing at most ``soon`` days after the break, or none
    in ``long`` days.
    """

    soon: int
    long: int
    include: frozenset[Reason] = frozenset(REASONS)

    def goes(self, broken: int, following: int | None) -> bool:
        """Whether supply from before a break goes, by the day of the next dispensing."""
        if following is None:
            return True
        return following - broken <= self.soon or following - broken > self.long


@attrs.frozen(kw_only=True)
class Medicine:
    """One class of medicines of a patient, as durations were computed for it.

    ``stays`` do not overlap; ``interrupted`` says whether supply was carried over interruptions.
    """

    supplies: Sequence[Supply]
    episodes: Sequence[Episode]
    stays: Sequence[Stay]
    interrupted: bool


def left_over(
    medicines: Sequence[Medicine], dispensed: Iterable[int], pruning: Pruning
) -> list[list[bool]]:
    """For each supply of the medicines that are looked at together, whether it goes.

    ``dispensed`` are the days of all their dispensings. Only later pieces of a dispensing go.
    Changes of dose are looked at as AdhereR does it (decision 0028): neither the first episode nor
    the last of a class counts, of changes before one dispensing the latest does, and supply goes by
    its dose.
    """
    days = sorted(set(dispensed))
    doses = _doses(medicines, days, pruning)
    return [
        [
            supply.piece is not None
            and supply.piece > 1
            and (supply.daily_dose in doses or supply.start in breaks)
            for supply in one.supplies
        ]
        for one in medicines
        for breaks in [_breaks(one, days, pruning)]
    ]


def _next(days: Sequence[int], day: int) -> int | None:
    place = bisect_left(days, day)
    return days[place] if place < len(days) else None


def _doses(
    medicines: Sequence[Medicine], days: Sequence[int], pruning: Pruning
) -> set[float | None]:
    """Doses to which there was a change after which supply goes."""
    if "dose changes" not in pruning.include:
        return set()
    changes = [
        (now, place + 2 < len(one.episodes))
        for one in medicines
        for place, (before, now) in enumerate(pairwise(one.episodes))
        if before.end == now.start
    ]
    latest: dict[int | None, int] = {}
    for now, _ in changes:
        following = _next(days, now.start)
        latest[following] = max(now.start, latest.get(following, now.start))
    return {
        now.daily_dose
        for now, counts in changes
        for following in [_next(days, now.start)]
        if counts
        and (following is None or latest[following] == now.start)
        and pruning.goes(now.start, following)
    }


def _breaks(one: Medicine, days: Sequence[int], pruning: Pruning) -> set[float]:
    """Days on which carried supply starts again and goes."""
    ends: set[int] = set()
    if "stays" in pruning.include:
        ends |= {stay.discharged for stay in one.stays if stay.handling == "carryover"}
    if "interruptions" in pruning.include and one.interrupted:
        ends |= {now.start for before, now in pairwise(one.episodes) if before.end != now.start}
    return {float(day) for day in ends if pruning.goes(day, _next(days, day))}
