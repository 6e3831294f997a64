"""Days on which medicines were at hand."""

from __future__ import annotations

import attrs

from carecoord.model.collected import as_tuple
from carecoord.rules.criteria.answer import Answer, refer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.dates import Span
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import NEVER, Row
from carecoord.rules.kernels.covered_days import covered_days, rolled_out


@attrs.frozen(kw_only=True, eq=False)
class Covered(Condition):
    """At least so many days of a span are covered by supply.

    Within each of ``drugs`` an early supply starts when the one before it ends; a day that several
    drugs cover counts once. The selections must be timed by ``supply``.
    """

    drugs: tuple[Selection, ...] = attrs.field(converter=as_tuple)
    span: Span
    at_least: int

    def answer(self, frame: Frame) -> Answer:
        """Whether enough days are covered, with every supply that counts."""
        bounds = self.span.bounds(frame)
        if bounds is None:
            return Answer(False, (Evidence(clause=self.clause, holds=False),))
        found = [frame.rows(drug) for drug in self.drugs]
        (first, first_high), (last, last_high) = bounds
        missing = tuple(dict.fromkeys(m for rows in found for m in rows.missing))
        exact = first == first_high and last == last_high and not any(r.maybe for r in found)
        if not exact or missing:
            reason = missing or (f"{self.clause} (a time is not exact enough)",)
            return Answer(None, (Evidence(clause=self.clause, holds=None),), reason)
        return self._counted([rows.sure for rows in found], first, last)

    def _counted(self, drugs: list[list[Row]], first: int, last: int) -> Answer:
        spans = sorted(s for rows in drugs for s in spans_of(rows))
        days = covered_days([s for s, _ in spans], [n for _, n in spans], first, last + 1)
        holds = days >= self.at_least
        used = {id(r): r for rows in drugs for r in rows if r.start_low <= last}
        ordered = sorted(used.values(), key=lambda r: (r.start_low, r.fact.id))
        facts = tuple(refer(row) for row in ordered)
        because = f"{days:g} days covered"
        return Answer(
            holds, (Evidence(clause=self.clause, holds=holds, facts=facts, because=because),)
        )

    def __str__(self) -> str:
        return f"at least {self.at_least} days covered {self.span}"


def spans_of(rows: list[Row]) -> list[tuple[float, float]]:
    """One drug's supplies as start and length, rolled out; a length nobody knows counts nothing."""
    known = sorted(
        (row.start_low, row.end_low - row.start_low + 1)
        for row in rows
        if row.end_high != NEVER and row.end_low >= row.start_low
    )
    lengths = [length for _, length in known]
    return list(zip(rolled_out([start for start, _ in known], lengths), lengths, strict=True))
