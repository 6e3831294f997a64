"""Fills as a measure sees them: the kernels of intervals over a cohort, results by row."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.measuring import Asked
from carecoord.rules.kernels import cma, intervals, timeline

STATES = {
    intervals.NOT_FOLLOWED: "the fill is outside the follow-up",
    intervals.BEFORE: "the fill is before the observation window",
    intervals.AFTER: "the fill is after the observation window",
}
OTHER_ROWS = "other rows of the patient cannot be used"
_LOST = -1
_Out = tuple[Any, Any, Any, Any, Any]
"""States, used, lasting, gaps, carried."""


@attrs.frozen(kw_only=True)
class Seen:
    """Of each row of the table: the unit it belongs to, what the measure sees, why nothing."""

    units: list[int | None]
    used: list[bool | None]
    lasting: list[float | None]
    gaps: list[float | None]
    carried: list[float | None]
    reasons: list[str | None]
    lags: list[float]
    """By unit: the days by which CMA8 opens the window later."""

    def of_units(self, values: list[Any]) -> list[Any]:
        """What is known of units, by row."""
        return [None if unit is None else values[unit] for unit in self.units]


def seen(asked: Asked, cohort: Cohort) -> Seen:
    """What a measure sees of each row."""
    engine, fills = cohort.engine, cohort.fills
    many = len(fills.starts)
    lags = engine.full(len(cohort.tasks.lows), cma.UNKNOWN)
    states, used = engine.full(many, intervals.DONE), engine.full(many, 0)
    lasting, gaps, carried = (engine.full(many, cma.UNKNOWN) for _ in range(3))
    _run(asked, cohort, lags, (states, used, lasting, gaps, carried))
    units = by_row(unit_of_fills(cohort), cohort)
    at = by_row(engine.plain(states), cohort)
    known = [None if unit in cohort.tasks.reasons else unit for unit in units]
    return Seen(
        units=known,
        used=[
            None if unit is None else bool(one)
            for unit, one in zip(known, by_row(engine.plain(used), cohort), strict=True)
        ],
        lasting=by_row(engine.plain(lasting), cohort),
        gaps=by_row(engine.plain(gaps), cohort),
        carried=by_row(engine.plain(carried), cohort),
        reasons=[
            reason_of_row(row, unit, state, cohort)
            for row, (unit, state) in enumerate(zip(units, at, strict=True))
        ],
        lags=engine.plain(lags),
    )


def _run(asked: Asked, cohort: Cohort, lags: Any, out: _Out) -> None:  # noqa: ANN401
    engine, fills, tasks = cohort.engine, cohort.fills, cohort.tasks
    lost = engine.full(len(tasks.lows), intervals.DONE)
    for unit in tasks.reasons:
        lost[unit] = _LOST
    edges = (
        engine.ints(tasks.lows),
        engine.ints(tasks.highs),
        engine.floats(tasks.follows),
        engine.floats(tasks.leaves),
        engine.floats(tasks.opens),
        engine.floats(tasks.closes),
    )
    if asked.number:
        engine.run(intervals.of_fills)(
            asked.number, fills.starts, fills.lengths, fills.drugs, fills.doses, *edges,
            asked.same, asked.dosed, lost, lags, *out,
        )  # fmt: skip
        return
    drugs = max(len(cohort.read.drugs), 1)
    codes = fills.drugs if len(fills.drugs) else engine.full(len(fills.starts), 0)
    engine.run(intervals.of_drugs)(
        asked.method == "mpr", asked.from_first, fills.starts, fills.lengths, codes, *edges,
        lost, engine.full(drugs, timeline.NEVER), engine.full(drugs, intervals.NOWHERE),
        *out,
    )  # fmt: skip


def unit_of_fills(cohort: Cohort) -> list[int]:
    """The unit of each fill."""
    engine, found = cohort.engine, [0] * len(cohort.fills.starts)
    bounds = zip(engine.plain(cohort.tasks.lows), engine.plain(cohort.tasks.highs), strict=True)
    for unit, (low, high) in enumerate(bounds):
        found[low:high] = [unit] * (high - low)
    return found


def by_row(values: list[Any], cohort: Cohort) -> list[Any]:
    """What is known of fills, by row of the table; None for a row that cannot be used."""
    if cohort.fills.rows is None:
        return values
    found = [None] * cohort.table.length
    rows = cohort.engine.plain(cohort.engine.ints(cohort.fills.rows))
    for row, value in zip(rows, values, strict=True):
        found[row] = value
    return found


def reason_of_row(row: int, unit: int | None, state: int | None, cohort: Cohort) -> str | None:
    """Why nothing is seen of the fill of a row; None when something is."""
    if unit is None or state is None:
        return cohort.read.bad.get(row, OTHER_ROWS)
    return cohort.tasks.reasons.get(unit) or STATES.get(state)
