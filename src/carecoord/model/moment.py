"""Clinical times as they were written: a day, an instant, or only a month or a year.

``ClinicalTime`` is ``datetime.date`` (a day), an aware ``datetime.datetime`` (an instant) or a
``PartialDate`` (a month or a year). The precision is never invented: a comparison that it
cannot decide is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.calendar_rules import days_of_month
from carecoord.model.shown import shown


def _check_year(_: PartialDate, __: object, year: Any) -> None:  # noqa: ANN401  what callers give
    if type(year) is not int or not date.min.year <= year <= date.max.year:
        raise RecordRejected(
            asked="partial date",
            found="the year is not a whole number between 1 and 9999",
            remedy="Give the year in full, or leave the date out",
        )


def _check_month(_: PartialDate, __: object, month: Any) -> None:  # noqa: ANN401  what callers give
    if month is not None and (type(month) is not int or not 1 <= month <= 12):  # noqa: PLR2004  months of a year
        raise RecordRejected(
            asked="partial date",
            found="the month is not between 1 and 12",
            remedy="Give a month of the year, or leave it out",
        )


@attrs.frozen(order=False)
class PartialDate:
    """A date of which only the year, or the year and month, is known."""

    __repr__ = shown

    year: int = attrs.field(validator=_check_year)
    month: int | None = attrs.field(default=None, validator=_check_month)

    @property
    def first_day(self) -> date:
        """The earliest day this can mean."""
        return date(self.year, self.month or 1, 1)

    @property
    def last_day(self) -> date:
        """The latest day this can mean."""
        month = self.month or 12
        return date(self.year, month, days_of_month(self.year, month))

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


ClinicalTime = date | datetime | PartialDate


def first_day(time: ClinicalTime, zone: tzinfo) -> date:
    """The earliest calendar day in ``zone`` that ``time`` can mean."""
    if isinstance(time, PartialDate):
        return time.first_day
    if isinstance(time, datetime):
        return seen_in(time, zone).date()
    return time


def seen_in(at: datetime, zone: tzinfo) -> datetime:
    """An instant as the clock on the wall of ``zone`` shows it; as written where none shows it."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        # Systems write the calendar's first or last instant for "unknown" and "never".
        return at


def last_day(time: ClinicalTime, zone: tzinfo) -> date:
    """The latest calendar day in ``zone`` that ``time`` can mean."""
    if isinstance(time, PartialDate):
        return time.last_day
    return first_day(time, zone)


def own_day(time: ClinicalTime) -> date:
    """The day of a time where it was written; of a month or a year, the first.

    Payers and calendars speak of days: an instant has the day of its own offset.
    """
    if isinstance(time, datetime):
        return time.date()
    return time.first_day if isinstance(time, PartialDate) else time


def own_last_day(time: ClinicalTime) -> date:
    """The day of a time where it was written; of a month or a year, the last."""
    if isinstance(time, datetime):
        return time.date()
    return time.last_day if isinstance(time, PartialDate) else time


Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def aware(what: str) -> Validator:
    """Make a validator: an instant needs an offset, and a text is not a time.

    ``what`` names the field for the message.
    """

    def check(_: object, __: object, time: object) -> None:
        if time is None:
            return
        if isinstance(time, datetime):
            if time.utcoffset() is None:
                raise _without_offset(what)
        elif isinstance(time, str):
            raise RecordRejected(
                asked=what,
                found="a text, where a time belongs",
                remedy="Give a date, an instant with its offset, or a PartialDate",
            )

    return check


def offset_given(what: str) -> Validator:
    """Make a validator for fields that hold more than times: an instant needs an offset."""

    def check(_: object, __: object, value: object) -> None:
        if isinstance(value, datetime) and value.utcoffset() is None:
            raise _without_offset(what)

    return check


def _without_offset(what: str) -> RecordRejected:
    return RecordRejected(
        asked=what,
        found="an instant without an offset from UTC",
        remedy="Give the offset, or only the date",
    )
