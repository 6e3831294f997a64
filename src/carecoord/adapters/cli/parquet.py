"""Tables as Parquet, for those who read them into frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from carecoord.adapters.cli.columns import Columns, Kind, Row
from carecoord.errors import missing_extra

_ROWS_A_GROUP = 100_000


def check_installed() -> None:
    """Say before any work is done that Parquet cannot be written.

    Raises: MissingExtra.
    """
    _arrow("pyarrow")


def as_parquet(columns: Columns, rows: Iterable[Row]) -> Iterator[bytes]:
    """Encode as one Parquet file: texts, flags, numbers and lists of texts; an empty cell is null.

    The types come from the columns, so that tables of any rows can be put below each other.
    """
    pa, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    types = {
        Kind.TEXT: pa.string(),
        Kind.FLAG: pa.bool_(),
        Kind.NUMBER: pa.int64(),
        Kind.FRACTION: pa.float64(),
        Kind.TEXTS: pa.list_(pa.string()),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    sink = pa.BufferOutputStream()
    with parquet.ParquetWriter(sink, schema) as writer:
        for group in _groups(rows):
            cells = zip(*group, strict=True)
            arrays = [
                pa.array(column, field.type) for column, field in zip(cells, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    yield sink.getvalue().to_pybytes()


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == _ROWS_A_GROUP:
            yield group
            group = []
    if group:
        yield group


def _arrow(module: str) -> Any:  # noqa: ANN401  pyarrow carries no types
    try:
        return import_module(module)
    except ImportError as error:
        raise missing_extra("writing Parquet", "arrow") from error
