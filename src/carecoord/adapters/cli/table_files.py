"""Tables from files: CSV and Parquet, as Arrow tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from carecoord.adapters.cli.columns import Cell, Columns, Kind, Row
from carecoord.adapters.cli.faults import bad_option, reason
from carecoord.errors import InputError, missing_extra

_LONGEST_LINE = 1_000_000
_CELLS = re.compile(r"(?:Row #(?P<row>\d+): )?Expected (?P<all>\d+) columns, got (?P<got>\d+)")


def read_table(path: Path, texts: Collection[str], separator: str = ",") -> Any:  # noqa: ANN401  an Arrow table
    """The table in a file, CSV (UTF-8) or Parquet by its ending.

    The columns ``texts`` of a CSV stay as they are written, so that the patient 007 is not 7.

    Raises: InputError for what is no such table, MissingExtra.
    """
    if not path.is_file():
        found = "it is a folder or a device" if path.exists() else "there is no such file"
        raise _unreadable(path, found, "Name a file that can be read")
    try:
        if path.suffix.lower() == ".parquet":
            return _arrow("pyarrow.parquet").read_table(path)
        if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            return _csv(path, texts, separator)
    except OSError as error:
        told = reason(error) if error.strerror else "it is broken"
        raise _unreadable(path, told, "Name a file that can be read") from error
    except _arrow("pyarrow").ArrowException as error:
        if path.suffix.lower() == ".parquet":
            raise _unreadable(path, "it is broken", "Name a file that can be read") from error
        raise _unreadable(path, *_why(str(error))) from error
    found = f"it ends in {path.suffix or 'nothing'}"
    raise _unreadable(path, found, "Name a file that ends in .csv, .tsv, .txt or .parquet")


def kinds_of(table: Any) -> Columns:  # noqa: ANN401  an Arrow table
    """The columns of a table, and what their cells hold when they are written."""
    types = _arrow("pyarrow").types
    kinds: dict[str, Kind] = {}
    for field in table.schema:
        if types.is_integer(field.type):
            kinds[field.name] = Kind.NUMBER
        elif types.is_boolean(field.type):
            kinds[field.name] = Kind.FLAG
        else:
            kinds[field.name] = Kind.FRACTION if types.is_floating(field.type) else Kind.TEXT
    return kinds


def rows_of(table: Any) -> Iterator[Row]:  # noqa: ANN401  an Arrow table
    """The rows of a table; days are written as ISO has them."""
    for batch in table.to_batches():
        columns = (column.to_pylist() for column in batch.columns)
        yield from zip(*([_cell(value) for value in column] for column in columns), strict=True)


def _cell(value: Any) -> Cell:  # noqa: ANN401
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float) else str(value)


def _csv(path: Path, texts: Collection[str], separator: str) -> Any:  # noqa: ANN401
    pa, csv = _arrow("pyarrow"), _arrow("pyarrow.csv")
    between = "\t" if path.suffix.lower() == ".tsv" and separator == "," else separator
    if len(between) != 1 or not between.isascii() or between in '"\r\n':
        raise bad_option("--separator", "it is not one character", "Give one, such as ';'")
    kinds = dict.fromkeys(texts, pa.string())
    table = csv.read_csv(
        _with_an_end(path),
        read_options=csv.ReadOptions(use_threads=False),
        parse_options=csv.ParseOptions(delimiter=between, newlines_in_values=True),
        convert_options=csv.ConvertOptions(column_types=kinds, strings_can_be_null=True),
    )
    other = [sign for sign in ";\t|," if sign != between and sign in table.column_names[0]]
    if table.num_columns == 1 and other:
        found = f"its first line has one name, with {other[0]!r} in it"
        raise _unreadable(path, found, f"Say --separator {other[0]!r}")
    return table


def _with_an_end(path: Path) -> Any:  # noqa: ANN401
    """A file to be read; one that is a first line without an end gets it."""
    with path.open("rb") as stream:
        head = stream.read(_LONGEST_LINE)
    return path if not head.strip() or b"\n" in head or b"\r" in head else BytesIO(head + b"\n")


def _why(told: str) -> tuple[str, str]:
    """What Arrow says of a file, and what to do, without the cells that it quotes."""
    if "Empty CSV file" in told:
        return "it is empty", "Give a first line with the names of the columns"
    if "straddl" in told:
        return "a cell is longer than a megabyte", "Close every quote, and shorten what is long"
    counts = _CELLS.search(told)
    if counts:
        row = f"row {counts['row']}" if counts["row"] else "a row"
        found = f"{row} has another number of cells ({counts['got']}) than the first line"
        return found, "Give each row as many cells as there are names in the first line"
    remedy = "Give each row as many cells as there are names in the first line, in UTF-8"
    return "it is no table that can be read", remedy


def _unreadable(path: Path, found: str, remedy: str) -> InputError:
    return InputError(asked=f"the table {path.name}", found=found, remedy=remedy)


def _arrow(module: str) -> Any:  # noqa: ANN401  pyarrow carries no types
    try:
        return import_module(module)
    except ImportError as error:
        raise missing_extra("reading tables", "arrow,frames") from error
