"""A patient's stays as a table has them; rows that cannot be drawn are counted by the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Self, TypedDict

import attrs

from carecoord.adapters.pictures.cells import told, truth
from carecoord.adapters.pictures.stays.values import Kind, Stay
from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.keywords import check_keywords

BACKWARDS = "discharged before the day of admission"
NO_ADMISSION = "no day of admission that can be read"
NO_DISCHARGE = "a day of discharge that cannot be read"
_NEEDED = frozenset(("index", "readmitted"))
_MEANS = {
    "stay": "the stay",
    "kind": "whether it was an admission or observation",
    "index": "whether it is an index stay",
    "reason": "why it is none",
    "chain": "the stays that transfers join",
    "readmitted": "whether a readmission followed",
    "readmission_stay": "the stay that was the readmission",
    "days": "how many days after the discharge that was",
    "planned": "whether the admission was planned",
}


class Names(TypedDict, total=False):
    """Names of columns, where they are not the usual ones."""

    patient: str
    stay: str
    admitted_on: str
    discharged_on: str
    kind: str
    index: str
    reason: str
    chain: str
    readmitted: str
    readmission_stay: str
    days: str
    planned: str
    date_format: str | None


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of the result of `readmissions` are called."""

    patient: str = "patient"
    stay: str = "stay"
    admitted_on: str = "admitted_on"
    discharged_on: str = "discharged_on"
    kind: str = "kind"
    index: str = "index"
    reason: str = "reason"
    chain: str = "chain"
    readmitted: str = "readmitted"
    readmission_stay: str = "readmission_stay"
    days: str = "days"
    planned: str = "planned"
    date_format: str | None = None

    @classmethod
    def of(cls, names: Names) -> Self:
        """Columns by what the caller calls them.

        Raises: AuthoringError for a name of nothing, or dates of which the form says too little.
        """
        check_keywords(names, cls)
        cells.check_form(names.get("date_format"))
        return cls(**names)


@attrs.frozen(kw_only=True)
class Row:
    """A row of the table: a stay, and what was found of it."""

    stay: Stay
    chain: str
    index: bool | None
    reason: str
    readmitted: bool | None
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
    def of(cls, table: Table, columns: Columns, given: frozenset[str]) -> Self:
        """Read the rows of a patient; columns that were ``given`` by name must be there.

        Raises: InputError for a column that is missing.
        """
        admissions = table.column(columns.admitted_on, "the day of admission")
        discharges = table.column(columns.discharged_on, "the day of discharge")
        admitted, dated = cells.days(admissions, columns.date_format)
        discharged, _ = cells.days(discharges, columns.date_format)
        others = dict(_listed(table, columns, given))
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
    table: Table, columns: Columns, given: frozenset[str]
) -> Iterator[tuple[str, list[Any]]]:
    for field, means in _MEANS.items():
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
        chain=told(found["chain"]),
        index=truth(found["index"]),
        reason=told(found["reason"]),
        readmitted=truth(found["readmitted"]),
        readmission=told(found["readmission_stay"]),
        days=int(days) if days.isdecimal() else None,
        planned=truth(found["planned"]),
    )


def _kind(told: str) -> Kind:
    if told.startswith("obs"):
        return "observation"
    return "inpatient" if told.startswith(("inp", "acute", "imp")) else ""
