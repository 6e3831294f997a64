"""What a rule is told in: sections of sentences, nested points and one table each."""

from __future__ import annotations

import attrs

from carecoord.model.collected import as_tuple

Row = tuple[str, ...]


@attrs.frozen
class Point:
    """One point of a list; ``depth`` 0 is the outermost."""

    depth: int
    text: str


@attrs.frozen(kw_only=True)
class Section:
    """One part of what is told: sentences, then points, then a table, then more sentences."""

    title: str
    sentences: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    points: tuple[Point, ...] = attrs.field(default=(), converter=as_tuple)
    columns: Row = ()
    rows: tuple[Row, ...] = attrs.field(default=(), converter=as_tuple)
    closing: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
