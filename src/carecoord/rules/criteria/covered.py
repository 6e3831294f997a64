"""Days on which medicines were at hand."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from carecoord.model.collected import as_tuple
from carecoord.rules.criteria.answer import Answer, refer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.dates import Day, Span
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import NEVER, Bounds, Row
from carecoord.rules.kernels.covered_days import covered_days, rolled_out, uncovered_day


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Covered(Condition):
    """At least so many days of a span are covered by supply.

    Within each of ``drugs`` an early supply starts when the one before it ends, unless
    ``laid_end_to_end`` is false: then each keeps its own days. A day that several supplies cover
    counts once. A supply of which the day is not exactly known counts for nothing when that is
    enough, and for all it can be when that is too little: else it is not known whether the days
    are enough. The selections must be timed by ``supply``.
    """

    drugs: tuple[Selection, ...] = attrs.field(converter=as_tuple)
    span: Span
    at_least: int
    laid_end_to_end: bool = True

    def answer(self, frame: Frame) -> Answer:
        """Whether enough days are covered, with every supply that counts."""
        bounds = self.span.bounds(frame)
        if bounds is None:
            return Answer(False, (Evidence(clause=self.clause, holds=False),))
        found = [frame.rows(drug) for drug in self.drugs]
        lacking = self._lacking(bounds, found)
        if lacking:
            return Answer(None, (Evidence(clause=self.clause, holds=None),), lacking)
        return self._counted([rows.sure for rows in found], bounds)

    def holds(self, frame: Frame) -> bool | None:
        """Whether enough days are covered, without evidence."""
        bounds = self.span.bounds(frame)
        if bounds is None:
            return False
        found = [frame.rows(drug) for drug in self.drugs]
        if self._lacking(bounds, found):
            return None
        return self._enough(*self._days([rows.sure for rows in found], bounds))

    def _lacking(self, bounds: tuple[Bounds, Bounds], found: list[Rows]) -> tuple[str, ...]:
        """What keeps the days from being counted at all."""
        missing = tuple(dict.fromkeys(m for rows in found for m in rows.missing))
        (first, first_high), (last, last_high) = bounds
        exact = first == first_high and last == last_high and not any(r.maybe for r in found)
        return missing or (() if exact else self._inexact)

    def _days(self, drugs: list[list[Row]], bounds: tuple[Bounds, Bounds]) -> tuple[float, float]:
        """How many days are covered, and how many more may be."""
        rolling, taken = self.laid_end_to_end, [rows for rows in drugs if rows]
        (first, _), (last, _) = bounds
        spans = sorted(s for rows in taken for s in spans_of(rows, rolling=rolling))
        days = covered_days([s for s, _ in spans], [n for _, n in spans], first, last + 1)
        return days, sum(_possible(rows, first, last, rolling=rolling) for rows in taken)

    def _enough(self, days: float, more: float) -> bool | None:
        return True if days >= self.at_least else None if days + more >= self.at_least else False

    def _counted(self, drugs: list[list[Row]], bounds: tuple[Bounds, Bounds]) -> Answer:
        days, more = self._days(drugs, bounds)
        holds, last = self._enough(days, more), bounds[1][0]
        used = {id(r): r for rows in drugs for r in rows if r.start_low <= last}
        ordered = sorted(used.values(), key=lambda r: (r.start_low, r.fact.id))
        facts = tuple(refer(row) for row in ordered)
        because = f"{'at least ' if more else ''}{days:g} days covered"
        evidence = Evidence(clause=self.clause, holds=holds, facts=facts, because=because)
        return Answer(holds, (evidence,), self._inexact if holds is None else ())

    @property
    def last_chance(self) -> Day:
        """The last day on which supply can begin, without a break from then on, and be enough."""
        return LastChance(self)

    @property
    def _inexact(self) -> tuple[str, ...]:
        return (f"{self.clause} (a time is not exact enough)",)

    def __str__(self) -> str:
        return f"at least {self.at_least} days covered {self.span}"


@attrs.frozen(eq=False, repr=False)
class LastChance(Day):
    """The first day after which so many days can no longer be covered; the span's last if enough.

    Where a supply is not exactly known it may be any later day of the span.
    """

    covered: Covered

    def bounds(self, frame: Frame) -> Bounds | None:
        """The day that may be left uncovered no more; None when there is no such span."""
        covered = self.covered
        bounds = covered.span.bounds(frame)
        if bounds is None:
            return None
        (first, first_high), (last, last_high) = bounds
        found = [frame.rows(drug) for drug in covered.drugs]
        if first != first_high or any(rows.missing for rows in found):
            return last, last_high
        spans = sorted(
            span for rows in found for span in spans_of(rows.sure, rolling=covered.laid_end_to_end)
        )
        starts, lengths = [start for start, _ in spans], [length for _, length in spans]
        spare = last - first + 1 - covered.at_least
        day = min(int(uncovered_day(starts, lengths, first, last + 1, spare + 1)), last)
        exact = not any(rows.maybe or not all(map(_exact, rows.sure)) for rows in found)
        return day, day if exact else last

    def __str__(self) -> str:
        return f"the last day on which there can be {self.covered}"


def spans_of(rows: list[Row], *, rolling: bool) -> list[tuple[float, float]]:
    """One drug's supplies as start and length; what nobody knows counts nothing.

    With ``rolling`` an early supply is shifted to the end of the one before it.
    """
    known = sorted(
        (row.start_low, row.end_low - row.start_low + 1)
        for row in rows
        if row.end_high != NEVER and row.end_low >= row.start_low and _exact(row)
    )
    starts, lengths = [start for start, _ in known], [length for _, length in known]
    begins: Sequence[float] = rolled_out(starts, lengths) if rolling else starts
    return list(zip(begins, lengths, strict=True))


def _exact(row: Row) -> bool:
    return row.start_low == row.start_high and row.end_low == row.end_high


def _possible(rows: list[Row], first: int, last: int, *, rolling: bool) -> int:
    """How many more days one drug's supplies of inexact days can cover between two days.

    A further supply never uncovers a day, and covers no more days than it lasts; supplies after it
    shift by no more than all of them last.
    """
    known = [row for row in rows if row.end_high != NEVER]
    all_last = sum(row.end_high - row.start_low + 1 for row in known) if rolling else 0
    return sum(
        row.end_high - row.start_low + 1
        for row in known
        if not _exact(row) and row.start_low <= last and row.end_high + all_last >= first
    )
