"""Naming occurrences so that they keep their names."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.fact import Fact
from carecoord.rules.engine.timing import Row, as_date


def named(rows: Iterable[Row]) -> list[tuple[str, Row]]:
    """Name each row: by its business identifier, else by type, code, day and ordinal of that day.

    Rows come back in order of time. A fact that a source gave again with other content keeps its
    identifier's name only once: the one that started last stands for both.
    """
    ordered = sorted(rows, key=lambda r: (r.start_low, r.end_low, r.fact.id))
    names: dict[str, Row] = {}
    for row in ordered:
        if _identified(row.fact):
            # The id is made from the identifier by whoever read the fact, and does not reveal it.
            names[f"{type(row.fact).__name__}:{row.fact.id}"] = row
            continue
        stem = _stem(row)
        ordinal = 1
        while f"{stem}:{ordinal}" in names:
            ordinal += 1
        names[f"{stem}:{ordinal}"] = row
    return list(names.items())


def _identified(fact: Fact) -> bool:
    return any(i.system and i.value for i in fact.identifiers)


def _stem(row: Row) -> str:
    concepts = row.fact.concepts
    code = concepts[0].coding[0].code if concepts and concepts[0].coding else "uncoded"
    hidden = row.fact.hides_its_day
    day = None if hidden else as_date(row.start_low) or as_date(row.end_low)
    return f"{type(row.fact).__name__}:{code}:{day or 'undated'}"
