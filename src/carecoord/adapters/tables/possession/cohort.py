"""The patients of a table, their fills laid out, and their windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.engines import Choice, Engine, chosen
from carecoord.adapters.tables.frames import Numbers, Table, Texts, narwhals
from carecoord.adapters.tables.possession.ending import Endings
from carecoord.adapters.tables.possession.fills import Columns, Fills, Groups, Sorted, laid_out
from carecoord.adapters.tables.possession.measuring import Asked, Measured, Tasks, measured
from carecoord.adapters.tables.possession.windows import Windows, check_dates, edges

ENDED = "the patient was not followed any more when the observation window began"
NOBODY = -1
"""The code of rows that name no patient, and of patients' rows without a group."""


@attrs.frozen(kw_only=True)
class Units:
    """Patients, or groups of a patient's fills: codes, and the bounds of the fills of each.

    In order of the patients' appearance; one whose rows cannot be used has no fills. Last is
    `NOBODY`, when there are rows without a patient.
    """

    patient: Any
    group: Any | None
    lows: Any
    highs: Any


@attrs.frozen(kw_only=True)
class Cohort:
    """A table of fills made ready: what can be measured is in ``fills``, in units."""

    table: Table
    columns: Columns
    engine: Engine
    read: Fills
    fills: Sorted
    units: Units
    tasks: Tasks
    by: str | None = None
    groups: list[int] = attrs.field(factory=list[int])
    """The row in which each value of the column ``by`` appears first."""

    @classmethod
    def of(  # noqa: PLR0913  each says what it is
        cls,
        table: Table,
        columns: Columns,
        windows: Windows,
        *,
        by: str | None = None,
        until: str | None = None,
        engine: Choice = "auto",
        groups: Groups | None = None,
        apart: bool = False,
    ) -> Cohort:
        """Read, sort, and find the windows.

        ``groups`` are those of a patient's fills, where they are not the values of a column ``by``;
        ``apart`` lets the windows of each follow its own first fill, not the patient's.

        Raises: InputError, AuthoringError, MissingExtra.
        """
        runs = chosen(engine, table.length)
        read = Fills.of(table, columns)
        check_dates(windows, dated=read.dated)
        codes, firsts = (None, []) if by is None else coded(table.column(by, "the groups"))
        fills = laid_out(read, runs, groups if codes is None else Groups(codes))
        units = _units(fills, read, runs)
        cohort = cls(
            table=table,
            columns=columns,
            engine=runs,
            read=read,
            fills=fills,
            units=units,
            tasks=_tasks(
                units, read, fills, windows, table, runs, apart=apart, form=columns.date_format
            ),
            by=by,
            groups=firsts,
        )
        if until is not None:
            cohort._end(until)
        return cohort

    def measured(self, asked: Asked, tasks: Tasks | None = None) -> Measured:
        """A measure over the windows of the units, or over others."""
        drugs = len(self.read.drugs)
        return measured(asked, self.fills, tasks or self.tasks, self.engine, drugs)

    def who(self, places: Any = None) -> dict[str, Any]:  # noqa: ANN401
        """The columns that say whose a row is, of all units or of those at some places."""
        patients = self.units.patient
        groups = self.units.group
        if places is not None:
            patients = self.engine.taken(patients, places)
            groups = None if groups is None else self.engine.taken(groups, places)
        name = self.columns.patient
        found = {name: self._named(name, self.read.patients, patients)}
        if self.by is not None and groups is not None:
            found[self.by] = self._named(self.by, self.groups, groups)
        return found

    @property
    def keys(self) -> list[str]:
        """The names of the columns that say whose a row is."""
        return [self.columns.patient, *([] if self.by is None else [self.by])]

    @property
    def first_rows(self) -> Any:  # noqa: ANN401
        """The row of the first fill of each unit's patient; any row where there is none."""
        if not len(self.fills.starts):
            return self.engine.full(len(self.units.lows), 0)
        firsts = _first_of_patient(self.units, self.fills, self.engine)
        rows = self.fills.rows
        return firsts if rows is None else self.engine.taken(self.engine.ints(rows), firsts)

    def _named(self, column: str, firsts: Sequence[int], codes: Any) -> Any:  # noqa: ANN401
        """The cells of a column in which codes appear first, null for `NOBODY`."""
        series = self.table.frame[column]
        if not len(codes):
            return series[:0]
        if min(codes) >= 0:
            taken = series[self.engine.taken(self.engine.ints(firsts), codes)]
            return narwhals().maybe_reset_index(taken)
        values = series[firsts].to_list()
        named = [values[code] if code >= 0 else None for code in codes]
        backend = self.table.frame.implementation
        return narwhals().new_series(column, named, series.dtype, backend=backend)

    def _end(self, until: str) -> None:
        """Let windows end with the last day on which a patient was followed, that day inside."""
        endings = Endings.of(self.table, until, self.read, self.columns)
        tasks = self.tasks
        patients: list[int] = self.engine.plain(self.units.patient)
        for place, patient in enumerate(patients):
            day = cells.NO_DAY if patient < 0 else endings.days[patient]
            if patient in endings.unclear and patient >= 0:
                tasks.reasons.setdefault(place, endings.unclear[patient])
            if day == cells.NO_DAY:
                continue
            tasks.closes[place] = min(tasks.closes[place], day + 1)
            tasks.leaves[place] = min(tasks.leaves[place], day + 1)
            if tasks.closes[place] <= tasks.opens[place]:
                tasks.reasons.setdefault(place, ENDED)


