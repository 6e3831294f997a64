"""What is wrong with the rows of a table of fills, row by row."""

from __future__ import annotations

from collections import Counter
from typing import Any, Unpack

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.frames import Frame, Table, Texts, Wholes
from carecoord.adapters.tables.possession.ending import MEANS, NO_END
from carecoord.adapters.tables.possession.fills import Columns, Fills, Names

DUPLICATE = "the same as another row"
TOO_LATE = "filled after the last day on which the patient was followed"


def fill_problems(frame: Frame, *, until: str | None = None, **names: Unpack[Names]) -> Frame:
    """One row for each row of a table that cannot be used, or should not be without a look.

    A row that cannot be used takes its patient out, with that reason. A row that is the same as
    another counts like any other, and so does a fill after the last day followed (the column
    ``until``), as far as the windows reach. ``names`` are those of `adherence`; a column of drugs
    or doses that is not there is not looked at.

    Gives a frame of the same kind: row (from 1), the patient, problem.

    Raises: InputError for a column that is missing, MissingExtra.
    """
    table = Table.of(frame, "problems of fills")
    columns = _there(table, Columns.of(names), names)
    read = Fills.of(table, columns)
    found = dict(read.bad)
    for row in _same(table, columns):
        found.setdefault(row, DUPLICATE)
    if until is not None:
        last, unread = days_alike(table, until, MEANS, columns.date_format, dated=read.dated)
        for row in unread:
            found.setdefault(row, NO_END)
        for row, (day, end) in enumerate(zip(read.day, last, strict=True)):
            if end != cells.NO_DAY and day > end:
                found.setdefault(row, TOO_LATE)
    rows = sorted(found)
    return table.made(
        {"row": Wholes(row + 1 for row in rows)},
        {columns.patient: table.frame[columns.patient][rows]},
        {"problem": Texts([found[row] for row in rows])},
    )


def _there(table: Table, columns: Columns, names: Names) -> Columns:
    """The columns, without those of drug and dose that are neither there nor asked for."""
    gone: dict[str, Any] = {
        what: None
        for what in ("drug", "daily_dose")
        if what not in names and not table.has(getattr(columns, what))
    }
    return attrs.evolve(columns, **gone)


def _same(table: Table, columns: Columns) -> list[int]:
    """The rows that say the same as another, in all columns that are looked at."""
    looked_at = [columns.patient, columns.filled_on, columns.days_supply]
    looked_at += [one for one in (columns.drug, columns.daily_dose) if one is not None]
    looked_at = list(dict.fromkeys(looked_at))
    try:
        repeated = table.frame.select(looked_at).is_duplicated().to_list()
    except (TypeError, ImportError):  # objects that have no hash; Arrow's way asks for numpy
        columns_of = (map(repr, table.frame[name].to_list()) for name in looked_at)
        told = list(zip(*columns_of, strict=True))
        counts = Counter(told)
        repeated = [counts[one] > 1 for one in told]
    return [row for row, is_repeated in enumerate(repeated) if is_repeated]
