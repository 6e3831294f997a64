"""Comparing clinical times: instants as instants, all else by the days that it can mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from carecoord.model.instants import elapsed
from carecoord.model.moment import ClinicalTime, first_day, last_day

Come = Callable[[ClinicalTime], bool]
"""Whether a moment has come, for those who do not learn what moment it is."""


def certainly_before(one: ClinicalTime, other: ClinicalTime, zone: tzinfo) -> bool:
    """Whether a time lies before another, whatever both can mean."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return last_day(one, zone) < first_day(other, zone)


def after_day(time_: ClinicalTime | None, day: date | None, zone: tzinfo) -> bool:
    """Whether a time certainly lies after a day."""
    return time_ is not None and day is not None and first_day(time_, zone) > day


def come_by(day: date | None, zone: tzinfo) -> Come:
    """Make the question whether a moment has come by the end of a day; without a day all have."""
    return lambda moment: not after_day(moment, day, zone)


def earliest(times: Iterable[ClinicalTime | None], zone: tzinfo) -> ClinicalTime | None:
    """The first of the times that are known; a day counts as its beginning."""
    known = [one for one in times if one is not None]
    return min(known, key=lambda one: _beginning(one, zone), default=None)


def _beginning(one: ClinicalTime, zone: tzinfo) -> tuple[date, timedelta]:
    day = first_day(one, zone)
    began = one if isinstance(one, datetime) else datetime.combine(day, time.min, zone)
    return day, elapsed(began)
