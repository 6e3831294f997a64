"""Frames that come in: of which kinds, computed if they are lazy, with columns that can be read."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from carecoord.errors import InputError, missing_extra


def narwhals() -> Any:  # noqa: ANN401  narwhals is an extra
    """The module that speaks to all frames.

    Raises: MissingExtra.
    """
    try:
        return import_module("narwhals.stable.v2")
    except ImportError as error:
        raise missing_extra("tables", "frames") from error


def taken_in(frame: object, asked: str) -> Any:  # noqa: ANN401  a narwhals frame
    """A frame as narwhals has it.

    Raises: InputError, MissingExtra.
    """
    nw = narwhals()
    try:
        taken = nw.from_native(frame)
    except TypeError as error:
        raise InputError(
            asked=asked,
            found=f"a {type(frame).__name__}",
            remedy="Hand in a pandas or polars data frame, or an Arrow table",
        ) from error
    except nw.exceptions.DuplicateError as error:
        raise InputError(
            asked=asked,
            found="several columns of one name",
            remedy="Give each column a name of its own",
        ) from error
    if isinstance(taken, nw.LazyFrame):
        taken = _computed(taken, asked)
    return _readable(taken) if taken.implementation.is_pyarrow() else taken


def _computed(lazy: Any, asked: str) -> Any:  # noqa: ANN401
    """A lazy frame, computed; what fails then is another's, and its words may quote a record."""
    try:
        return lazy.collect()
    except Exception as error:
        raise InputError(
            asked=asked,
            found=f"a lazy frame that cannot be computed ({type(error).__name__})",
            remedy="See what collecting it says, and mend that",
        ) from error


def _readable(taken: Any) -> Any:  # noqa: ANN401
    """An Arrow table without the kinds of columns for which Arrow lacks functions."""
    pa = import_module("pyarrow")
    table = taken.to_native()
    for place, field in enumerate(table.schema):
        kind = field.type
        if pa.types.is_run_end_encoded(kind):
            decode = import_module("pyarrow.compute").run_end_decode
            chunks = [decode(chunk) for chunk in table.column(place).chunks]
            column = pa.chunked_array(chunks, kind.value_type)
        elif pa.types.is_null(kind) or pa.types.is_string_view(kind):
            column = table.column(place).cast(pa.string())
        else:
            continue
        table = table.set_column(place, field.name, column)
    return narwhals().from_native(table)