def results(found: Measured) -> dict[str, Any]:
    """The columns of a measure."""
    return {
        "numerator": Numbers(found.numerators),
        "denominator": Numbers(found.denominators),
        "value": Numbers(found.values),
        "reason": Texts(found.reasons),
    }


def _units(fills: Sorted, read: Fills, engine: Engine) -> Units:
    """All patients in order of appearance, those without usable fills too; then nobody's rows."""
    lost = read.spoiled
    if not lost:
        return Units(patient=fills.patient, group=fills.group, lows=fills.lows, highs=fills.highs)
    groups = fills.patient if fills.group is None else fills.group
    listed = [*zip(fills.patient, groups, fills.lows, fills.highs, strict=True)]
    listed += [(code, NOBODY, 0, 0) for code in lost]
    listed.sort(key=lambda unit: (unit[0] == NOBODY, unit[0]))
    patient, group, lows, highs = (engine.ints(one) for one in zip(*listed, strict=True))
    return Units(
        patient=patient, group=None if fills.group is None else group, lows=lows, highs=highs
    )


def _tasks(  # noqa: PLR0913, PLR0917  what a cohort is made of
    units: Units,
    read: Fills,
    fills: Sorted,
    windows: Windows,
    table: Table,
    engine: Engine,
    *,
    apart: bool,
    form: str | None,
) -> Tasks:
    if len(fills.starts):
        own = apart or fills.group is None
        firsts = units.lows if own else _first_of_patient(units, fills, engine)
        days = engine.taken(fills.starts, firsts)
        rows = firsts if fills.rows is None else engine.taken(engine.ints(fills.rows), firsts)
    else:
        days = rows = engine.full(len(units.lows), 0)
        days = engine.later(days, 1)
    found = edges(windows, days, rows, table, engine, form=form, dated=read.dated)
    told = read.reasons()
    lost = (
        {
            place: told[int(patient)]
            for place, patient in enumerate(units.patient)
            if int(patient) in told
        }
        if told
        else {}
    )
    return Tasks(
        lows=units.lows,
        highs=units.highs,
        follows=found.follows,
        leaves=found.leaves,
        opens=found.opens,
        closes=found.closes,
        reasons={**found.reasons, **lost},
    )


def _first_of_patient(units: Units, fills: Sorted, engine: Engine) -> Any:  # noqa: ANN401
    """The place of the first fill of the patient of each unit, whatever its group."""
    first: dict[int, int] = {}
    rows = fills.rows if fills.rows is not None else range(len(fills.starts))
    for patient, low, high in zip(units.patient, units.lows, units.highs, strict=True):
        if high > low:
            place = first.setdefault(patient, low)
            if (fills.starts[low], rows[low]) < (fills.starts[place], rows[place]):
                first[patient] = low
    return engine.ints([first.get(patient, 0) for patient in units.patient])
