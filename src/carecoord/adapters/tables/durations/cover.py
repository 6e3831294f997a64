"""Stays that supply leads up to and goes on from, added to the events as supply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import inf
from typing import Any, TypedDict, Unpack

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.durations.reading import (
    Columns,
    Key,
    Rows,
    first_days,
    one_kind,
    person,
    stay_rows,
    whole,
)
from carecoord.adapters.tables.durations.writing import day_column
from carecoord.adapters.tables.frames import Frame, Table, narwhals
from carecoord.rules.adherence.durations.cover import Nearness, Span, covered
from carecoord.rules.adherence.durations.records import Stay


class CoverNames(TypedDict, total=False):
    """Names of columns, where they are not those that `event_durations` gives."""

    patient: str
    starts_on: str
    days: str
    admitted_on: str
    discharged_on: str
    date_format: str | None


def cover_stays(
    events: Frame,
    stays: Frame,
    *,
    by: str | Sequence[str],
    days_before: int,
    days_after: int,
    **names: Unpack[CoverNames],
) -> Frame:
    """Events, and one more for each stay that counts as covered (cover_special_periods).

    A stay does if a supply of the patient and drug ends on the day of admission or at most
    ``days_before`` (days.before) days before it, or one starts on the day of discharge or at most
    ``days_after`` (days.after) days after it. ``by`` (medication.class.colnames) names the columns
    of the drug. ``names`` are those of columns: patient, starts_on (disp.start.colname), days
    (duration.colname) of events; patient, admitted_on, discharged_on of stays; date_format. Events
    without a start or without days above 0 do not count; stays that cannot be used cover nothing.

    Raises: InputError for a column that is missing, MissingExtra.
    """
    table = Table.of(events, "cover_stays of events")
    stayed = Table.of(stays, "cover_stays of stays")
    columns = Columns(
        patient=names.get("patient", "patient"),
        drug=by,
        admitted_on=names.get("admitted_on", "admitted_on"),
        discharged_on=names.get("discharged_on", "discharged_on"),
        date_format=names.get("date_format"),
    )
    start, length = names.get("starts_on", "starts_on"), names.get("days", "days")
    rows = first_days(table, columns, start, "the start of a supply")
    spans = _spans(rows, cells.numbers(table.column(length, "the days of a supply")))
    where = stay_rows(stayed, columns)
    dated = one_kind(rows, where)
    near = Nearness(days_before, days_after)
    stayed_by = where.by(person)
    found = [
        (group[0], stay)
        for key, group in rows.by(whole).items()
        for stay in covered(
            _stays(where, stayed_by.get(person(key), []), key),
            [spans[row] for row in group if row in spans],
            near,
        )
    ]
    return _with_stays(table, columns, (start, length), found, dated=dated)


def _with_stays(
    table: Table,
    columns: Columns,
    names: tuple[str, str],
    found: Sequence[tuple[int, Stay]],
    *,
    dated: bool,
) -> Frame:
    """The table and a row for each stay, whose patient and drug are those of another row."""
    nw = narwhals()
    start, length = names
    admitted = [stay.admitted for _, stay in found]
    days = [float(stay.discharged - stay.admitted) for _, stay in found]
    backend = table.frame.implementation
    whose = table.frame[[row for row, _ in found]].select(columns.patient, *columns.drug)
    added = whose.with_columns(
        _like(table, start, admitted, dated=dated, form=columns.date_format),
        nw.new_series(length, days, nw.Float64(), backend=backend),
    )
    came = table.frame.with_columns(nw.col(length).cast(nw.Float64()))
    return nw.concat([came, added], how="diagonal").to_native()


def _spans(rows: Rows, days: Sequence[float]) -> dict[int, Span]:
    """The supplies that can be used, by row."""
    return {
        row: Span(rows.days[row], float(length))
        for row, length in enumerate(days)
        if row not in rows.faults and 0 < length < inf
    }


def _stays(rows: Rows, of_patient: Sequence[int], key: Key) -> list[Stay]:
    """The stays of a patient that hold for a drug."""
    return [
        Stay(rows.days[row], int(rows.numbers["end"][row]))
        for row in of_patient
        if row not in rows.faults
        and all(mine in {None, its} for mine, its in zip(rows.keys[row], key, strict=True))
    ]


def _like(table: Table, name: str, days: Sequence[int], *, dated: bool, form: str | None) -> Any:  # noqa: ANN401
    """Days as a column of the table has them: dates, texts or numbers."""
    nw = narwhals()
    kind, backend = table.frame[name].dtype, table.frame.implementation
    if kind == nw.String:
        texts = [date.fromordinal(day).strftime(form or "%Y-%m-%d") for day in days]
        return nw.new_series(name, texts, nw.String(), backend=backend)
    if not dated:
        return nw.new_series(name, list(days), kind, backend=backend)
    return day_column(table, days, dated=True).alias(name).cast(kind)
