"""Sheets of published code tables: columns are found by their titles, never by their places.

What is looked for and not found is one error that names the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from carecoord.errors import InputError

Cell = object
"""Text, a number or nothing; what else stands in a cell is refused where a code should."""

_HEADER_WITHIN = 10
_NOTHING = {"", "-", "\N{MINUS SIGN}", "\N{EN DASH}", "\N{EM DASH}"}
_END = "end of worksheet"
_FORMS = {
    "ICD-10-CM": re.compile(r"[A-Z]\d[0-9A-Z]{1,5}"),
    "ICD-10-PCS": re.compile(r"[0-9A-HJ-NP-Z]{7}"),
}


@attrs.frozen(kw_only=True)
class Sheet:
    """A sheet's cells in rows, and what to call it in a message."""

    file: str
    title: str
    rows: Sequence[Sequence[Cell]]

    def refused(self, found: str, remedy: str) -> InputError:
        """Say what is wrong with this sheet."""
        return InputError(asked=f"sheet {self.title!r} of {self.file}", found=found, remedy=remedy)


@attrs.frozen
class Column:
    """What a column's title has to say, and must not say; letter case does not matter."""

    name: str
    says: str
    never: str = r"(?!)"

    def is_titled(self, title: str) -> bool:
        """Tell whether a title is this column's."""
        return re.search(self.says, title) is not None and re.search(self.never, title) is None


def text(cell: Cell) -> str:
    """Read a cell as text on one line; a dash says nothing."""
    said = " ".join(str(cell).split()) if cell is not None else ""
    return "" if said in _NOTHING else said


def records(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[int, list[Cell]]]:
    """Give the cells of some columns, row for row below the titles, with the row's number.

    Empty rows are left out, and so is all that follows "End of worksheet".

    Raises: InputError if a column is not there, or is there twice.
    """
    at, places = _titles(sheet, columns)
    for number, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
        said = [text(cell) for cell in row]
        if any(one.casefold().startswith(_END) for one in said[:1]):
            return
        if any(said):
            yield number, [row[place] if place < len(row) else None for place in places]


def _titles(sheet: Sheet, columns: Sequence[Column]) -> tuple[int, list[int]]:
    """Find the first row that has a title for every column."""
    for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        titles = [text(cell).casefold() for cell in row]
        found = [[n for n, one in enumerate(titles) if c.is_titled(one)] for c in columns]
        if all(len(places) == 1 for places in found):
            return at, [places[0] for places in found]
    names = ", ".join(column.name for column in columns)
    raise sheet.refused(
        f"none of its first {_HEADER_WITHIN} rows has a title for each of: {names}",
        "Give the workbook as CMS published it, or tell us how this one is laid out",
    )


def category(sheet: Sheet, row: int, cell: Cell) -> int:
    """Read the number of a category; a workbook may hold it as number or as text.

    Raises: InputError, with the row.
    """
    said = re.fullmatch(r"(\d{1,4})(?:\.0)?", text(cell))
    if said is None:
        raise sheet.refused(f"row {row} has no CCS category where one is due", _AS_PUBLISHED)
    return int(said[1])


def code(sheet: Sheet, row: int, cell: Cell, system: str) -> str:
    """Read a code of ICD-10-CM or ICD-10-PCS, without dots.

    Raises: InputError, with the row. A number is no code: what it began with may be lost.
    """
    said = text(cell).replace(".", "").upper() if isinstance(cell, str) else ""
    if _FORMS[system].fullmatch(said) is None:
        raise sheet.refused(f"row {row} has no code of {system} where one is due", _AS_PUBLISHED)
    return said


_AS_PUBLISHED = "Give the workbook as CMS published it"
