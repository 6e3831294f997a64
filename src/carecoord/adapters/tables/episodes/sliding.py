"""Adherence in windows of one length that slide over the observation window."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.cells_out import count_cells, day_cells
from carecoord.adapters.tables.frames import Frame, Numbers, Table
from carecoord.adapters.tables.keywords import is_count, shown
from carecoord.adapters.tables.possession.cohort import Cohort, results
from carecoord.adapters.tables.possession.measuring import Method, Tasks
from carecoord.adapters.tables.possession.settings import Settings, Setup
from carecoord.adapters.tables.possession.windows import Windows, check_dates, edges
from carecoord.adapters.tables.room import check_room
from carecoord.adapters.tables.spans import Column, Length, Written, days_of, span
from carecoord.errors import AuthoringError
from carecoord.rules.kernels import sliding as kernel

NO_ROOM = "no window of this length fits into the observation window"
NO_START = "no start of the first window: the column has no date or number"
NO_LENGTH = "no length of the windows above 0: the column has no such number"


def adherence_in_windows(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    method: Method = "pdc",
    *,
    start: Written = "0d",
    duration: Written = "90d",
    step: Written = "30d",
    steps: int | None = None,
    **settings: Unpack[Settings],
) -> Frame:
    """One row for each window; one with a reason for a patient into whose observation none fits.

    The first window opens ``start`` after the observation window does, on a date, or where a
    column says; each lasts ``duration``, or so many days as a column says, and opens ``step`` after
    the one before. ``steps`` asks instead for so many windows that cover the observation window,
    from a day to ``duration`` apart. Months have 30 days here and years 365, but not in ``start``,
    as in AdhereR's CMA_sliding_window. The other settings are those of `adherence`; supply from
    before a window counts where the method counts it.

    Gives the patient's columns, window (numbered from 1), start, end (the day after its last),
    numerator, denominator, value, reason; for pdc and mpr also supply_left.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    setup = Setup.of(settings)
    asked = setup.asked(method)
    apart = _step(step, steps)
    table = Table.of(frame, "adherence in windows")
    cohort = setup.cohort(table, drug=asked.needs_drug, dose=setup.dosed)
    engine = cohort.engine
    opens, lengths, reasons = _first(cohort, start, duration)
    counts = engine.full(len(cohort.tasks.lows), 0)
    for unit in reasons:
        counts[unit] = -1
    between = engine.full(len(counts), 0.0)
    many = engine.run(kernel.slid)(
        opens, engine.floats(cohort.tasks.closes), lengths, apart, steps or 0, counts, between
    )
    check_room("windows that slide", many, "Give a longer step, or a shorter observation window")
    begins, ends = engine.full(many, 0.0), engine.full(many, 0.0)
    engine.run(kernel.laid)(opens, lengths, counts, between, begins, ends)
    windows = (engine.plain(begins), engine.plain(ends))
    units, numbers, tasks = _tasks(cohort, engine.plain(counts), reasons, windows)
    found = cohort.measured(asked, tasks)
    made: dict[str, Any] = {
        "window": count_cells(numbers, table),
        **_edges(tasks, numbers, cohort),
        **results(found),
    }
    if not asked.number:
        made["supply_left"] = Numbers(found.left)
    return table.made(cohort.who(units), made)


def _step(step: Written, steps: int | None) -> float:
    """The days from one window to the next.

    Raises: AuthoringError.
    """
    found = span(step, "the step")
    days = days_of(found) if isinstance(found, Length) else 0
    if days < 1 or not (steps is None or is_count(steps)):
        raise AuthoringError(
            asked="windows that slide",
            found=f"step={shown(step)}, steps={shown(steps)}",
            remedy="Give a step of a day or more, such as 30d, 4w, 1mo, or a number of steps",
        )
    return float(days)


def _first(cohort: Cohort, start: Written, duration: Written) -> tuple[Any, Any, dict[int, str]]:
    """Where the first window of each unit opens, how long its windows are, and why not."""
    engine, tasks = cohort.engine, cohort.tasks
    rows = cohort.first_rows
    first = Windows(follow_up_start=start, follow_up=0, observation_start=0, observation=0)
    check_dates(first, dated=cohort.read.dated)
    form = cohort.columns.date_format
    opens = engine.ints(tasks.opens)
    found = edges(first, opens, rows, cohort.table, engine, form=form, dated=cohort.read.dated)
    reasons = dict(tasks.reasons)
    for unit in found.reasons:
        reasons.setdefault(unit, NO_START)
    lengths = _lengths(span(duration, "the length of the windows"), duration, cohort, rows)
    for unit, length in enumerate(lengths):
        if not length > 0:
            reasons.setdefault(unit, NO_LENGTH)
    return engine.floats(found.follows), engine.floats(lengths), reasons


def _lengths(asked: Any, written: Written, cohort: Cohort, rows: Any) -> list[float]:  # noqa: ANN401
    if isinstance(asked, Column):
        amounts = cells.numbers(cohort.table.column(asked.name, "the length of the windows"))
        unit = days_of(Length(1, asked.unit))
        return [float(amounts[row]) * unit for row in cohort.engine.plain(rows)]
    if isinstance(asked, date) or asked.amount <= 0:
        raise AuthoringError(
            asked="the length of the windows",
            found=shown(written),
            remedy="Write 90d, 12w, 3mo (of 30 days), 1y (of 365 days), or column:NAME",
        )
    return [days_of(asked)] * len(cohort.tasks.lows)


def _tasks(
    cohort: Cohort, counts: list[int], reasons: dict[int, str], windows: tuple[list[Any], list[Any]]
) -> tuple[list[int], list[int | None], Tasks]:
    """A row for each window, or one without a window: its unit, its number, what to measure."""
    units: list[int] = []
    numbers: list[int | None] = []
    opens: list[float] = []
    closes: list[float] = []
    told: dict[int, str] = {}
    begins, ends = iter(windows[0]), iter(windows[1])
    for unit, count in enumerate(counts):
        if count <= 0:
            told[len(units)] = reasons.get(unit, NO_ROOM)
        for number in range(1, count + 1) if count > 0 else (None,):
            units.append(unit)
            numbers.append(number)
            opens.append(0 if number is None else next(begins))
            closes.append(0 if number is None else next(ends))
    taken, of = cohort.engine.taken, cohort.tasks
    return units, numbers, Tasks(
        lows=taken(of.lows, units), highs=taken(of.highs, units),
        follows=taken(of.follows, units), leaves=taken(of.leaves, units),
        opens=opens, closes=closes, reasons=told,
    )  # fmt: skip


def _edges(tasks: Tasks, numbers: list[int | None], cohort: Cohort) -> dict[str, Any]:
    return {
        name: day_cells(
            [None if number is None else day for number, day in zip(numbers, days, strict=True)],
            cohort.table,
            dated=cohort.read.dated,
        )
        for name, days in (("start", tasks.opens), ("end", tasks.closes))
    }
