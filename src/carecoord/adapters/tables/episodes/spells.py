"""Episodes of a cohort, as rows to be."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.episodes.boundaries import CARRIES, Boundaries
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.rules.kernels import episodes as kernel
from carecoord.rules.kernels import timeline

NO_FILL = "no fill during follow-up"


@attrs.frozen(kw_only=True)
class Spells:
    """Episodes, a place for each in every list; and patients without one, with a reason.

    ``units`` are places in the cohort, `NOBODY` for a patient who is not in it. ``ends`` may be in
    the course of a day. ``firsts`` are places of fills, of episodes that were found in them.
    """

    units: list[int] = attrs.field(factory=list[int])
    numbers: list[int | None] = attrs.field(factory=list["int | None"])
    begins: list[int] = attrs.field(factory=list[int])
    ends: list[float] = attrs.field(factory=list[float])
    days: list[float] = attrs.field(factory=list[float])
    closing: list[float | None] = attrs.field(factory=list["float | None"])
    firsts: list[int | None] = attrs.field(factory=list["int | None"])
    reasons: dict[int, str] = attrs.field(factory=dict[int, str])

    def add(self, unit: int, number: int | None, begin: int, end: float, days: float) -> None:
        """One more."""
        self.units.append(unit)
        self.numbers.append(number)
        self.begins.append(begin)
        self.ends.append(end)
        self.days.append(days)

    def add_none(self, unit: int, why: str, number: int | None = None) -> None:
        """A row without an episode."""
        self.reasons[len(self.units)] = why
        self.add(unit, number, 1, 1, 0)

    def shown(self, values: list[Any]) -> list[Any]:
        """The values of rows with an episode, None in the others."""
        return [None if row in self.reasons else value for row, value in enumerate(values)]


def found(cohort: Cohort, boundaries: Boundaries, setup: Setup) -> Spells:
    """The episodes of each unit of a cohort; one row with a reason where there is none."""
    counts, firsts, days, closing = _run(cohort, boundaries, setup)
    starts = cohort.engine.plain(cohort.fills.starts)
    spells = Spells()
    place = 0
    for unit, count in enumerate(counts):
        if count <= 0:
            spells.add_none(unit, cohort.tasks.reasons.get(unit, NO_FILL))
            spells.closing.append(None)
            spells.firsts.append(None)
        for number in range(1, max(count, 0) + 1):
            begin, lasts = starts[firsts[place]], days[place]
            spells.add(unit, number, begin, begin + lasts, lasts)
            spells.closing.append(closing[place])
            spells.firsts.append(firsts[place])
            place += 1
    return spells


def _run(cohort: Cohort, boundaries: Boundaries, setup: Setup) -> tuple[list[Any], ...]:
    engine, fills, tasks = cohort.engine, cohort.fills, cohort.tasks
    many, room = len(fills.starts), engine.widest(tasks.lows, tasks.highs)
    counts = engine.full(len(tasks.lows), 0)
    for unit in tasks.reasons:
        counts[unit] = -1
    firsts, days, closing = engine.full(many, 0), engine.full(many, 0.0), engine.full(many, 0.0)
    drugs = fills.drugs if len(fills.drugs) else engine.full(many, 0)
    timelines = boundaries.carry == "one_timeline"
    engine.run(kernel.episodes)(
        CARRIES[boundaries.carry], fills.starts, fills.lengths, drugs, fills.doses,
        engine.ints(tasks.lows), engine.ints(tasks.highs), engine.floats(tasks.follows),
        engine.floats(tasks.leaves), setup.same and timelines, setup.dosed and timelines,
        boundaries.gap.amount, boundaries.gap.percent, boundaries.switching, boundaries.appended,
        engine.full(room, 0.0), engine.full(room, 0.0),
        engine.full(max(len(cohort.read.drugs), 1), timeline.NEVER),
        counts, firsts, days, closing,
    )  # fmt: skip
    return tuple(engine.plain(one) for one in (counts, firsts, days, closing))
