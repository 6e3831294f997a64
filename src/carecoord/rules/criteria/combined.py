"""Selections made of whole selections: with other days, or several as one."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.rules.criteria.frame import NOTHING, Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.timing import Row, Timing

_SEVERAL = 2


@attrs.frozen(eq=False, repr=False)
class Timed(Selection):
    """The same facts with other days."""

    source: Selection
    timing: Timing

    def depends_on_each(self) -> bool:
        """As its source."""
        return self.source.per_row

    def narrows(self) -> Selection | None:
        """Its source."""
        return self.source

    def rows(self, frame: Frame) -> Rows:
        """The source's rows, retimed."""
        found, zone = frame.rows(self.source), frame.view.zone
        return Rows(
            [self.timing(row, zone) for row in found.sure],
            [self.timing(row, zone) for row in found.maybe],
            found.missing,
        )

    def __str__(self) -> str:
        return str(self.source)


@attrs.frozen(eq=False, repr=False)
class Union(Selection):
    """Facts of either selection, each once."""

    parts: tuple[Selection, ...]

    def depends_on_each(self) -> bool:
        """Whether any part does."""
        return any(part.per_row for part in self.parts)

    def rows(self, frame: Frame) -> Rows:
        """The rows of all parts; a row that is sure in one part is sure."""
        found = [frame.rows(part) for part in self.parts]
        filled = [rows for rows in found if rows.sure or rows.maybe or rows.missing]
        if len(filled) < _SEVERAL:
            return filled[0] if filled else NOTHING
        sure = {id(row.fact): row for rows in found for row in rows.sure}
        maybe = {
            id(row.fact): row for rows in found for row in rows.maybe if id(row.fact) not in sure
        }
        missing = tuple(dict.fromkeys(m for rows in found for m in rows.missing))
        return Rows(list(sure.values()), list(maybe.values()), missing)

    def lacking(self, frame: Frame, open_: list[Row]) -> Iterator[str]:
        """What any part lacks."""
        for part in self.parts:
            yield from part.lacking(frame, open_)

    def __str__(self) -> str:
        return " or ".join(str(part) for part in self.parts)
