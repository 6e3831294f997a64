"""The last day on which each patient was followed, as a column of the fills says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.possession.fills import Columns, Fills

MEANS = "the last day followed"
NO_END = "the last day followed cannot be read"
ENDS_DIFFER = "rows that differ in the last day followed"


@attrs.frozen
class Endings:
    """Of each patient, by code, the last day followed, `NO_DAY` without one; why it is not clear.

    Any row of the patient may say it.
    """

    days: Sequence[int]
    unclear: dict[int, str]

    @classmethod
    def of(cls, table: Table, until: str, read: Fills, columns: Columns) -> Endings:
        """Read the column.

        Raises: InputError for a column that is missing, or days of another kind than the fills'.
        """
        form = columns.date_format
        days, unread = days_alike(table, until, MEANS, form, dated=read.dated)
        lowest, highest = _bounds(read.patient, days, len(read.patients))
        unclear = {int(read.patient[row]): NO_END for row in unread}
        for code, (low, high) in enumerate(zip(lowest, highest, strict=True)):
            if low < high:
                unclear.setdefault(code, ENDS_DIFFER)
        return cls(highest, unclear)


def _bounds(codes: Any, days: Any, many: int) -> tuple[list[int], list[int]]:  # noqa: ANN401
    """The first and the last day that the rows of each patient say."""
    if hasattr(days, "dtype"):
        np = cells.numpy()
        codes = np.asarray(codes, np.int64)
        there = (days != cells.NO_DAY) & (codes >= 0)
        lows, highs = np.full(many, -cells.NO_DAY), np.full(many, cells.NO_DAY)
        np.minimum.at(lows, codes[there], days[there])
        np.maximum.at(highs, codes[there], days[there])
        return lows.tolist(), highs.tolist()
    lowest, highest = [-cells.NO_DAY] * many, [cells.NO_DAY] * many
    rows: zip[tuple[int, int]] = zip(codes, days, strict=True)
    for code, day in rows:
        if day != cells.NO_DAY and code >= 0:
            lowest[code], highest[code] = min(lowest[code], day), max(highest[code], day)
    return lowest, highest
