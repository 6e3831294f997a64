"""Days from a prescription to the first dispensing."""

from __future__ import annotations

from typing import Unpack

from carecoord.adapters.tables.durations.columns import Columns, Names
from carecoord.adapters.tables.durations.reading import (
    Key,
    check_keys,
    first_days,
    one_kind,
    whole,
)
from carecoord.adapters.tables.durations.writing import cell_column, day_column
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.rules.adherence.durations.initiation import first_dispensed

UNSEEN = "no dispensing seen"


def time_to_initiation(prescribing: Frame, dispensing: Frame, **names: Unpack[Names]) -> Frame:
    """Days from each prescription to the first dispensing on its day or later.

    What AdhereR calls time_to_initiation: one row for each patient, drug and day of prescription,
    which may be the start of an episode. ``names`` are those of columns: patient, drug (one name or
    several), prescribed_on, dispensed_on, date_format. Gives also first_dispensed_on (first.disp),
    days (time.to.initiation), and reason: why there are no days.

    Raises: InputError for a column that is missing, MissingExtra.
    """
    columns = Columns.of(names)
    table = Table.of(prescribing, "time_to_initiation of what was prescribed")
    other = Table.of(dispensing, "time_to_initiation of what was dispensed")
    check_keys(columns, table, other)
    prescribed = first_days(table, columns, columns.prescribed_on, "the day of prescription")
    dispensed = first_days(other, columns, columns.dispensed_on, "the day of dispensing")
    dated = one_kind(prescribed, dispensed)
    groups = dispensed.by(whole)
    days = {key: sorted(dispensed.days[row] for row in rows) for key, rows in groups.items()}
    faults = {key: dispensed.told(rows, "dispensings") for key, rows in groups.items()}
    lines: dict[tuple[Key, int | None, str | None], int | None] = {}
    for row, key in enumerate(prescribed.keys):
        day = prescribed.day(row)
        why = prescribed.faults.get(row, faults.get(key))
        first = None
        if why is None and day is not None:
            first = first_dispensed(day, days.get(key, []))
            why = UNSEEN if first is None else None
        lines.setdefault((key, day, why), first)
    keys = [key for key, _, _ in lines]
    starts = [day for _, day, _ in lines]
    firsts = list(lines.values())
    took = [
        None if first is None or day is None else first - day
        for day, first in zip(starts, firsts, strict=True)
    ]
    names_of = (columns.patient, *columns.drug)
    return table.made(
        {name: cell_column([key[at] for key in keys]) for at, name in enumerate(names_of)},
        {columns.prescribed_on: day_column(table, starts, dated=dated)},
        {
            "first_dispensed_on": day_column(table, firsts, dated=dated),
            "days": Numbers(took),
            "reason": Texts([why for _, _, why in lines]),
        },
    )
