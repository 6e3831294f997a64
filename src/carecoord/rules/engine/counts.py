"""Counts in words: points, and how many of what counted came to what was hoped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.finding import Finding, Outcome
from carecoord.rules.engine.possession import on

COUNTED_ARE = "counted are"
COUNTED_ON, DONE_ON, LATE_ON = "counted on", "of these done on", "of these done late on"
"""Names of the details: what is counted, and the days on which each of them counted."""

DISCHARGED_ON, LAST_DAY = "discharged on", "last day of the window"
"""Names of the details from which the day of a window is told: its day 0, and its last one."""


def points_in_words(points: int) -> str:
    """So many points."""
    return "1 point" if points == 1 else f"{points} points"


@attrs.frozen(kw_only=True)
class Count:
    """So many of those that counted from a first to a last day."""

    __repr__ = shown

    what: str
    done: int
    late: int
    counted: int
    first: date
    last: date

    def __str__(self) -> str:
        late = f", {self.late} of them late" if self.late else ""
        share = f"{self.done} of {self.counted} {self.what} ({self.done / self.counted:.1%}){late}"
        return f"{share}, from {self.first} to {self.last}"


def counted(
    what: str, days: Iterable[int], done: Iterable[int], late: Iterable[int] = ()
) -> tuple[tuple[str, object], ...]:
    """Details from which a day's count is made; ``done`` holds those done late as well."""
    lists = ((COUNTED_ON, _each(days)), (DONE_ON, _each(done)), (LATE_ON, _each(late)))
    held = tuple((name, each) for name, each in lists if each)
    return ((COUNTED_ARE, what), *held) if held else ()


def _each(days: Iterable[int]) -> tuple[tuple[date], ...]:
    return tuple((on(day),) for day in sorted(days))


def count_to_date(finding: Finding, as_of: date | datetime) -> Count | None:
    """Count up to ``as_of``, that day inside; None when nothing was counted by then."""
    details = dict(finding.details)
    today = as_of.date() if isinstance(as_of, datetime) else as_of
    days = _until(details.get(COUNTED_ON), today)
    if not days:
        return None
    return Count(
        what=str(details.get(COUNTED_ARE)),
        done=len(_until(details.get(DONE_ON), today)),
        late=len(_until(details.get(LATE_ON), today)),
        counted=len(days),
        first=days[0],
        last=days[-1],
    )


def _until(days: object, today: date) -> list[date]:
    return [day for (day,) in cast("Iterable[tuple[date]]", days or ()) if day <= today]


def day_of_window(finding: Finding, as_of: date | datetime) -> str | None:
    """Which day of the window it is, and how many are left after it; None outside of one.

    The discharge is day 0; a finding that is not met holds no open window.
    """
    details = dict(finding.details)
    first, last = details.get(DISCHARGED_ON), details.get(LAST_DAY)
    today = as_of.date() if isinstance(as_of, datetime) else as_of
    if finding.outcome is not Outcome.MET or not isinstance(first, date):
        return None
    if not isinstance(last, date) or not first <= today <= last:
        return None
    left = (last - today).days
    after = f"{left} day{'' if left == 1 else 's'} left after it" if left else "the last one"
    return f"Day {(today - first).days} of {(last - first).days} after the discharge, {after}"
