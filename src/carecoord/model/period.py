"""A half-open span of time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

import attrs

from carecoord.errors import ImpossiblePeriod
from carecoord.model.instants import is_before
from carecoord.model.moment import (
    ClinicalTime,
    PartialDate,
    aware,
    first_day,
    last_day,
    own_day,
    own_last_day,
)
from carecoord.model.shown import shown

_DAY = timedelta(days=1)
_INSIDE = (datetime, PartialDate)
"""An end of these types lies inside its period."""


def _after(start: ClinicalTime, end: ClinicalTime) -> bool:
    """Whether ``end`` certainly lies before ``start``."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return is_before(end, start)
    return own_last_day(end) < own_day(start)


def _in_order(_: Period, __: object, end: ClinicalTime | None) -> None:
    if end is not None and _.start is not None and _after(_.start, end):
        raise ImpossiblePeriod(
            asked="period",
            found="the end precedes the start",
            remedy="Correct one edge; an unknown edge is None",
        )


@attrs.frozen
class Period:
    """A span ``[start, end)``; ``None`` is an edge that is open or not known.

    A day as ``end`` is the first day outside. An instant as ``end`` is the moment it ended, and
    its day is the last day: nobody stays until midnight of the day before. A month or a year as
    ``end`` is the one in which it ended. Sources whose last day is inside (FHIR, payers) are
    converted with ``Period.through``.
    """

    __repr__ = shown

    start: ClinicalTime | None = attrs.field(default=None, validator=aware("period start"))
    end: ClinicalTime | None = attrs.field(default=None, validator=[aware("period end"), _in_order])

    @classmethod
    def through(cls, start: ClinicalTime | None, last: ClinicalTime | None) -> Period:
        """Make a period from its first and last moment, both inside."""
        if last is None or isinstance(last, datetime | PartialDate):
            return cls(start, last)
        return cls(start, None if last == date.max else last + timedelta(days=1))

    def first_day(self, zone: tzinfo) -> date | None:
        """The earliest day inside, as people say it; None when open."""
        return None if self.start is None else first_day(self.start, zone)

    def last_day(self, zone: tzinfo) -> date | None:
        """The last day inside, as people say it; None when open."""
        if self.end is None:
            return None
        day = last_day(self.end, zone)
        inside = isinstance(self.end, datetime | PartialDate) or day == date.min
        return day if inside else day - timedelta(days=1)

    @property
    def ended(self) -> ClinicalTime | None:
        """The moment at which it was over, or the last day inside; None when open."""
        end = self.end
        if end is None or isinstance(end, _INSIDE) or end == date.min:
            return end
        return end - _DAY

    def contains(self, day: date) -> bool:
        """Whether a day lies inside; an instant as edge counts by its own day."""
        start, end = self.start, self.end
        if start is not None and day < own_day(start):
            return False
        if end is None:
            return True
        if isinstance(end, datetime | PartialDate):
            return day <= own_last_day(end)
        return day < end

    def holds(self, day: date) -> bool | None:
        """Whether a day lies inside for certain; None where a month or a year does not decide.

        An edge that is not given is open; an instant as edge counts by its own day.
        """
        start, ended = self.start, self.ended
        begun = start is None or _decided(own_last_day(start) <= day, own_day(start) <= day)
        lasts = ended is None or _decided(day <= own_day(ended), day <= own_last_day(ended))
        if begun is False or lasts is False or self.end == day == date.min:
            return False
        return None if begun is None or lasts is None else True


def _decided(surely: bool, maybe: bool) -> bool | None:  # noqa: FBT001  two answers to one question
    return True if surely else None if maybe else False
