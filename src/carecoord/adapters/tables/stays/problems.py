"""What is wrong with the rows of a table of stays, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.cells import NO_DAY
from carecoord.adapters.tables.engines import Choice, chosen
from carecoord.adapters.tables.frames import Frame, Table, Texts
from carecoord.adapters.tables.stays import code_forms
from carecoord.adapters.tables.stays.columns import Columns, Names
from carecoord.adapters.tables.stays.following import NOWHERE, Followed, followed
from carecoord.adapters.tables.stays.reading import Stays
from carecoord.adapters.tables.stays.reasons import (
    BACKWARDS,
    IN_WORDS,
    NO_ADMISSION,
    NO_DIAGNOSIS,
    NO_PATIENT,
    UNKNOWN_DISPOSITION,
    UNKNOWN_KIND,
)
from carecoord.adapters.tables.stays.settings import HWR_WINDOW, Settings, code_tables
from carecoord.adapters.tables.stays.vectors import codes_of, having, ints, listed
from carecoord.adapters.tables.stays.writing import rows_of, wholes
from carecoord.rules.kernels import index_stays
from carecoord.rules.kernels.readmissions import DUPLICATE, OVERLAPPED
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, plain_code

NO_HOSPITAL = "no hospital"
OVERLAPS = "begins before an earlier stay of the patient ended"
NO_NAME = "no name of the stay"
SAME_NAME = "the patient has another stay of this name"
AFTER_DEATH = "begins after the day of death"
STRANGER = "a procedure of a stay that is not in the table"
_OF_ROWS = (
    NO_PATIENT,
    NO_ADMISSION,
    BACKWARDS,
    UNKNOWN_KIND,
    index_stays.NO_DISCHARGE,
    index_stays.NO_DISPOSITION,
    UNKNOWN_DISPOSITION,
    NO_DIAGNOSIS,
    index_stays.NO_AGE,
    index_stays.START_UNKNOWN,
    index_stays.END_UNKNOWN,
)
_NO_TABLES = CodeTables(
    reporting_year=0,
    edition="none",
    diagnosis_ccs={},
    procedure_ccs={},
    always_planned_procedures=frozenset(),
    always_planned_diagnoses=frozenset(),
    potentially_planned_procedures=frozenset(),
    potentially_planned_codes=frozenset(),
    acute_diagnoses=frozenset(),
    acute_codes=frozenset(),
    surgery_procedures=frozenset(),
    surgery_codes=frozenset(),
    cohort_of_diagnosis={},
    excluded_diagnoses={},
)
Found = tuple[int | None, str, str | None]
"""A row, what is wrong with it, and the code that it is about."""


def stay_problems(
    stays: Frame,
    *,
    year: int | None = None,
    tables: CodeTables | None = None,
    procedures: Frame | str | None = "procedures",
    engine: Choice = "auto",
    **names: Unpack[Names],
) -> Frame:
    """One row for each problem of a row: what cannot be used, or should not be without a look.

    A stay without patient or day of admission, or that ends before it begins, is left out: others
    are looked at as if it were not there. One without a day of discharge is no index stay, but an
    admission all the same. Stays that overlap are one episode, and so are two rows with hospital
    and days alike: the one discharged last can be an index stay.

    Codes that the tables do not know are told one by one, with the system that they look like;
    without ``year`` and ``tables`` only those that are not written like ICD-10-CM and ICD-10-PCS.
    ``procedures`` and ``names`` are those of `readmissions`.

    Gives a frame of the same kind: row (from 1; null for procedures of no stay), the patient, the
    stay, problem, code.

    Raises: InputError for a column that is missing, AuthoringError, MissingExtra.
    """
    known = None if year is None and tables is None else code_tables(year, tables)
    settings = Settings(tables=known or _NO_TABLES, observation="count", engine=engine)
    table = Table.of(stays, "problems of stays")
    columns = Columns.of(names, table)
    read = Stays.of(table, columns, settings, procedures)
    found = followed(read, HWR_WINDOW, chosen(engine, table.length))
    told = sorted(
        (
            *_of_rows(read, found),
            *_between_rows(read, found),
            *_of_codes(read, checks=known is not None),
        ),
        key=_by_row,
    )
    places = [NOWHERE if row is None else row for row, _, _ in told]
    numbers = ints([NOWHERE if row is None else row + 1 for row, _, _ in told])
    return table.made(
        {"row": wholes(numbers, table)},
        {name: rows_of(name, places, table) for name in _names(columns)},
        {"problem": Texts([problem for _, problem, _ in told])},
        {"code": Texts([code for _, _, code in told])},
    )


def _by_row(found: Found) -> tuple[bool, int, str]:
    row, problem, _ = found
    return row is None, row or 0, problem


def _names(columns: Columns) -> list[str]:
    return list(dict.fromkeys((columns.patient, columns.stay)))


def _of_rows(stays: Stays, found: Followed) -> Iterator[Found]:
    """What is wrong with a row by itself."""
    for bit in _OF_ROWS:
        rows = having(found.reasons, bit)
        yield from ((row, IN_WORDS[bit], None) for row in rows)
    for what, rows in stays.people.unread.items():
        yield from ((row, f"{what} cannot be read", None) for row in rows)
    if stays.columns.hospital is not None:
        yield from ((row, NO_HOSPITAL, None) for row in cells.below(stays.hospital, 0))
    died = stays.people.died_on
    for row in range(len(died)):
        if NO_DAY < died[row] < stays.admitted[row]:
            yield row, AFTER_DEATH, None


def _between_rows(stays: Stays, found: Followed) -> Iterator[Found]:
    """What is wrong between rows of a patient."""
    duplicate = IN_WORDS[DUPLICATE]
    yield from ((row, duplicate, None) for row in having(found.links, DUPLICATE))
    yield from ((row, OVERLAPS, None) for row in having(found.links, OVERLAPPED))
    series = stays.table.frame[stays.columns.stay]
    names, _ = codes_of(series)
    yield from ((row, NO_NAME, None) for row in cells.below(names, 0))
    seen: dict[tuple[int, int], int] = {}
    for row, both in enumerate(zip(listed(stays.patient), listed(names), strict=True)):
        if min(both) >= 0 and seen.setdefault(both, row) != row:
            yield row, SAME_NAME, None


def _of_codes(stays: Stays, *, checks: bool) -> Iterator[Found]:
    """Codes that the tables do not know, or, without tables, that are of another system."""
    classes = stays.classes
    told: list[str | None] = []
    for written, known in zip(classes.written, classes.knows, strict=True):
        form = None if known else code_forms.of_diagnosis(plain_code(written))
        told.append(None if known else form or (code_forms.UNKNOWN if checks else None))
    for row, place in enumerate(listed(classes.diagnoses)):
        if place >= 0 and told[place] is not None:
            yield row, f"a principal diagnosis that {told[place]}", classes.written[place]
    for row, code in stays.procedures.unknown():
        form = code_forms.of_procedure(plain_code(code))
        form = form or (code_forms.UNKNOWN if checks else None)
        if form is not None:
            yield row, f"a procedure that {form}", code
    yield from ((None, STRANGER, None) for _ in range(stays.procedures.strangers()))
