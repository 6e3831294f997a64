"""Tables from files: CSV and Parquet, as Arrow tables."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Any

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
