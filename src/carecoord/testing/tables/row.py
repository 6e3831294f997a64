"""The grid of a drawn table: columns by name, rows of cells, and which columns were asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import attrs

from carecoord.errors import AuthoringError


@attrs.define(eq=False)
class Row:
    """One line of a table, cell by cell; an empty cell is None.

    It remembers which columns were asked for, so that a column nobody reads can be refused.
    """

    cells: Mapping[str, str | None]
    _asked: set[str] = attrs.field(factory=set[str], init=False)
    _needed: set[str] = attrs.field(factory=set[str], init=False)

    def __getitem__(self, column: str) -> str | None:
        """The cell of a column that has to be there."""
        self._needed.add(column)
        self.refuse_lacking()
        return self.get(column)

    def get(self, column: str) -> str | None:
        """The cell of a column, None where there is no such column."""
        self._asked.add(column)
        return self.cells.get(column)

    def parts(self) -> Iterator[tuple[str, str]]:
        """The cells of the columns that are named by a LOINC code and are not empty."""
        for column, cell in self.cells.items():
            if column[:1].isdigit():
                self._asked.add(column)
                if cell:
                    yield column, cell

    def refuse_lacking(self) -> None:
        """Say which column is needed and not there.

        Raises:
            AuthoringError: a column was asked for that has to be there.
        """
        lacking = sorted(self._needed - self.cells.keys())
        if lacking:
            raise AuthoringError(
                asked=f"column {lacking[0]!r}",
                found=f"the columns {', '.join(self.cells)}",
                remedy="Add it; a cell of which nothing is known stays empty",
            )

    def refuse_unread(self) -> None:
        """Say which column nothing has asked for.

        Raises:
            AuthoringError: a column has a name that means nothing here.
        """
        unread = [column for column in self.cells if column not in self._asked]
        if unread:
            near = get_close_matches(unread[0], self._asked, n=1)
            raise AuthoringError(
                asked=f"column {unread[0]!r}",
                found="nothing reads it",
                remedy=f"Did you mean {near[0]!r}?"
                if near
                else f"There are {', '.join(sorted(self._asked))}",
            )


def grid(table: object, of: str) -> tuple[tuple[str, ...], list[Row]]:
    """The columns of a drawn table, none where it is empty, and its rows.

    The first line names the columns, bars part the cells. ``of`` names it in messages.

    Raises:
        AuthoringError: it is no text, a column has no name or the name of another, or a line has
            more or fewer cells than there are columns.
    """
    if not isinstance(table, str):
        raise AuthoringError(
            asked=f"the table {of}",
            found="it is not a text",
            remedy="Draw it as a text: a line that names the columns, then a line for each row",
        )
    lines = [line for line in table.strip().splitlines() if line.strip()]
    head, *body = [[cell.strip() for cell in line.split("|")] for line in lines] or [[]]
    _refuse_head(head, of)
    for number, cells in enumerate(body, 1):
        if len(cells) != len(head):
            raise AuthoringError(
                asked=f"row {number} of {of}",
                found=f"{len(cells)} cells under {len(head)} columns",
                remedy="Give each column one cell between bars; an empty one for what is not known",
            )
    found = [Row(dict(zip(head, (cell or None for cell in cells), strict=True))) for cells in body]
    return tuple(head), found


def _refuse_head(head: Sequence[str], of: str) -> None:
    if "" in head:
        raise AuthoringError(
            asked=f"the first line of {of}",
            found=f"column {head.index('') + 1} of {len(head)} has no name",
            remedy="Name it, or leave out the bar: none stands at the ends of a line",
        )
    for column, times in Counter(head).items():
        if times > 1:
            raise AuthoringError(
                asked=f"the first line of {of}, column {column!r}",
                found=f"it is there {times} times",
                remedy="Keep one of them, or rename what was meant to be another column",
            )


def rows(table: str, of: str = "a table") -> list[Row]:
    """The rows of a drawn table.

    Raises:
        AuthoringError: the table cannot be read.
    """
    return grid(table, of)[1]
