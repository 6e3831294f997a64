"""Stays in hospitals and nursing facilities, by patient."""

from __future__ import annotations

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.pqa.columns import Columns, Keys, Year
from carecoord.rules.kernels.pqa_year import UNKNOWN_FROM, UNKNOWN_UNTIL


@attrs.frozen
class Stays:
    """Stays by patient and first day, up to the day after the last; where each patient's lie."""

    froms: list[int]
    untils: list[int]
    lows: list[int]
    highs: list[int]

    @classmethod
    def of(cls, table: Table | None, columns: Columns, keys: Keys, year: Year) -> Stays:
        """Read the stays that have begun by the last day looked at.

        Raises: InputError for a column that is missing.
        """
        found: list[tuple[int, int, int]] = []
        if table is not None:
            patients = table.column(columns.patient, "the patient").to_list()
            form = columns.date_format
            begin, end = columns.admitted_on, columns.discharged_on
            firsts, _ = days_alike(table, begin, "the first day of a stay", form, dated=True)
            lasts, _ = days_alike(table, end, "the last day of a stay", form, dated=True)
            for patient, first, last in zip(patients, firsts, lasts, strict=True):
                place = keys.get(cells.known(patient))
                if place is not None and first <= year.seen_to:
                    found.append((place, *_edges(int(first), int(last))))
        found.sort()
        lows, highs = [0] * len(keys), [0] * len(keys)
        for at, (place, _, _) in enumerate(found):
            if highs[place] == 0:
                lows[place] = at
            highs[place] = at + 1
        return cls([first for _, first, _ in found], [end for _, _, end in found], lows, highs)


def _edges(first: int, last: int) -> tuple[int, int]:
    """First day and the day after the last; a stay that ends before it begins has neither."""
    if cells.NO_DAY not in {first, last} and last < first:
        return UNKNOWN_FROM, UNKNOWN_UNTIL
    return (
        UNKNOWN_FROM if first == cells.NO_DAY else first,
        UNKNOWN_UNTIL if last == cells.NO_DAY else last + 1,
    )
