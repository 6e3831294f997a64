"""The points that a score adds up: they stand beside what judges.

A module that takes some of its tables from another lists all of them, in order, in ``ITEMS``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from carecoord.rules.description.prose import module_of
from carecoord.rules.description.section import Row, Section
from carecoord.rules.engine.score import Bands, Flag


def points(code: object) -> Iterator[Section]:
    """One table of all items; nothing for what has no points."""
    module = module_of(code)
    tables = {} if module is None else vars(module)
    rows = [row for one in tables.get("ITEMS", tables.values()) for row in _rows(one)]
    if rows:
        yield Section(title="Points", columns=("item", "from", "points"), rows=rows)


def _rows(table: object) -> Iterator[Row]:
    if isinstance(table, tuple):
        for one in cast("tuple[object, ...]", table):
            yield from _rows(one)
    if isinstance(table, Flag):
        yield table.item, "yes", str(table.points)
    elif isinstance(table, Bands):
        for floor, worth in table.rows:
            yield table.item, table.worded(floor), str(worth)
