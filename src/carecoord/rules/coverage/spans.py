"""Whether a day lies in a period as a payer writes it; and the days of a period.

An instant counts by its own day, as in ``Period.contains``: payers speak of days.
"""

from __future__ import annotations

from datetime import date, datetime

from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.period import Period


def inside(period: Period, day: date) -> bool | None:
    """Whether a day is inside, the last one too; None where a month or a year does not decide.

    An edge that is not given is open.
    """
    begun, lasting = _begun(period.start, day), _lasting(period.end, day)
    if begun is False or lasting is False:
        return False
    return None if begun is None or lasting is None else True


def _begun(start: ClinicalTime | None, day: date) -> bool | None:
    if isinstance(start, PartialDate):
        if day < start.first_day:
            return False
        return True if day >= start.last_day else None
    return start is None or own_day(start) <= day


def _lasting(end: ClinicalTime | None, day: date) -> bool | None:
    if isinstance(end, PartialDate):
        # It ended on a day of that month, which was inside.
        if day > end.last_day:
            return False
        return True if day <= end.first_day else None
    if isinstance(end, datetime):
        return day <= end.date()
    return end is None or day < end


def own_day(time: ClinicalTime) -> date:
    """The day of a time where it was written; of a month or a year, the first."""
    if isinstance(time, datetime):
        return time.date()
    return time.first_day if isinstance(time, PartialDate) else time


def first_day(period: Period | None) -> date | None:
    """The first day inside, the earliest that it can be; None when open or not given."""
    return None if period is None or period.start is None else own_day(period.start)


def last_day(period: Period | None) -> date | None:
    """The last day inside, the latest that it can be; None when open or not given."""
    ended = None if period is None else period.ended
    if isinstance(ended, PartialDate):
        return ended.last_day
    return None if ended is None else own_day(ended)
