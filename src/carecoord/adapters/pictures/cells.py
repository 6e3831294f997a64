"""Rows and cells of tables that are drawn: a patient's rows, yes and no."""

from __future__ import annotations

from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Table
from carecoord.errors import InputError

_YES, _NO = frozenset(("true", "yes", "y", "t", "1")), frozenset(("false", "no", "n", "f", "0"))


def rows_of(table: Table, column: str, patient: object) -> list[int]:
    """The numbers of the rows of a patient.

    Raises: InputError when there are none.
    """
    rows = places(table, column, patient)
    if not rows:
        raise InputError(
            asked=f"the {table.asked} of a patient",
            found=f"no row has this patient in the column {column!r}",
            remedy="Give the patient as the column has it, text as text and number as number",
        )
    return rows


def places(table: Table, column: str, patient: object) -> list[int]:
    """The numbers of the rows of a patient, of whom there may be none."""
    ids = table.column(column, "the patient")
    wanted = cells.known(patient)
    return [
        row
        for row, value in enumerate(ids.to_list())
        if wanted is not None and cells.known(value) == wanted
    ]


def of_rows(table: Table, rows: list[int]) -> Table:
    """The table with some of its rows."""
    return Table(table.frame[rows], table.asked)


def truth(cell: Any) -> bool | None:  # noqa: ANN401  a cell of any frame
    """Yes or no, also as 1 and 0 or in a word; None for a cell that says neither."""
    value = cells.known(cell)
    if value is None:
        return None
    text = str(value).strip().lower().removesuffix(".0")
    return True if text in _YES else False if text in _NO else None


def told(cell: Any) -> str:  # noqa: ANN401  a cell of any frame
    """A cell as text; nothing for one that is missing, and no point where a frame made one."""
    value = cells.known(cell)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
