"""The patients of a table, their fills laid out, and their windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.engines import Choice, Engine, chosen
from carecoord.adapters.tables.fills import Columns, Fills, Groups, Sorted, laid_out
from carecoord.adapters.tables.frames import Numbers, Table, Texts
from carecoord.adapters.tables.measuring import Asked, Measured, Tasks, measured
from carecoord.adapters.tables.windows import Windows, check_dates, edges

ENDED = "the patient was not followed any more when the observation window began"


@attrs.frozen
class Unit:
    """A patient, or a group of a patient's fills: codes, and the bounds of the fills."""

    patient: int
    group: int | None
    low: int
    high: int


@attrs.frozen(kw_only=True)
class Cohort:
    """A table of fills made ready: what can be measured is in ``fills``, in units."""

    table: Table
    columns: Columns
    engine: Engine
    read: Fills
    fills: Sorted
    units: list[Unit]
    tasks: Tasks
    by: str | None = None
    groups: list[int] = attrs.field(factory=list)
    """The row in which each value of the column ``by`` appears first."""

    @classmethod
    def of(
        cls,
        table: Table,
        columns: Columns,
        windows: Windows,
        *,
        by: str | None = None,
        until: str | None = None,
        engine: Choice = "auto",
    ) -> Cohort:
        """Read, sort, and find the windows.

        Raises: InputError, AuthoringError, MissingExtra.
        """
        runs = chosen(engine, table.length)
        read = Fills.of(table, columns)
        check_dates(windows, dated=read.dated)
        codes, firsts = (None, []) if by is None else cells.codes(table.column(by, "the groups"))
        groups = None if codes is None else Groups(codes)
        fills = laid_out(read, runs, groups)
        units = _units(fills, read)
        tasks = _tasks(units, read, fills, windows, table)
        if until is not None:
            _end(tasks, units, read, table, until)
        return cls(
            table=table, columns=columns, engine=runs, read=read, fills=fills, units=units,
            tasks=tasks, by=by, groups=firsts,
        )  # fmt: skip

    def measured(self, asked: Asked, tasks: Tasks | None = None) -> Measured:
        """A measure over the windows of the units, or over others."""
        drugs = len(self.read.drugs)
        return measured(asked, self.fills, tasks or self.tasks, self.engine, drugs)

    def who(self, units: Sequence[Unit]) -> dict[str, Any]:
        """The columns that say whose a row is, a row for each of some units."""
        patients = self.read.patients
        found = {self.columns.patient: self._named(self.columns.patient, patients, [u.patient for u in units])}
        if self.by is not None:
            found[self.by] = self._named(self.by, self.groups, [-1 if u.group is None else u.group for u in units])
        return found

    def _named(self, column: str, firsts: list[int], codes: list[int]) -> Any:  # noqa: ANN401
        series = self.table.frame[column]
        if all(code >= 0 for code in codes):
            return series[[firsts[code] for code in codes]]
        values = series[firsts].to_list()
        kind = series.dtype
        from carecoord.adapters.tables.frames import narwhals

        named = [values[code] if code >= 0 else None for code in codes]
        return narwhals().new_series(column, named, kind, backend=self.table.frame.implementation)


def results(found: Measured) -> dict[str, Any]:
    """The columns of a measure."""
    return {
        "numerator": Numbers(found.numerators),
        "denominator": Numbers(found.denominators),
        "value": Numbers(found.values),
        "reason": Texts(found.reasons),
    }


def _units(fills: Sorted, read: Fills) -> list[Unit]:
    """All patients in order of appearance, those without usable fills too; then nobody's rows."""
    of: dict[int, list[Unit]] = {code: [] for code in range(len(read.patients))}
    groups: Sequence[int | None] = fills.group or [None] * len(fills.lows)
    for code, group, low, high in zip(fills.patient, groups, fills.lows, fills.highs, strict=True):
        of[code].append(Unit(code, group, low, high))
    units = [one for code, found in of.items() for one in found or [Unit(code, None, 0, 0)]]
    if any(int(read.patient[row]) < 0 for row in read.bad):
        units.append(Unit(-1, None, 0, 0))
    return units


def _tasks(units: list[Unit], read: Fills, fills: Sorted, windows: Windows, table: Table) -> Tasks:
    first: dict[int, int] = {}
    for unit in units:
        if unit.high > unit.low:
            place = first.setdefault(unit.patient, unit.low)
            if fills.starts[unit.low] < fills.starts[place]:
                first[unit.patient] = unit.low
    days, rows = [], []
    for unit in units:
        place = first.get(unit.patient)
        days.append(1 if place is None else int(fills.starts[place]))
        rows.append(0 if place is None else int(place if fills.rows is None else fills.rows[place]))
    found = edges(windows, days, rows, table)
    spoiled = read.reasons()
    reasons = {
        place: spoiled[unit.patient]
        for place, unit in enumerate(units)
        if unit.high == unit.low and unit.patient in spoiled
    }
    return Tasks(
        lows=[unit.low for unit in units],
        highs=[unit.high for unit in units],
        follows=list(found.follows),
        leaves=list(found.leaves),
        opens=list(found.opens),
        closes=list(found.closes),
        reasons={**found.reasons, **reasons},
    )


def _end(tasks: Tasks, units: list[Unit], read: Fills, table: Table, until: str) -> None:
    """Let windows end with the last day on which a patient was followed, that day inside."""
    last, _ = cells.days(table.column(until, "the last day followed"))
    for place, unit in enumerate(units):
        day = int(last[read.patients[unit.patient]]) if unit.patient >= 0 else cells.NO_DAY
        if day == cells.NO_DAY:
            continue
        tasks.closes[place] = min(tasks.closes[place], day + 1)
        tasks.leaves[place] = min(tasks.leaves[place], day + 1)
        if tasks.closes[place] <= tasks.opens[place]:
            tasks.reasons.setdefault(place, ENDED)
