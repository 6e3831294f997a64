"""How many days lie between two days that a rule derives, as far as the rule alone says."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.dates import Day, EachEdge, On, PeriodEdge, RowDay, Shifted, YearDay
from carecoord.rules.engine.spans import Bounds, days_of_months
from carecoord.rules.kernels.calendar_days import shift_months

_YEAR = 12
_UNEVEN = 4
"""Days by which so many months from one day may be longer than as many from another."""
_PERIOD, _CALENDAR = "the first day of the measurement period", "the calendar"


@attrs.frozen(kw_only=True)
class _Lies:
    """What a day is counted from, how many months and days after it it lies, and give or take.

    ``anywhere`` says that months counted from it are not those counted from its origin.
    """

    __repr__ = shown

    origin: object
    months: int = 0
    days: int = 0
    slack: int = 0
    anywhere: bool = False


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
        return _Lies(origin=_CALENDAR, days=day.day.toordinal())
    if isinstance(day, PeriodEdge):
        # From the last day of a year, months lead to the last day of a month.
        return _Lies(origin=_PERIOD, months=_YEAR * day.last, days=-day.last)
    if isinstance(day, YearDay):
        return _of_year(day)
    if isinstance(day, EachEdge):
        return _Lies(origin=("each", day.end))
    if isinstance(day, RowDay):
        return _Lies(origin=(id(day.of), day.end))
    return _shifted(day) if isinstance(day, Shifted) else None


def _of_year(day: YearDay) -> _Lies:
    months = _YEAR * day.years + day.month
    if day.day is None:
        return _Lies(origin=_PERIOD, months=months, days=-1, anywhere=True)
    return _Lies(origin=_PERIOD, months=months - 1, days=day.day - 1, anywhere=day.day > 1)


def _shifted(day: Shifted) -> _Lies | None:
    base = _lies(day.day)
    if base is None:
        return None
    if base.origin == _CALENDAR:
        return attrs.evolve(base, days=shift_months(base.days, day.months) + day.days)
    uneven = _UNEVEN if day.months and base.anywhere else 0
    return attrs.evolve(
        base,
        months=base.months + day.months,
        days=base.days + day.days,
        slack=base.slack + uneven,
        anywhere=True,
    )
