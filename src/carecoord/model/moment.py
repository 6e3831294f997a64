"""Clinical times as they were written: a day, an instant, or only a month or a year.

``ClinicalTime`` is ``datetime.date`` (a day), an aware ``datetime.datetime`` (an instant) or a
``PartialDate`` (a month or a year). The precision is never invented: a comparison that it
cannot decide is unknown.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any

import attrs

from carecoord.errors import RecordRejected


def _check_month(_: PartialDate, __: object, month: int | None) -> None:
    if month is not None and not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        raise RecordRejected(
            asked="partial date",
            found="the month is not between 1 and 12",
            remedy="Give a month of the year, or leave it out",
        )


@attrs.frozen(order=False)
class PartialDate:
    """A date of which only the year, or the year and month, is known."""

    year: int = attrs.field(validator=attrs.validators.instance_of(int))
    month: int | None = attrs.field(default=None, validator=_check_month)

    @property
    def first_day(self) -> date:
        """The earliest day this can mean."""
        return date(self.year, self.month or 1, 1)

    @property
    def last_day(self) -> date:
        """The latest day this can mean."""
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


ClinicalTime = date | datetime | PartialDate


def first_day(time: ClinicalTime, zone: tzinfo) -> date:
    """The earliest calendar day in ``zone`` that ``time`` can mean."""
    if isinstance(time, PartialDate):
        return time.first_day
    if isinstance(time, datetime):
        return time.astimezone(zone).date()
    return time


def last_day(time: ClinicalTime, zone: tzinfo) -> date:
    """The latest calendar day in ``zone`` that ``time`` can mean."""
    if isinstance(time, PartialDate):
        return time.last_day
    return first_day(time, zone)


Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def aware(what: str) -> Validator:
    """Make a validator: an instant needs an offset. ``what`` names the field for the message."""

    def check(_: object, __: object, time: object) -> None:
        if isinstance(time, datetime) and time.tzinfo is None:
            raise RecordRejected(
                asked=what,
                found="an instant without an offset from UTC",
                remedy="Give the offset, or only the date",
            )

    return check
