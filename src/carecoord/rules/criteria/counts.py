"""Conditions on how many facts there are, or on how many days."""

from __future__ import annotations

import attrs

from carecoord.rules.criteria.answer import NOT_EXACT, Answer, refer_all
from carecoord.rules.criteria.conditions import Condition, absent
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.resting import refer_with
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import Row


@attrs.frozen(eq=False, repr=False)
class Count(Condition):
    """At least so many facts are in the selection."""

    of: Selection
    at_least: int

    def answer(self, frame: Frame) -> Answer:
        """True with the latest facts that make up the number; false with all there are."""
        rows = frame.rows(self.of)
        if self.fewest(rows.sure) >= self.at_least:
            made_up = (refer_with(self.of, row, frame) for row in self.making(rows.sure))
            facts = tuple(dict.fromkeys(ref for refs in made_up for ref in refs))
            return Answer(True, (Evidence(clause=self.clause, holds=True, facts=facts),))
        if self.holds(frame) is False:
            if not rows.sure:
                return absent(self.clause, self.of, Rows([], []), frame)
            facts = refer_all(rows.sure)
            return Answer(False, (Evidence(clause=self.clause, holds=False, facts=facts),))
        facts = refer_all((*rows.sure, *rows.maybe))
        evidence = Evidence(clause=self.clause, holds=None, facts=facts)
        return Answer(None, (evidence,), rows.missing or (f"{self.clause}{NOT_EXACT}",))

    def holds(self, frame: Frame) -> bool | None:
        """Whether there are as many, without evidence."""
        rows = frame.rows(self.of)
        if self.fewest(rows.sure) >= self.at_least:
            return True
        few = not rows.missing and self.most([*rows.sure, *rows.maybe]) < self.at_least
        return False if few else None

    def fewest(self, rows: list[Row]) -> int:
        """How many there are at least."""
        return len(rows)

    def most(self, rows: list[Row]) -> int:
        """How many there are at most."""
        return len(rows)

    def making(self, rows: list[Row]) -> list[Row]:
        """The rows that make up the number, the latest first."""
        ordered = sorted(rows, key=lambda r: (r.start_low, r.fact.id), reverse=True)
        return ordered[: self.at_least]

    def __str__(self) -> str:
        return f"at least {self.at_least} of {self.of}"


@attrs.frozen(eq=False, repr=False)
class Days(Count):
    """Facts of the selection start on at least so many different days."""

    def fewest(self, rows: list[Row]) -> int:
        """How many certainly differ: days that may be the same count as one."""
        return len(_apart(rows))

    def most(self, rows: list[Row]) -> int:
        """How many may differ: every uncertain day may be one of its own."""
        exact = {row.start_low for row in rows if row.start_low == row.start_high}
        return len(exact) + len([row for row in rows if row.start_low != row.start_high])

    def making(self, rows: list[Row]) -> list[Row]:
        """One row for each day, the latest days first."""
        return _apart(rows)[: self.at_least]

    def __str__(self) -> str:
        return f"at least {self.at_least} days with {self.of}"


def _apart(rows: list[Row]) -> list[Row]:
    """As many rows as possible that certainly start on different days, the latest first."""
    chosen: list[Row] = []
    for row in sorted(rows, key=lambda r: (r.start_low, r.fact.id), reverse=True):
        if not chosen or row.start_high < chosen[-1].start_low:
            chosen.append(row)
    return chosen
