"""Medicines of which one at a time is usual, each with the days that its fills supply."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.model.shown import shown
from carecoord.rules.adherence.overlaps import Run
from carecoord.rules.concepts.fills import Supply, supplies
from carecoord.rules.concepts.in_hand import LAPSES_DAYS_WITHOUT_SUPPLY
from carecoord.rules.concepts.ingredients import CLASSES
from carecoord.rules.concepts.pharmacology import ONE_AT_A_TIME, OneAtATime
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.kernels.covered_days import rolled_out

_GROUPS = tuple(
    (drugs, group)
    for drugs in CLASSES
    for group in ONE_AT_A_TIME
    if group.ingredients <= drugs.ingredients.keys()
)


@attrs.frozen(kw_only=True)
class Medicine:
    """The fills of one medicine, and the run of days that each one of known length supplies."""

    __repr__ = shown

    names: frozenset[str]
    known: tuple[Supply, ...]
    runs: tuple[Run, ...]
    others: tuple[Supply, ...]
    """Fills of which the day, or how long they last, is not known."""

    @property
    def name(self) -> str:
        """Its ingredients; a combination is one medicine."""
        return " / ".join(sorted(self.names))

    def lasting(self, first: int, last: int) -> tuple[Supply, ...]:
        """The fills whose supply has a day of a span, and those that moved them there."""
        places = [i for i, run in enumerate(self.runs) if run[0] <= last and run[1] >= first]
        begins = places[0]
        while self.runs[begins][0] != self.known[begins].day:
            begins -= 1
        return self.known[begins : places[-1] + 1]

    def may_be_in_hand(self, since: int, most_since: int, frame: Frame) -> bool:
        """Whether it may be in hand after a day, and is, or was no more than so many days ago."""
        ends = [run[1] for run in self.runs[-1:]]
        ends += [fill.row.start_high + LAPSES_DAYS_WITHOUT_SUPPLY for fill in self.others]
        return any(end >= since and not frame.view.reached(end + most_since + 1) for end in ends)

    def live_others(self, frame: Frame) -> list[Supply]:
        """The fills of unknown day or length that may not have been used up yet."""
        return [
            fill
            for fill in self.others
            if not frame.view.reached(fill.row.start_high + LAPSES_DAYS_WITHOUT_SUPPLY + 1)
        ]


def medicines(frame: Frame) -> Iterator[tuple[OneAtATime, list[Medicine]]]:
    """The medicines of each group of which fills of more than one are seen."""
    for drugs, group in _GROUPS:
        fills: dict[frozenset[str], list[Supply]] = {}
        for fill in supplies(drugs, frame):
            names = fill.ingredients & group.ingredients
            if names:
                fills.setdefault(names, []).append(fill)
        if len(fills) > 1:
            made = [_medicine(names, of) for names, of in fills.items()]
            yield group, sorted(made, key=lambda one: one.name)


def _medicine(names: frozenset[str], fills: list[Supply]) -> Medicine:
    known = [fill for fill in fills if _known(fill)]
    lengths = [fill.days or 0 for fill in known]
    starts = rolled_out([fill.day for fill in known], lengths)
    runs = tuple((int(s), int(s) + n - 1) for s, n in zip(starts, lengths, strict=True))
    return Medicine(
        names=names,
        known=tuple(known),
        runs=runs,
        others=tuple(fill for fill in fills if not _known(fill)),
    )


def _known(fill: Supply) -> bool:
    return fill.exact and fill.days is not None
