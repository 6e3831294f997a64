"""Frames in and out: pandas, polars and Arrow alike, through narwhals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

import attrs

from carecoord.adapters.tables.keywords import shown
from carecoord.adapters.tables.taking_in import narwhals, taken_in
from carecoord.errors import AuthoringError, InputError

__all__ = ["Frame", "Numbers", "Table", "Texts", "Wholes", "named", "narwhals"]

Frame = Any
"""A pandas or polars data frame, or an Arrow table."""


@attrs.frozen
class Table:
    """A frame that came in: its columns by name, and results of the same kind."""

    frame: Any
    asked: str

    @classmethod
    def of(cls, frame: Frame, asked: str) -> Table:
        """Take in a frame; one that is lazy is computed.

        ``asked`` says in messages what the frame is for.

        Raises: InputError for what is no frame, MissingExtra.
        """
        return cls(taken_in(frame, asked), asked)

    @property
    def length(self) -> int:
        """How many rows there are."""
        return int(self.frame.shape[0])

    def has(self, name: str) -> bool:
        """Whether there is a column of a name."""
        try:
            hash(name)
        except TypeError:  # such as a series, handed in instead of its name
            return False
        return name in self.frame.columns

    def column(self, name: str, means: str) -> Any:  # noqa: ANN401
        """A column as a narwhals series; ``means`` says in the message what it holds.

        Raises: InputError when it is missing, or holds lists or records.
        """
        if not self.has(name):
            raise InputError(
                asked=f"{self.asked}: the column {shown(name)} ({means})",
                found=f"the columns {', '.join(repr(one) for one in self.frame.columns)}",
                remedy="Name the column that holds it, or add one",
            )
        series = self.frame[name]
        unnamed = self.frame.implementation.is_pyarrow() and series.dtype == narwhals().Unknown
        if unnamed or series.dtype.is_nested():
            raise InputError(
                asked=f"{self.asked}: the column {name!r} ({means})",
                found="cells that hold several values each, or no single value",
                remedy="Give a column with one text, number or date in each row",
            )
        return series

    def made(self, *parts: Mapping[str, Any]) -> Frame:
        """A frame of the same kind, of series, arrays or lists of one length.

        ``parts`` are columns that the caller names, and columns that have a name already.

        Raises: AuthoringError for a name in more than one part.
        """
        nw = narwhals()
        columns: dict[str, Any] = {}
        for part in parts:
            for name in part:
                if name in columns:
                    raise AuthoringError(
                        asked=f"{self.asked}: a column {name!r}, kept in the result",
                        found="the result has a column of this name",
                        remedy="Rename the column",
                    )
            columns |= part
        backend = self.frame.implementation
        series = [named(name, values, backend) for name, values in columns.items()]
        if not series:
            return self.frame.to_native()
        return nw.concat([one.to_frame() for one in series], how="horizontal").to_native()


def named(name: str, values: Any, backend: Any) -> Any:  # noqa: ANN401
    """A series of a name, of a series, array or list."""
    nw = narwhals()
    if isinstance(values, nw.Series):
        return values.alias(name)
    if isinstance(values, Texts):
        return nw.new_series(name, list(values.values), nw.String(), backend=backend)
    if isinstance(values, Wholes):
        return nw.new_series(name, list(values.values), nw.Int64(), backend=backend)
    if isinstance(values, Numbers):
        if hasattr(values.values, "dtype"):
            return nw.new_series(name, values.values, nw.Float64(), backend=backend).fill_nan(None)
        cells = [None if value is None or isnan(value) else float(value) for value in values.values]
        return nw.new_series(name, cells, nw.Float64(), backend=backend)
    try:
        return nw.new_series(name, values, backend=backend)
    except Exception as error:  # each backend has errors of its own, and may quote cells in them
        raise InputError(
            asked=f"a column {name!r} in the result",
            found="cells of kinds that do not go into one column",
            remedy="Write them alike in all rows and tables, as texts or as numbers up to 2**63",
        ) from error


@attrs.frozen
class Texts:
    """Texts or None, so that a column of none at all is one of texts all the same."""

    values: Iterable[str | None]


@attrs.frozen
class Numbers:
    """Floats; what is not a number is null."""

    values: Iterable[float | None]


@attrs.frozen
class Wholes:
    """Whole numbers or None."""

    values: Iterable[int | None]
