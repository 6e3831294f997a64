"""Columns of a table as numbers that kernels take; what cannot be read is not a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.frames import Table, narwhals
from carecoord.rules.kernels import points

_WORDS = {
    **dict.fromkeys(("1", "1.0", "true", "t", "yes", "y"), 1.0),
    **dict.fromkeys(("0", "0.0", "false", "f", "no", "n"), 0.0),
}


@attrs.frozen(kw_only=True)
class Reader:
    """A table, the names of its columns where they are not the usual ones, and an engine."""

    table: Table
    names: Mapping[str, str]
    engine: Engine

    def column(self, usual: str, means: str) -> Any:  # noqa: ANN401
        """A column by its usual name.

        Raises: InputError when it is missing.
        """
        return self.table.column(self.names.get(usual, usual), means)

    def amounts(self, usual: str, means: str) -> Any:  # noqa: ANN401
        """Numbers.

        Raises: InputError for a column that is missing.
        """
        return self._flat(cells.numbers(self.column(usual, means)))

    def flags(self, usual: str, means: str) -> Any:  # noqa: ANN401
        """Numbers; yes is 1 and no is 0, also where they are words.

        Raises: InputError for a column that is missing.
        """
        series = self.column(usual, means)
        if series.dtype.is_numeric():
            return self._flat(cells.numbers(series))
        whole = None
        if series.dtype == narwhals().Boolean and not series.is_null().any():
            whole = cells.cast_to(series, narwhals().Int64())
        if whole is not None:
            return self._flat(cells.numbers(whole))
        words = (str(cell).strip().casefold() for cell in series.to_list())
        return self._flat([_WORDS.get(word, cells.UNKNOWN) for word in words])

    def either(self, columns: tuple[str, str], means: str) -> Any:  # noqa: ANN401
        """1 where one of two columns says yes, 0 where both say no.

        Raises: InputError for a column that is missing.
        """
        ones, others = (self.flags(column, means) for column in columns)
        found = self.engine.full(self.table.length, 0.0)
        self.engine.run(points.either)(ones, others, found, cells.UNKNOWN)
        return found

    def _flat(self, values: Any) -> Any:  # noqa: ANN401
        """In the engine's kind; of arrays one kind only, so that a kernel is compiled once.

        It may be what the caller handed in: whoever writes to it makes a copy.
        """
        found = self.engine.floats(values)
        flags = getattr(found, "flags", None)
        plain = flags is None or (flags.c_contiguous and flags.writeable)
        return found if plain else found.copy()
