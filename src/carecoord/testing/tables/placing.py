"""Where in a drawn table something is wrong: which row, which column, which cell."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from carecoord.errors import AuthoringError, RecordError
from carecoord.testing.tables.row import Row


@contextmanager
def placed(where: str) -> Generator[None]:
    """Say of whatever is refused inside where it stands.

    Raises:
        AuthoringError: in place of the one raised inside.
    """
    try:
        yield
    except (AuthoringError, RecordError) as error:
        raise AuthoringError(
            asked=f"{where}, {error.asked}", found=error.found, remedy=error.remedy
        ) from error


def culprits(make: Callable[[Row], object], row: Row, error: AuthoringError | RecordError) -> str:
    """Which cells an error is about: those without which it would not have been raised.

    A message that names its column already is left to itself.
    """
    if error.asked.startswith("column "):
        return ""
    told = [name for name, cell in row.cells.items() if cell and _spared(make, row, name, error)]
    if not told:
        return ""
    plural = "" if len(told) == 1 else "s"
    where = f", column{plural} {' and '.join(map(repr, told))}"
    if error.asked.startswith("cell "):
        return where
    return f"{where}, cell{plural} {' and '.join(repr(row.cells[name]) for name in told)}"


def _spared(
    make: Callable[[Row], object], row: Row, column: str, error: AuthoringError | RecordError
) -> bool:
    """Whether leaving one cell empty spares the error."""
    try:
        make(Row(dict(row.cells) | {column: None}))
    except (AuthoringError, RecordError) as other:
        return (other.asked, other.found) != (error.asked, error.found)
    return True
