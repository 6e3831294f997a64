"""What a patient held in a treatment period, as the PQA kernel counts it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs

from carecoord.model.shown import shown
from carecoord.rules.adherence.stays import Away
from carecoord.rules.adherence.treatment import Treatment
from carecoord.rules.engine.possession import Spans, on
from carecoord.rules.kernels import pqa

THRESHOLD = (4, 5)
"""PDC is met from 80 %, as a fraction."""


@attrs.frozen(kw_only=True)
class Possession:
    """Stretches of days that count, and runs of possession on the places of these days."""

    __repr__ = shown

    closes: int
    begins: Sequence[int]
    ends: Sequence[int]
    places: Sequence[int]
    lasts: Sequence[int]

    @cached_property
    def counted(self) -> int:
        """How many days count."""
        return pqa.place_of(self.closes, self.begins, self.ends, len(self.begins))

    @property
    def covered(self) -> int:
        """How many days the fills seen so far cover, to the end of the period."""
        return pqa.days_held(self.places, self.lasts, self.counted)

    @property
    def last_chance(self) -> int | None:
        """The last day on which a fill that lasts to the end reaches 80 %; None once reached."""
        needed = pqa.days_needed(self.counted, *THRESHOLD)
        place = pqa.last_chance(self.places, self.lasts, self.counted, needed)
        return None if place >= self.counted else self._day(place)

    @property
    def supply_ends(self) -> int:
        """The last day with supply in hand; it may lie beyond the period."""
        return self._day(pqa.supply_end(self.places, self.lasts))

    @property
    def counted_spans(self) -> Spans:
        """The days that count."""
        edges = zip(self.begins, self.ends, strict=True)
        return tuple((on(begin), on(end - 1)) for begin, end in edges)

    @property
    def held_spans(self) -> Spans:
        """The days that count and had supply in hand."""
        spans: Spans = ()
        place = 0
        runs = _united(self.places, self.lasts)
        for begin, end in zip(self.begins, self.ends, strict=True):
            for first, until in runs:
                low, high = max(first, place), min(until, place + end - begin)
                if low < high:
                    spans += ((on(begin + low - place), on(begin + high - place - 1)),)
            place += end - begin
        return spans

    def _day(self, place: int) -> int:
        return pqa.day_of(place, self.begins, self.ends, len(self.begins), self.closes)


def _united(places: Sequence[int], lasts: Sequence[int]) -> list[tuple[int, int]]:
    """Runs that touch or overlap, as one."""
    united: list[tuple[int, int]] = []
    for place, last in zip(places, lasts, strict=True):
        if united and place <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], place + last)
        else:
            united.append((place, place + last))
    return united


def possession(of: Treatment, out: Away, *, add_up: bool) -> Possession | None:
    """Lay the supplies of each ingredient end to end; None when no day counts."""
    closes, stays = of.last + 1, len(out.froms)
    begins, ends = [0] * (stays + 1), [0] * (stays + 1)
    many = pqa.stretches(out.froms, out.untils, 0, stays, of.first, closes, begins, ends)
    if many == 0:
        return None
    names = sorted(frozenset[str]().union(*(fill.ingredients for fill in of.fills)))
    bounds, named = [0], list[int]()
    for fill in of.fills:
        named += [names.index(name) for name in sorted(fill.ingredients)]
        bounds.append(len(named))
    fills, different = len(of.fills), len(names)
    places, lasts = [0] * fills, [0] * fills
    pqa.runs(
        not add_up, [fill.day for fill in of.fills], [fill.days or 0 for fill in of.fills],
        range(fills), fills, bounds, named, begins, ends, many,
        [0] * different, [0] * different, [0] * different, places, lasts,
    )  # fmt: skip
    return Possession(
        closes=closes, begins=begins[:many], ends=ends[:many], places=places, lasts=lasts
    )
