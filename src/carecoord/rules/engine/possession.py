"""How many days supply was in hand, up to a day: what a finding holds only as dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.finding import Finding
from carecoord.rules.kernels.pqa import days_needed

Spans = tuple[tuple[date, date], ...]

COUNTED_DAYS = "days that count"
SUPPLY_IN_HAND = "supply in hand"
"""Names of the details that hold spans, first and last day inside."""


@attrs.frozen
class Ratio:
    """Days with supply in hand, of the days that counted so far."""

    __repr__ = shown

    held: int
    counted: int

    def __str__(self) -> str:
        return f"{self.held} of {self.counted} days ({self.held / self.counted:.1%})"


def most_missed(counted: int) -> int:
    """The most days without supply of so many that leave 80 % with it, compared unrounded."""
    return counted - days_needed(counted, 4, 5)


def miss_days_left(finding: Finding, as_of: date | datetime) -> int | None:
    """How many days more may pass without supply, ``as_of`` the first, with 80 % in reach.

    0 on the last day on which a fill keeps it in reach, and from then on; None when the finding
    does not count possession.
    """
    details = dict(finding.details)
    if COUNTED_DAYS not in details or SUPPLY_IN_HAND not in details:
        return None
    counted = _days(details[COUNTED_DAYS], date.max.toordinal())
    before = (as_of.date() if isinstance(as_of, datetime) else as_of).toordinal() - 1
    missed = _days(details[COUNTED_DAYS], before) - _days(details[SUPPLY_IN_HAND], before)
    return max(0, most_missed(len(counted)) - len(missed))


def ratio_to_date(finding: Finding, as_of: date | datetime) -> Ratio | None:
    """Count up to ``as_of``, that day inside; None when the finding does not count possession."""
    details = dict(finding.details)
    if COUNTED_DAYS not in details or SUPPLY_IN_HAND not in details:
        return None
    today = (as_of.date() if isinstance(as_of, datetime) else as_of).toordinal()
    counted = _days(details[COUNTED_DAYS], today)
    held = counted & _days(details[SUPPLY_IN_HAND], today)
    return Ratio(len(held), len(counted)) if counted else None


def _days(spans: object, today: int) -> frozenset[int]:
    return frozenset(
        day
        for first, last in cast("Iterable[tuple[date, date]]", spans)
        for day in range(first.toordinal(), min(last.toordinal(), today) + 1)
    )


def on(day: int) -> date:
    """A day number as a date; beyond an end of the calendar, that end."""
    return date.fromordinal(max(1, min(day, date.max.toordinal())))
