"""Tables from files: CSV and Parquet, as Arrow tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from carecoord.adapters.cli.columns import Cell, Columns, Kind, Row
from carecoord.adapters.cli.faults import reason
from carecoord.errors import InputError, missing_extra


def read_table(path: Path, texts: Collection[str], separator: str = ",") -> Any:  # noqa: ANN401  an Arrow table
    """The table in a file, CSV (UTF-8) or Parquet by its ending.

    The columns ``texts`` of a CSV stay as they are written, so that the patient 007 is not 7.

    Raises: InputError for what is no such table, MissingExtra.
    """
    if not path.is_file():
        raise _unreadable(path, "there is no such file", "Name a file that can be read")
    try:
        if path.suffix.lower() == ".parquet":
            return _arrow("pyarrow.parquet").read_table(path)
        if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
            return _csv(path, texts, separator)
    except OSError as error:
        raise _unreadable(path, reason(error), "Name a file that can be read") from error
    except _arrow("pyarrow").ArrowException as error:
        found = "it is no table that can be read"
        remedy = "Give each row as many cells as there are names in the first line, in UTF-8"
        raise _unreadable(path, found, remedy) from error
    found = f"it ends in {path.suffix or 'nothing'}"
    raise _unreadable(path, found, "Name a file that ends in .csv, .tsv, .txt or .parquet")


def kinds_of(table: Any) -> Columns:  # noqa: ANN401  an Arrow table
    """The columns of a table, and what their cells hold when they are written."""
    types = _arrow("pyarrow").types
    kinds: dict[str, Kind] = {}
    for field in table.schema:
        if types.is_integer(field.type):
            kinds[field.name] = Kind.NUMBER
        else:
            kinds[field.name] = Kind.FRACTION if types.is_floating(field.type) else Kind.TEXT
    return kinds


def rows_of(table: Any) -> Iterator[Row]:  # noqa: ANN401  an Arrow table
    """The rows of a table; days are written as ISO has them, yes and no as true and false."""
    for batch in table.to_batches():
        columns = (column.to_pylist() for column in batch.columns)
        yield from zip(*([_cell(value) for value in column] for column in columns), strict=True)


def _cell(value: Any) -> Cell:  # noqa: ANN401
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float) else str(value)


def _csv(path: Path, texts: Collection[str], separator: str) -> Any:  # noqa: ANN401
    pa, csv = _arrow("pyarrow"), _arrow("pyarrow.csv")
    between = "\t" if path.suffix.lower() == ".tsv" and separator == "," else separator
    kinds = dict.fromkeys(texts, pa.string())
    return csv.read_csv(
        path,
        parse_options=csv.ParseOptions(delimiter=between, newlines_in_values=True),
        convert_options=csv.ConvertOptions(column_types=kinds, strings_can_be_null=True),
    )


def _unreadable(path: Path, found: str, remedy: str) -> InputError:
    return InputError(asked=f"the table {path.name}", found=found, remedy=remedy)


def _arrow(module: str) -> Any:  # noqa: ANN401  pyarrow carries no types
    try:
        return import_module(module)
    except ImportError as error:
        raise missing_extra("reading tables", "arrow,frames") from error
