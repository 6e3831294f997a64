"""Stays that supply leads up to and goes on from, added to the events as supply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import inf
from typing import Any, TypedDict, Unpack

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.durations.columns import Columns
from carecoord.adapters.tables.durations.reading import (
    Key,
    Rows,
    check_keys,
    first_days,
    one_kind,
    person,
    stay_rows,
    whole,
)
from carecoord.adapters.tables.durations.writing import day_column
from carecoord.adapters.tables.frames import Frame, Numbers, Table, named, narwhals
from carecoord.adapters.tables.keywords import check_count, check_keywords
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
    check_keywords(names, CoverNames.__optional_keys__)
    columns = Columns.of(
        {
            "patient": names.get("patient", "patient"),
            "drug": by,
            "admitted_on": names.get("admitted_on", "admitted_on"),
            "discharged_on": names.get("discharged_on", "discharged_on"),
            "date_format": names.get("date_format"),
        }
    )
    for asked, number in (("days_before", days_before), ("days_after", days_after)):
        check_count(asked, number)
    check_keys(columns, table, stayed)
    start, length = names.get("starts_on", "starts_on"), names.get("days", "days")
    rows = first_days(table, columns, start, "the start of a supply")
    lengths = cells.numbers(table.column(length, "the days of a supply"))
    spans = _spans(rows, lengths)
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
    written = _Written(table, start, rows.days, columns.date_format, dated)
    names_of = dict.fromkeys((columns.patient, *columns.drug))
    whose = table.frame[[row for row, _ in found]].select(*names_of)
    admitted = [stay.admitted for _, stay in found]
    days = [float(stay.discharged - stay.admitted) for _, stay in found]
    added = whose.with_columns(
        written.of(admitted), named(length, Numbers(days), table.frame.implementation)
    )
    came = table.frame.with_columns(
        written.of_events(), named(length, Numbers(lengths), table.frame.implementation)
    )
    return narwhals().concat([came, added], how="diagonal").to_native()


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


@attrs.frozen
class _Written:
    """How the starts of supplies are written: as they came, where stays can be written so.

    Dates, texts and whole numbers can; what is otherwise is written anew, as dates or numbers.
    """

    table: Table
    name: str
    days: Sequence[int]
    form: str | None
    dated: bool

    def of_events(self) -> Any:  # noqa: ANN401
        """The column of the events."""
        if self._kept:
            return self.table.frame[self.name]
        days = [None if day == cells.NO_DAY else day for day in self.days]
        backend = self.table.frame.implementation
        return named(self.name, day_column(self.table, days, dated=self.dated), backend)

    def of(self, days: Sequence[int]) -> Any:  # noqa: ANN401
        """The column of stays that begin on some days."""
        nw, kind = narwhals(), self.table.frame[self.name].dtype
        backend = self.table.frame.implementation
        if self._kept and kind == nw.String:
            dates = map(date.fromordinal, days)
            texts = [one.strftime(self.form) if self.form else one.isoformat() for one in dates]
            return nw.new_series(self.name, texts, nw.String(), backend=backend)
        series = named(self.name, day_column(self.table, days, dated=self.dated), backend)
        return series.cast(kind) if self._kept else series

    @property
    def _kept(self) -> bool:
        nw, kind = narwhals(), self.table.frame[self.name].dtype
        if not self.dated:
            return bool(kind.is_signed_integer())
        clock = kind == nw.Datetime and not getattr(kind, "time_zone", None)
        return kind in {nw.String, nw.Date} or clock
