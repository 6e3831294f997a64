"""Tables of what was dispensed and prescribed and of stays, as rows by patient and medicine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import check_alike
from carecoord.adapters.tables.durations.columns import Columns, several
from carecoord.adapters.tables.frames import Table
from carecoord.errors import AuthoringError, InputError

NO_PATIENT = "no patient"
NO_DRUG = "no drug"
NO_DATE = "no date that can be read"
NO_AMOUNT = "no amount above 0"
NO_DOSE = "no daily dose above 0"
NO_LENGTH = "days that are not above 0"
NO_VISIT = "a visit that is no number"
BACKWARDS = "a discharge before the admission"

Key = tuple[Hashable, ...]
"""A patient and what names a class of medicines."""


@attrs.frozen(kw_only=True)
class Rows:
    """A table by rows: who, which medicine, the day, numbers, and what is wrong with a row."""

    keys: Sequence[Key]
    days: Sequence[int]
    numbers: Mapping[str, Sequence[float]]
    dated: bool
    faults: Mapping[int, str]

    def day(self, row: int) -> int | None:
        """The day of a row, None if it cannot be read."""
        return None if self.days[row] == cells.NO_DAY else self.days[row]

    def by(self, part: Callable[[Key], Key]) -> dict[Key, list[int]]:
        """The rows of each part of a key, those with faults included."""
        found: dict[Key, list[int]] = {}
        for row, key in enumerate(self.keys):
            found.setdefault(part(key), []).append(row)
        return found

    def told(self, rows: Iterable[int], what: str) -> str | None:
        """Counts of what is wrong with rows, in words; None if nothing is."""
        counts = Counter(self.faults[row] for row in rows if row in self.faults)
        return "; ".join(f"{count} {what} with {why}" for why, count in counts.items()) or None


def whole(key: Key) -> Key:
    """A patient and a medicine."""
    return key


def person(key: Key) -> Key:
    """A patient, whatever the medicine."""
    return key[:1]


def part_of(columns: Columns, by: str | Iterable[str] | None) -> Callable[[Key], Key]:
    """The part of a key that some of the columns of the drug make up, all of them if none is named.

    Raises: AuthoringError for a column that does not name the drug.
    """
    names = columns.drug if by is None else several(by)
    unknown = [name for name in names if name not in columns.drug]
    if unknown:
        raise AuthoringError(
            asked=f"drugs by {', '.join(map(repr, unknown))}",
            found=f"the columns of the drug, {', '.join(map(repr, columns.drug))}",
            remedy="Name some of these",
        )
    places = [0, *(columns.drug.index(name) + 1 for name in names)]
    return lambda key: tuple(key[place] for place in places)


def dispensing_rows(table: Table, columns: Columns) -> Rows:
    """What was dispensed.

    Raises: InputError for a column that is missing.
    """
    amount = _numbers(table, columns.amount, "the amount dispensed")
    days = table.column(columns.dispensed_on, "the day of dispensing")
    faults = {row: NO_AMOUNT for row, value in enumerate(amount) if not 0 < value < float("inf")}
    return _rows(table, columns, days, {"amount": amount}, faults)


def prescribing_rows(table: Table, columns: Columns) -> Rows:
    """What was prescribed; days and visits are not numbers where they are not known.

    Raises: InputError for a column that is missing.
    """
    dose = _numbers(table, columns.daily_dose, "the daily dose")
    days = table.column(columns.prescribed_on, "the day of prescription")
    length, unread = _optional(table, columns.prescribed_days, "for how many days")
    visit, not_told = _optional(table, columns.visit, "the number of the visit")
    faults = {row: NO_LENGTH for row, value in enumerate(length) if value <= 0}
    faults |= dict.fromkeys(unread, NO_LENGTH)
    faults |= dict.fromkeys(not_told, NO_VISIT)
    faults |= {row: NO_DOSE for row, value in enumerate(dose) if not 0 < value < float("inf")}
    return _rows(table, columns, days, {"dose": dose, "days": length, "visit": visit}, faults)


def first_days(table: Table, columns: Columns, day: str, means: str) -> Rows:
    """Days alone, of each patient and medicine.

    Raises: InputError for a column that is missing.
    """
    return _rows(table, columns, table.column(day, means), {}, {})


def stay_rows(table: Table, columns: Columns) -> Rows:
    """Stays; a medicine that the table does not name, or leaves empty, stands for all.

    Raises: InputError for a column that is missing.
    """
    admitted = table.column(columns.admitted_on, "the day of admission")
    discharged = table.column(columns.discharged_on, "the day of discharge")
    ends, dated = _days(discharged, columns.date_format)
    starts, _ = _days(admitted, columns.date_format)
    faults = {row: NO_DATE for row, day in enumerate(ends) if day == cells.NO_DAY}
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if cells.NO_DAY < end < start:
            faults[row] = BACKWARDS
    found = _rows(
        table, columns, admitted, {"end": [float(end) for end in ends]}, faults, any_drug=True
    )
    if found.dated != dated:
        raise _two_kinds()
    return found


def _rows(  # noqa: PLR0913  what every table has
    table: Table,
    columns: Columns,
    days: Any,  # noqa: ANN401
    numbers: Mapping[str, Sequence[float]],
    faults: Mapping[int, str],
    *,
    any_drug: bool = False,
) -> Rows:
    patients = table.column(columns.patient, "the patient").to_list()
    drugs = [
        [None] * table.length
        if any_drug and not table.has(name)
        else table.column(name, "the drug").to_list()
        for name in columns.drug
    ]
    read, dated = _days(days, columns.date_format)
    keys = [tuple(map(cells.known, key)) for key in zip(patients, *drugs, strict=True)]
    found = dict(faults)
    for row, key in enumerate(keys):
        if key[0] is None:
            found[row] = NO_PATIENT
        elif None in key and not any_drug:
            found[row] = NO_DRUG
        elif read[row] == cells.NO_DAY:
            found[row] = NO_DATE
    return Rows(keys=keys, days=read, numbers=numbers, dated=dated, faults=found)


def _days(series: Any, form: str | None) -> tuple[list[int], bool]:  # noqa: ANN401
    read, dated = cells.days(series, form)
    return [int(day) for day in read], dated


def _numbers(table: Table, name: str, means: str) -> list[float]:
    return [float(value) for value in cells.numbers(table.column(name, means))]


def _optional(table: Table, name: str, means: str) -> tuple[list[float], list[int]]:
    """Numbers of a column that may be missing, and the rows that say something that is none."""
    if not table.has(name):
        return [cells.UNKNOWN] * table.length, []
    found, series = _numbers(table, name, means), table.column(name, means)
    lost = [row for row, value in enumerate(found) if not abs(value) < float("inf")]
    return found, [row for row in lost if not cells.is_empty(series, row)]


def check_keys(columns: Columns, table: Table, *others: Table | None) -> None:
    """Refuse tables whose patients or drugs cannot be equal, such as texts and numbers.

    Raises: InputError.
    """
    asked_of = {columns.patient: "the patients"} | dict.fromkeys(columns.drug, "the drugs")
    for name, asked in asked_of.items():
        for other in others:
            if other is not None and table.has(name) and other.has(name):
                check_alike(table.column(name, asked), other.column(name, asked), asked)


def one_kind(*tables: Rows | None) -> bool:
    """Whether days are dates; whole numbers are days of a calendar that nobody named.

    Raises: InputError for tables of both kinds.
    """
    kinds = {one.dated for one in tables if one is not None and one.keys}
    if len(kinds) > 1:
        raise _two_kinds()
    return kinds != {False}


def _two_kinds() -> InputError:
    return InputError(
        asked="days of all tables on one calendar",
        found="dates in one column and whole numbers in another",
        remedy="Give dates everywhere, or numbers everywhere",
    )
