"""Prescriptions that follow on each other at one dose are one episode.

A prescription without an end lasts until the next one of the class. Where each visit has to renew
it, it ends at the first visit that does not; AdhereR holds the last prescription of a class to be
open all the same (decision 0028).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import attrs

from carecoord.rules.adherence.durations.records import Episode, Prescribed


@attrs.frozen
class Visits:
    """The visits of a patient, of whatever class: the number and the day of the one after each."""

    following: Mapping[int, tuple[int, int]]

    @classmethod
    def of(cls, prescribed: Iterable[Prescribed]) -> Visits:
        """The visits at which prescriptions were written; a visit is on its first day."""
        days: dict[int, int] = {}
        for one in prescribed:
            days[one.visit] = min(one.day, days.get(one.visit, one.day))
        numbers = sorted(days)
        return cls({one: (after, days[after]) for one, after in pairwise(numbers)})


@attrs.frozen(kw_only=True)
class _Stretch:
    """A prescription, or several that follow on each other, up to its end."""

    start: int
    end: int | None
    last: Prescribed

    @property
    def limited(self) -> bool:
        """Whether the last prescription says for how many days it is."""
        return self.last.days is not None


def episodes(
    prescribed: Sequence[Prescribed],
    visits: Visits,
    *,
    renewed: bool = False,
    first_dispensed: int | None = None,
) -> list[Episode]:
    """The episodes of a class in order of day.

    ``renewed`` says that every visit has to renew. ``first_dispensed`` moves the first episode back
    to that day, unless a prescription in it has an end.
    """
    stretches: list[_Stretch] = []
    ordered = sorted(prescribed, key=lambda one: one.day)
    for place, one in enumerate(ordered):
        after = ordered[place + 1].day if place + 1 < len(ordered) else None
        stretch = _Stretch(start=one.day, end=_end(one, after, visits, renewed=renewed), last=one)
        if stretches and _goes_on(stretches[-1], stretch):
            stretch = attrs.evolve(stretch, start=stretches.pop().start)
        stretches.append(stretch)
    if stretches and first_dispensed is not None and not stretches[0].limited:
        first = min(first_dispensed, stretches[0].start)
        stretches[0] = attrs.evolve(stretches[0], start=first)
    return [Episode(one.start, one.end, one.last.daily_dose) for one in stretches]


def _end(one: Prescribed, after: int | None, visits: Visits, *, renewed: bool) -> int | None:
    ends: list[int] = []
    if one.days is not None:
        ends.append(int(one.day + one.days))
    if after is not None:
        ends.append(after)
        if renewed and one.visit in visits.following:
            ends.append(max(one.day, visits.following[one.visit][1]))
    return min(ends, default=None)


def _goes_on(before: _Stretch, now: _Stretch) -> bool:
    """Whether a prescription continues the one before.

    One that was for a number of days is continued only by the visit with the next number; a number
    that no prescription has is a visit too.
    """
    if before.end != now.start or before.last.daily_dose != now.last.daily_dose:
        return False
    return not before.limited or now.last.visit == before.last.visit + 1


def dose_changes(found: Sequence[Episode]) -> int:
    """How many episodes begin where the one before ends."""
    return sum(before.end == now.start for before, now in pairwise(found))


def interruptions(found: Sequence[Episode]) -> int:
    """How many episodes begin after a time without a prescription."""
    return max(len(found) - 1, 0) - dose_changes(found)
