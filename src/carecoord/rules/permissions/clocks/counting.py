"""Where a clock ends: hours in real time, all else in days of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from carecoord.errors import NotInForce, RecordRejected
from carecoord.model.calendar_rules import (
    CalendarRule,
    IsBusinessDay,
    add_business_days,
    add_days,
    add_months,
)
from carecoord.model.instants import is_before
from carecoord.model.moment import seen_in
from carecoord.rules.permissions.clocks.lengths import BusinessDays, Days, Months

CALENDAR, HOUR = "a calendar of working days that covers it", "the hour of receipt"
"""What may be missing."""


def later(day: date, days: int) -> date:
    """So many days later; the last day that a date can name stands for never, and stays."""
    return add_days(day, days)


def later_by_the_wall_clock(at: datetime, days: int, zone: tzinfo) -> datetime:
    """So many days later, at the same time by the clock on the wall of ``zone``."""
    there = seen_in(at, zone)
    return datetime.combine(later(there.date(), days), there.time(), zone)


def after(one: datetime, other: datetime) -> bool:
    """Whether an instant lies after another."""
    return is_before(other, one)


def real_hours_later(at: datetime, hours: int, zone: tzinfo) -> datetime:
    """So many hours of real time later, as the clock on the wall of ``zone`` then shows it.

    Raises:
        RecordRejected: there is no such instant.
    """
    try:
        return (at.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)
    except OverflowError:
        raise RecordRejected(
            asked="the start of a clock",
            found="it lies at the end of the calendar",
            remedy="Give the instant at which it began, or leave it out",
        ) from None


def last_day_of(
    length: Days | Months | BusinessDays, day: date, calendar: IsBusinessDay | None
) -> date | None:
    """The last day in time, when ``day`` is day 0; None where working days are not known."""
    if isinstance(length, Days):
        return later(day, length.count)
    if isinstance(length, Months):
        return add_months(day, length.count, CalendarRule.ROLL)
    if calendar is None:
        return None
    try:
        end = add_business_days(day, length.count, calendar)
    except NotInForce:
        return None
    return end if length.at_most_days is None else min(end, later(day, length.at_most_days))


def working_day_from(day: date, calendar: IsBusinessDay | None) -> date | None:
    """A day itself if it is worked, else the next one that is; None where that is not known."""
    if calendar is None:
        return None
    try:
        return add_business_days(later(day, -1), 1, calendar)
    except NotInForce:
        return None
