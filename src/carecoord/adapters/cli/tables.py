"""Rows as CSV, JSON or Parquet, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from pathlib import Path

from carecoord.adapters.cli.columns import Cell, Columns, Row
from carecoord.adapters.cli.faults import bad_option
from carecoord.adapters.cli.parquet import as_parquet, check_installed
from carecoord.adapters.obeyed import shown_only

Encode = Callable[[Columns, Iterable[Row]], Iterator[bytes]]

_BETWEEN = "; "


def encoder(out: Path | None) -> Encode:
    """Choose the format by the ending of ``--out``; CSV for standard output.

    Raises: InputError for another ending, MissingExtra for Parquet without pyarrow.
    """
    ending = ".csv" if out is None else out.suffix.lower()
    if out is not None and out.parent == Path("/dev"):
        ending = ".csv"
    if ending not in _FORMATS:
        raise bad_option(
            f"--out {out.name if out else ''}",
            f"no table is written as {ending or 'a file without an ending'}",
            f"End it in {' or '.join(_FORMATS)}",
        )
    if ending == ".parquet":
        check_installed()
    return _FORMATS[ending]


def as_csv(columns: Columns, rows: Iterable[Row]) -> Iterator[bytes]:
    """Encode as CSV (RFC 4180, lines end in a line feed), in UTF-8.

    It may go to a terminal: nothing in a cell is obeyed there. JSON and Parquet keep all as it is.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_flat(cell) for cell in row])
        yield _taken(buffer)
    yield _taken(buffer)


def as_json(columns: Columns, rows: Iterable[Row]) -> Iterator[bytes]:
    """Encode as one JSON list of objects."""
    yield b"["
    before = "\n"
    for row in rows:
        record = dict(zip(columns, map(_in_json, row), strict=True))
        yield (before + json.dumps(record, ensure_ascii=False)).encode(errors="backslashreplace")
        before = ",\n"
    yield b"\n]\n"


_FORMATS: dict[str, Encode] = {".csv": as_csv, ".json": as_json, ".parquet": as_parquet}


def _in_json(cell: Cell) -> Cell:
    """JSON has no word for what is infinite or not a number."""
    return None if isinstance(cell, float) and not isfinite(cell) else cell


def _flat(cell: Cell) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return cell
    return shown_only(cell if isinstance(cell, str) else _BETWEEN.join(cell))


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode(errors="backslashreplace")
    buffer.seek(0)
    buffer.truncate()
    return content
