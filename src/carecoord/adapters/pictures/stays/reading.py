"""A patient's stays as a table has them; rows that cannot be drawn are counted by the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Self

import attrs

from carecoord.adapters.pictures.cells import of_rows, places, rows_of, told, truth
from carecoord.adapters.pictures.stays.columns import Columns
from carecoord.adapters.pictures.stays.values import Kind, Stay
from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Frame, Table
from carecoord.adapters.tables.stays.kinds import INPATIENT, OBSERVED, OTHERS
from carecoord.errors import InputError

BACKWARDS = "discharged before the day of admission"
NO_ADMISSION = "no day of admission that can be read"
NO_DISCHARGE = "a day of discharge that cannot be read"
_NEEDED = frozenset(("index", "readmitted"))
_OF_STAYS = frozenset(("stay", "kind"))
_MEANS = {
    "stay": "the stay",
    "kind": "whether it was an admission or observation",
    "index": "whether it is an index stay",
    "why_not": "why it is none",
    "episode": "the stays that are one",
    "readmitted": "whether an admission followed",
    "unplanned_readmission": "whether that was unplanned",
    "readmission_stay": "the stay that was the readmission",
    "days": "how many days after the discharge that was",
    "planned": "whether the admission was planned",
}


@attrs.frozen
class Tables:
    """The stays of a patient, and what was found of each: in one table, or in two row by row."""

    stays: Table
    results: Table

    @classmethod
    def of(cls, stays: Frame, results: Frame | None, columns: Columns, patient: object) -> Self:
        """Take in the rows of a patient.

        Raises: InputError when there are none, or the two tables are not of the same rows.
        """
        whole = Table.of(stays, "stays timeline")
        rows = rows_of(whole, columns.patient, patient)
        if results is None:
            return cls(of_rows(whole, rows), of_rows(whole, rows))
        found = Table.of(results, "stays timeline, results")
        if found.length == whole.length and rows == places(found, columns.patient, patient):
            both = cls(of_rows(whole, rows), of_rows(found, rows))
            if both._same(columns.stay):
                return both
        raise InputError(
            asked="stays timeline: stays and their results",
            found="the two tables do not have the same stays in the same rows",
            remedy="Give the table that `readmissions` was given, and what it gave back",
        )

    def _same(self, stay: str) -> bool:
        """Whether the stays have the same names in both, where both have names."""
        if not self.stays.has(stay) or not self.results.has(stay):
            return True
        one, two = (table.frame[stay].to_list() for table in attrs.astuple(self, recurse=False))
        return list(map(told, one)) == list(map(told, two))


@attrs.frozen(kw_only=True)
class Row:
    """A row of the table: a stay, and what was found of it."""

    stay: Stay
    episode: str
    index: bool | None
    why_not: str
    readmitted: bool | None
    unplanned: bool | None
    readmission: str
    days: float | None
    planned: bool | None


@attrs.frozen(kw_only=True)
class Read:
    """The stays in order of admission, why others are not drawn, and whether days are dates."""

    rows: list[Row]
    left_out: Counter[str]
    dated: bool

    @classmethod
    def of(cls, tables: Tables, columns: Columns, given: frozenset[str]) -> Self:
        """Read the rows of a patient; columns that were ``given`` by name must be there.

        Raises: InputError for a column that is missing.
        """
        table = tables.stays
        admissions = table.column(columns.admitted_on, "the day of admission")
        discharges = table.column(columns.discharged_on, "the day of discharge")
        admitted, dated = cells.days(admissions, columns.date_format)
        discharged, _ = cells.days(discharges, columns.date_format)
        others = dict(_listed(tables, columns, given))
        left_out: Counter[str] = Counter()
        rows: list[Row] = []
        for place in range(table.length):
            first, last = int(admitted[place]), int(discharged[place])
            empty = last == cells.NO_DAY and cells.is_empty(discharges, place)
            why = _not_drawn(first, last, empty=empty)
            if why:
                left_out[why] += 1
            else:
                found = {name: column[place] for name, column in others.items()}
                rows.append(_row(first, None if empty else last, found))
        rows.sort(key=lambda row: (row.stay.admitted, row.stay.ended, row.stay.name))
        return cls(rows=rows, left_out=left_out, dated=dated)


def _listed(
    tables: Tables, columns: Columns, given: frozenset[str]
) -> Iterator[tuple[str, list[Any]]]:
    for field, means in _MEANS.items():
        table = tables.stays if field in _OF_STAYS else tables.results
        name = getattr(columns, field)
        if field in _NEEDED or field in given or table.has(name):
            yield field, list(table.column(name, means).to_list())
        else:
            yield field, [None] * table.length


def _not_drawn(first: int, last: int, *, empty: bool) -> str:
    if first == cells.NO_DAY:
        return NO_ADMISSION
    if last == cells.NO_DAY:
        return "" if empty else NO_DISCHARGE
    return BACKWARDS if last < first else ""


def _row(first: int, last: int | None, found: dict[str, Any]) -> Row:
    kind = _kind(told(found["kind"]).lower())
    days = told(found["days"])
    return Row(
        stay=Stay(name=told(found["stay"]), admitted=first, discharged=last, kind=kind),
        episode=told(found["episode"]),
        index=truth(found["index"]),
        why_not=told(found["why_not"]),
        readmitted=truth(found["readmitted"]),
        unplanned=truth(found["unplanned_readmission"]),
        readmission=told(found["readmission_stay"]),
        days=int(days) if days.isdecimal() else None,
        planned=truth(found["planned"]),
    )


def _kind(word: str) -> Kind:
    plain = word.replace("_", " ")
    if plain in INPATIENT:
        return "inpatient"
    if plain in OBSERVED:
        return "observation"
    return "nonacute" if plain in OTHERS else ""
