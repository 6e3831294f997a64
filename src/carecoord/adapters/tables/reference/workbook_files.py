"""Opening a workbook from outside: bounded, and broken ones are one error."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Literal, Protocol

from carecoord.adapters.tables.reference.sheets import Cell, Sheet
from carecoord.errors import InputError, missing_extra

_LARGEST = 50_000_000
"""Bytes of a file; the largest that CMS published are a tenth of this."""
_LARGEST_UNPACKED = 250_000_000
_ROWS = 300_000
_COLUMNS = 16
"""More columns have been seen, all of them empty."""


class _Worksheet(Protocol):
    """What is used of a worksheet of openpyxl."""

    @property
    def title(self) -> str: ...

    def iter_rows(
        self, *, max_row: int, max_col: int, values_only: Literal[True]
    ) -> Iterable[tuple[Cell, ...]]: ...


def sheets_of(path: Path) -> list[Sheet]:
    """Read the sheets of a workbook, the first sixteen columns of each.

    Raises: InputError, which names the file, if it cannot be read or is too large.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise missing_extra("reading workbooks", "workbooks") from error
    try:
        _check_size(path)
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            with closing(book):
                return [
                    Sheet(file=path.name, title=one.title, rows=_rows(path, one))
                    for one in book.worksheets
                ]
    except OSError as error:
        raise _refused(path, f"it cannot be opened: {error.strerror or 'not a file'}") from error
    except InputError:
        raise
    except Exception as error:  # a broken workbook trips openpyxl in more ways than can be listed
        raise _refused(path, "it is no workbook (.xlsx), or a broken one") from error


def _check_size(path: Path) -> None:
    """Look before anything is unpacked: a small file may hold a very large one."""
    if path.stat().st_size > _LARGEST:
        raise _refused(path, f"it is larger than {_LARGEST:,} bytes")
    with zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > _LARGEST_UNPACKED:
            raise _refused(path, f"unpacked it is larger than {_LARGEST_UNPACKED:,} bytes")


def _rows(path: Path, sheet: _Worksheet) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = list(
        sheet.iter_rows(max_row=_ROWS + 1, max_col=_COLUMNS, values_only=True)
    )
    if len(rows) > _ROWS:
        raise _refused(path, f"sheet {sheet.title!r} has more than {_ROWS:,} rows")
    return rows


def _refused(path: Path, found: str) -> InputError:
    return InputError(
        asked=f"the workbook {path.name}",
        found=found,
        remedy="Give the workbook (.xlsx) as CMS published it",
    )
