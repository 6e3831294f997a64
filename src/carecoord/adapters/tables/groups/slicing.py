"""The time of patients, cut into slices where episodes of their groups start or stop."""

from __future__ import annotations

import math
from typing import Any

import attrs

from carecoord.adapters.tables.episodes.boundaries import Boundaries, Carry
from carecoord.adapters.tables.episodes.permissible import Permissible
from carecoord.adapters.tables.episodes.spells import found
from carecoord.adapters.tables.episodes.within import within
from carecoord.adapters.tables.groups.aggregation import Aggregation
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.measuring import Asked
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.adapters.tables.room import check_room
from carecoord.rules.kernels import slices

NO_EPISODE = "no supply of any group in the observation window"
_FIRST_TO_CARRY = 5
"""From this CMA on, supply is carried over."""


@attrs.frozen(kw_only=True)
class Episodes:
    """Episodes in their observation windows, in order of their units, and where each one's lie."""

    lows: list[int]
    highs: list[int]
    begins: list[float]
    ends: list[float]
    held: list[float]

    @classmethod
    def of(cls, cohort: Cohort, asked: Asked, setup: Setup) -> Episodes:
        """Fills of one drug without any gap are an episode; each is measured by itself."""
        boundaries = Boundaries(
            gap=Permissible(0.0),
            carry=_carry(asked),
            switching=setup.columns.drug is not None,
            appended=False,
        )
        spells = found(cohort, boundaries, setup)
        parts = within(asked, spells, cohort, setup)
        values = cohort.engine.plain(cohort.measured(asked, parts.tasks).values)
        made = cls(lows=[], highs=[], begins=[], ends=[], held=[])
        for unit, begin, end, value in zip(
            spells.units, parts.begins, parts.ends, values, strict=True
        ):
            while len(made.lows) <= unit:
                made.lows.append(len(made.begins))
            if begin is not None and end is not None:
                made.begins.append(float(begin))
                made.ends.append(float(end))
                made.held.append(value)
        made.highs.extend([*made.lows[1:], len(made.begins)])
        return made


def _carry(asked: Asked) -> Carry:
    if not asked.number:
        return "per_drug"
    return "one_timeline" if asked.number >= _FIRST_TO_CARRY else "none"


@attrs.frozen(kw_only=True)
class Sliced:
    """Slices of time, those of a patient one after another, each with a cell for each unit.

    ``units`` bound the units of each patient, ``lows`` and ``highs`` the slices, ``cell_lows`` and
    ``cell_highs`` the cells of each slice.
    """

    cohort: Cohort
    episodes: Episodes
    units: list[tuple[int, int]]
    lows: Any
    highs: Any
    froms: Any
    untils: Any
    cell_lows: Any
    cell_highs: Any
    cells: Any

    def summed(self, values: Any) -> list[float]:  # noqa: ANN401
        """The days of each patient, each as much as its slice is worth."""
        engine = self.cohort.engine
        results = engine.full(len(self.units), slices.UNKNOWN)
        engine.run(slices.over_time)(
            self.lows, self.highs, self.froms, self.untils, values, results
        )
        return engine.plain(results)

    def observed(self) -> tuple[list[float], list[int]]:
        """Of each patient the days from the first to the last window of a group, and the groups.

        Groups without an episode in their window are not counted.
        """
        opens, closes = self.cohort.tasks.opens, self.cohort.tasks.closes
        lows, highs = self.episodes.lows, self.episodes.highs
        days: list[float] = []
        many: list[int] = []
        for low, high in self.units:
            units = [unit for unit in range(low, high) if highs[unit] > lows[unit]]
            many.append(len(units))
            last = max((closes[unit] for unit in units), default=math.nan)
            days.append(float(last - min((opens[unit] for unit in units), default=math.nan)))
        return days, many

    def rows(self, combined: Any, groups: list[int], aggregation: Aggregation) -> list[Row]:  # noqa: ANN401
        """What each slice has of each group, and ``combined``; a row for patients without any."""
        rows: list[Row] = []
        reasons = self.cohort.tasks.reasons
        for patient, (low, high) in enumerate(self.units):
            first, after = int(self.lows[patient]), int(self.highs[patient])
            if first == after:
                rows.append(Row(patient, reason=reasons.get(low, NO_EPISODE)))
            for place in range(first, after):
                cells = self.cells[self.cell_lows[place] : self.cell_highs[place]]
                held = {
                    groups[unit]: float(cell)
                    for unit, cell in zip(range(low, high), cells, strict=True)
                }
                row = Row(
                    patient,
                    number=place - first + 1,
                    start=float(self.froms[place]),
                    end=float(self.untils[place]),
                    value=float(combined[place]),
                    cells=held,
                )
                rows.append(row.explained(aggregation))
        return rows


@attrs.frozen
class Row:
    """A slice of a patient's time, and what each group has in it; or why there is none."""

    patient: int
    number: int | None = attrs.field(default=None, kw_only=True)
    start: float | None = attrs.field(default=None, kw_only=True)
    end: float | None = attrs.field(default=None, kw_only=True)
    value: float = attrs.field(default=math.nan, kw_only=True)
    cells: dict[int, float] = attrs.field(factory=dict[int, float], kw_only=True)
    reason: str | None = attrs.field(default=None, kw_only=True)

    @property
    def days(self) -> float | None:
        """How long it is."""
        return None if self.start is None or self.end is None else self.end - self.start

    def explained(self, aggregation: Aggregation) -> Row:
        """With the reason, where there is no value."""
        if not math.isnan(self.value):
            return self
        known = sum(not math.isnan(cell) for cell in self.cells.values())
        return attrs.evolve(self, reason=aggregation.why_none(known, len(self.cells)))


def sliced(cohort: Cohort, asked: Asked, setup: Setup, lows: Any, highs: Any) -> Sliced:  # noqa: ANN401
    """Cut the time of patients whose units are ``[lows, highs)``."""
    engine, tasks = cohort.engine, cohort.tasks
    episodes = Episodes.of(cohort, asked, setup)
    units: list[tuple[int, int]] = [*zip(engine.plain(lows), engine.plain(highs), strict=True)]
    rooms = [2 * (episodes.highs[high - 1] - episodes.lows[low]) for low, high in units]
    room = sum(rooms)
    wide = sum(slots * (high - low) for slots, (low, high) in zip(rooms, units, strict=True))
    fewer = "Give fewer groups, or aggregate each over time: aggregate='after'"
    check_room("polypharmacy at each moment", wide, fewer)
    slice_lows, slice_highs = engine.full(len(units), 0), engine.full(len(units), 0)
    froms, untils = engine.full(room, 0.0), engine.full(room, 0.0)
    cell_lows, cell_highs = engine.full(room, 0), engine.full(room, 0)
    filled = engine.full(wide, slices.UNKNOWN)
    engine.run(slices.cuts)(
        lows, highs, engine.ints(episodes.lows), engine.ints(episodes.highs),
        engine.floats(tasks.opens), engine.floats(tasks.closes), engine.floats(episodes.begins),
        engine.floats(episodes.ends), engine.floats(episodes.held),
        engine.full(engine.widest(lows, highs), 0), slice_lows, slice_highs, froms, untils,
        cell_lows, cell_highs, filled,
    )  # fmt: skip
    many = int(slice_highs[-1]) if units else 0
    return Sliced(
        cohort=cohort,
        episodes=episodes,
        units=units,
        lows=slice_lows,
        highs=slice_highs,
        froms=froms[:many],
        untils=untils[:many],
        cell_lows=cell_lows[:many],
        cell_highs=cell_highs[:many],
        cells=filled,
    )
