"""What may close something: rows sorted by who performed them."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.chart import Chart
from carecoord.model.shown import shown
from carecoord.rules.criteria.answer import latest, refer
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.performer import performed_by
from carecoord.rules.engine.timing import Row


@attrs.frozen
class Closers:
    """Rows by performer: those that count, those left open, those refused."""

    __repr__ = shown

    counted: tuple[Row, ...]
    open: tuple[Row, ...]
    refused: tuple[Row, ...]

    def lines(self, title: str, by: frozenset[Licence]) -> tuple[Evidence, ...]:
        """What was seen and does not close it, one line of each kind."""
        needs = " or ".join(sorted(licence.value for licence in by))
        kinds: tuple[tuple[tuple[Row, ...], bool | None, str], ...] = (
            (self.open, None, "the performer's licence is not known"),
            (self.refused, False, f"refused: needs {needs}"),
        )
        found = ((latest(rows), holds, because) for rows, holds, because in kinds)
        return tuple(
            Evidence(clause=title, holds=holds, facts=(refer(row),), because=because)
            for row, holds, because in found
            if row is not None
        )


def sorted_by_performer(
    rows: Iterable[Row], by: frozenset[Licence], chart: Chart, *, unknown_closes: bool
) -> Closers:
    """Sort rows by whether one of the licences took part; without licences all count."""
    sorts: dict[bool | None, list[Row]] = {True: [], None: [], False: []}
    for row in rows:
        right = True if not by else performed_by(row.fact, by, chart)
        sorts[True if right is None and unknown_closes else right].append(row)
    return Closers(tuple(sorts[True]), tuple(sorts[None]), tuple(sorts[False]))


def in_time(row: Row) -> tuple[int, str]:
    """The order in which rows close something."""
    return row.start_low, row.fact.id
