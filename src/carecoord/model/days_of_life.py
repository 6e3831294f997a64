"""Days of birth and death that two records give: whether they can be one, and which says more."""

from __future__ import annotations

from datetime import date, datetime

from carecoord.model.moment import ClinicalTime, PartialDate


def birth_dates_differ(one: date | PartialDate | None, two: date | PartialDate | None) -> bool:
    """Whether two birth dates cannot be the same day; an unknown one contradicts nothing."""
    if one is None or two is None:
        return False
    return _last(one) < _first(two) or _last(two) < _first(one)


Day = ClinicalTime | bool | None
"""A day; for a death True when only the fact is known, False when the record says alive."""


def sharper(one: Day, two: Day) -> Day:
    """Which of two says more, if one is within the other; the first where neither is.

    >>> sharper(PartialDate(1950), date(1950, 4, 1))
    datetime.date(1950, 4, 1)
    >>> sharper(date(1950, 4, 1), date(1950, 4, 2))
    datetime.date(1950, 4, 1)
    """
    if one is None or isinstance(one, bool):
        # That somebody died is more than that they lived; when it was is more than that.
        return two if two or one is None else one
    if two is None or isinstance(two, bool) or not _first(one) <= _first(two) <= _last(one):
        return one
    return two if _precision(two) > _precision(one) else one


def _first(day: ClinicalTime) -> date:
    if isinstance(day, PartialDate):
        return day.first_day
    return day.date() if isinstance(day, datetime) else day


def _last(day: ClinicalTime) -> date:
    return day.last_day if isinstance(day, PartialDate) else _first(day)


def _precision(day: ClinicalTime) -> int:
    if isinstance(day, PartialDate):
        return 0 if day.month is None else 1
    return 3 if isinstance(day, datetime) else 2
