"""Stays as they stand in a table, each column as numbers, and what keeps a row from being used."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.cells import NO_DAY
from carecoord.adapters.tables.frames import Frame, Table
from carecoord.adapters.tables.stays import dispositions, kinds
from carecoord.adapters.tables.stays.classes import Classes
from carecoord.adapters.tables.stays.columns import Columns
from carecoord.adapters.tables.stays.people import People
from carecoord.adapters.tables.stays.procedures import Procedures
from carecoord.adapters.tables.stays.reasons import (
    BACKWARDS,
    CANCER_HOSPITAL,
    LEFT_OUT,
    NO_ADMISSION,
    NO_PATIENT,
    UNKNOWN_KIND,
)
from carecoord.adapters.tables.stays.settings import Settings
from carecoord.adapters.tables.stays.vectors import (
    codes_of,
    full,
    greatest,
    looked_up,
    marked,
    replaced,
    united,
    without,
)
from carecoord.rules.kernels.index_stays import NO_DISCHARGE

ORDINARY = 1
"""The place of a stay among others on the same days, where no disposition says more."""


@attrs.frozen(kw_only=True)
class Stays:
    """The columns of stays, a number for each row.

    ``reasons`` are bits of what is known of a row by itself; ``discharged`` is the day of admission
    where the discharge is not known. ``order`` tells stays on the same days apart.
    """

    table: Table
    columns: Columns
    patient: Any
    hospital: Any
    admitted: Any
    discharged: Any
    units: Any
    order: Any
    reasons: Any
    classes: Classes
    procedures: Procedures
    people: People
    dated: bool
    until: int

    @classmethod
    def of(
        cls, table: Table, columns: Columns, settings: Settings, given: Frame | str | None
    ) -> Stays:
        """Read the columns.

        Raises: InputError for a column that is missing.
        """
        patient, _ = codes_of(table.column(columns.patient, "the patient"))
        table.column(columns.stay, "the name of the stay")
        hospital, cancer = _hospitals(table, columns, settings)
        admitted, discharged, dated, problems = _days(table, columns)
        procedures = Procedures.of(table, columns, settings.tables, given)
        classes = Classes.of(table, columns, settings.tables, procedures)
        ends = _dispositions(table, columns)
        reasons = united(
            problems,
            cancer,
            ends.reasons,
            _kinds(table, columns, counts=settings.observation == "count"),
            looked_up(classes.of_rows, classes.each("reason"), 0),
        )
        reasons = marked(reasons, cells.below(patient, 0), NO_PATIENT)
        last = settings.last_day(dated=dated)
        used = without(reasons, LEFT_OUT)
        people = People.of(table, columns, admitted, age_from=settings.age_from, dated=dated)
        return cls(
            table=table,
            columns=columns,
            patient=patient,
            hospital=hospital,
            admitted=admitted,
            discharged=discharged,
            units=united(ends.units, classes.psychiatric),
            order=ends.order,
            reasons=reasons,
            classes=classes,
            procedures=procedures,
            people=people,
            dated=dated,
            until=greatest(discharged, used, 0) if last is None else last,
        )


@attrs.frozen
class _Ends:
    reasons: Any
    units: Any
    order: Any


def _hospitals(table: Table, columns: Columns, settings: Settings) -> tuple[Any, Any]:
    """The hospital of each stay as a number, below 0 if not known; and a bit for those left out.

    The numbers rise by name: stays on the same days stand in the order of these, not of the rows.
    """
    if columns.hospital is None:
        return full(table.length, 0), full(table.length, 0)
    codes, names = codes_of(table.column(columns.hospital, "the hospital"))
    written = [str(name).strip() for name in names]
    bits = [CANCER_HOSPITAL if name in settings.cancer_hospitals else 0 for name in written]
    number_of = {name: number for number, name in enumerate(sorted(set(written)))}
    return looked_up(codes, [number_of[name] for name in written], -1), looked_up(codes, bits, 0)


def _days(table: Table, columns: Columns) -> tuple[Any, Any, bool, Any]:
    """Days of admission and discharge, whether they are dates, and bits for what is wrong."""
    form = columns.date_format
    admitted, dated = cells.days(table.column(columns.admitted_on, "the day of admission"), form)
    name, means = columns.discharged_on, "the day of discharge"
    if all_missing(admitted):
        discharged, dated = cells.days(table.column(name, means), form)
    else:
        discharged, _ = days_alike(table, name, means, form, dated=dated)
    problems = full(table.length, 0)
    undated = cells.below(discharged, NO_DAY + 1)
    if undated:
        problems = marked(problems, undated, NO_DISCHARGE)
        discharged = replaced(discharged, undated, admitted)
    problems = marked(problems, cells.below(admitted, NO_DAY + 1), NO_ADMISSION)
    return (
        admitted,
        discharged,
        dated,
        marked(problems, _backwards(admitted, discharged), BACKWARDS),
    )


def all_missing(days: Any) -> bool:  # noqa: ANN401
    """Whether no day is known."""
    return len(cells.below(days, NO_DAY + 1)) == len(days)


def _backwards(admitted: Any, discharged: Any) -> list[int]:  # noqa: ANN401
    """The rows that end before they begin."""
    if hasattr(admitted, "dtype"):
        return cells.numpy().flatnonzero(discharged < admitted).tolist()  # type: ignore[no-any-return]
    pairs = zip(admitted, discharged, strict=True)
    return [row for row, (begin, end) in enumerate(pairs) if end < begin]


def _dispositions(table: Table, columns: Columns) -> _Ends:
    if columns.disposition is None:
        nothing = full(table.length, 0)
        return _Ends(nothing, nothing, full(table.length, ORDINARY))
    series = table.column(columns.disposition, "the disposition")
    codes, written = codes_of(series)
    found = list(map(dispositions.code_of, written))
    return _Ends(
        looked_up(codes, [*map(dispositions.reason_of, found)], dispositions.reason_of(None)),
        looked_up(codes, [*map(dispositions.unit_of, found)], 0),
        looked_up(codes, [*map(dispositions.order_of, found)], ORDINARY),
    )


def _kinds(table: Table, columns: Columns, *, counts: bool) -> Any:  # noqa: ANN401
    """Why the kind of a stay leaves it out; without a column all are acute inpatient stays."""
    if columns.kind is None:
        return full(table.length, 0)
    codes, written = codes_of(table.column(columns.kind, "the kind of stay"))
    bits = [kinds.reason_of(one, counts_observation=counts) for one in written]
    return looked_up(codes, bits, UNKNOWN_KIND)
