"""Deadlines that a payer or a law set: days, or instants where hours count.

A day is inside; an instant is too, and what comes after it is late. A month or a year leaves open
on which of its days something is over. The view alone is asked whether a deadline has come.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast

from carecoord.model.instants import real_time_later
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.timing import as_date, day_bounds
from carecoord.rules.engine.view import View

_A_MOMENT = timedelta(microseconds=1)


def over(time: ClinicalTime, view: View) -> bool | None:
    """Whether a deadline has passed; None when it is not known that exactly."""
    if isinstance(time, datetime):
        return view.passed(real_time_later(time, _A_MOMENT))
    low, high = day_bounds(time, view.zone)
    if view.reached(high + 1):
        return True
    return None if low != high and view.reached(low + 1) else False


def within(time: ClinicalTime, lead: Parameter, view: View) -> bool:
    """Whether so many days before a deadline, or less, are left; its first possible day counts."""
    first = day_bounds(time, view.zone)[0]
    return view.reached(first - days_in(lead, first, view))


def lapsed(time: ClinicalTime, days: int, view: View) -> bool:
    """Whether more than so many days have passed since the last day that a time can mean."""
    return view.reached(day_bounds(time, view.zone)[1] + days + 1)


def days_in(parameter: Parameter, day: int, view: View) -> int:
    """How many days a parameter whose default is in days says, on a day."""
    return cast("Offset", view.parameters.value(parameter.name, on(day))).count


def due_on(time: ClinicalTime) -> date | datetime:
    """What to call a deadline in an action: of a month or a year, its first day."""
    return time.first_day if isinstance(time, PartialDate) else time


def days_after(time: ClinicalTime, days: int) -> date | datetime | None:
    """So many days later, an instant as an instant; None beyond the calendar."""
    if isinstance(time, datetime):
        return _later(time, timedelta(days=days))
    first = time.first_day if isinstance(time, PartialDate) else time
    return as_date(first.toordinal() + days)


def in_words(time: ClinicalTime) -> str:
    """A deadline as people write it; an instant with its offset."""
    return time.isoformat(sep=" ", timespec="minutes") if isinstance(time, datetime) else str(time)


def _later(time: datetime, by: timedelta) -> datetime:
    try:
        return time + by
    except OverflowError:
        # Systems write the calendar's last instant for "never".
        return time
