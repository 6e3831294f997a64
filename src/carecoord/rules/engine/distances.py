"""How many days lie between two days that a rule derives, as far as the rule alone says."""

from __future__ import annotations

from datetime import date

import attrs

from carecoord.rules.criteria.dates import Day, EachEdge, On, PeriodEdge, RowDay, Shifted, YearDay
from carecoord.rules.engine.spans import Bounds, days_of_months

_YEAR = 12
_CLIPPED = 3
"""Days by which a month's end may have moved a day before further months are counted from it."""
_PERIOD = "the first day of the measurement period"


@attrs.frozen
class _Lies:
    """What a day is counted from, how many months and days after it it lies, and give or take."""

    origin: object
    months: int = 0
    days: int = 0
    slack: int = 0


def distance(first: Day, last: Day) -> Bounds | None:
    """The fewest and most days from one day to another; None when the rule alone does not say."""
    start, end = _lies(first), _lies(last)
    if start is None or end is None or start.origin != end.origin:
        return None
    low, high = days_of_months(end.months - start.months)
    more, slack = end.days - start.days, start.slack + end.slack
    return low + more - slack, high + more + slack


def _lies(day: Day) -> _Lies | None:
    """Where a day lies. A measurement period is a whole calendar year."""
    if isinstance(day, On):
        return _Lies("a calendar day", days=(day.day - date.min).days)
    if isinstance(day, PeriodEdge):
        return _Lies(_PERIOD, _YEAR, -1) if day.last else _Lies(_PERIOD)
    if isinstance(day, YearDay):
        months = _YEAR * day.years + day.month
        return _Lies(_PERIOD, months, -1) if day.day is None else _of_month(months, day.day)
    if isinstance(day, EachEdge):
        return _Lies(("each", day.end))
    if isinstance(day, RowDay):
        return _Lies((id(day.of), day.end))
    return _shifted(day) if isinstance(day, Shifted) else None


def _of_month(months: int, day: int) -> _Lies:
    return _Lies(_PERIOD, months - 1, day - 1)


def _shifted(day: Shifted) -> _Lies | None:
    base = _lies(day.day)
    if base is None:
        return None
    moved = day.months and (base.months or base.days)
    return _Lies(
        base.origin,
        base.months + day.months,
        base.days + day.days,
        base.slack + (_CLIPPED if moved else 0),
    )
