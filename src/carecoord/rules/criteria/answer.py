"""What a condition answered, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.fact import Fact
from carecoord.model.shown import shown
from carecoord.rules.engine.finding import Evidence, FactRef
from carecoord.rules.engine.timing import Row, as_date

NOT_EXACT = " (a time or value is not exact enough)"
"""Said of a clause that no list and no set would decide."""


@attrs.frozen
class Answer:
    """Whether a condition holds (None: not known), the evidence, and what was missing to know."""

    __repr__ = shown

    holds: bool | None
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()


def refer(row: Row) -> FactRef:
    """Name the fact of a row, with the day it started (its end, if only that is known)."""
    fact = row.fact
    day = None if fact.hides_its_day else as_date(row.start_low) or as_date(row.end_low)
    return FactRef(id=fact.id, type=type(fact).__name__, label=label(fact), on=day)


def refer_all(rows: Iterable[Row]) -> tuple[FactRef, ...]:
    """Name facts in order of time, whatever order the record holds them in."""
    return tuple(refer(row) for row in sorted(rows, key=lambda r: (r.start_low, r.fact.id)))


def label(fact: Fact) -> str:
    """What to call a fact: what its first concept is called."""
    concepts = fact.concepts
    return concepts[0].label if concepts else type(fact).__name__


def latest(rows: Iterable[Row]) -> Row | None:
    """The row to name when one stands for all: the last to start, then the higher id."""
    best: Row | None = None
    for row in rows:
        if best is None or (row.start_low, row.fact.id) > (best.start_low, best.fact.id):
            best = row
    return best
