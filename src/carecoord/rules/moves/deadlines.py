"""Whether a deadline or a last day is past.

A deadline that is an instant is past after that instant, one that is a day after that day: the last
day is inside. A moment that is a day is the whole of that day. The day of an instant is that of its
own offset, so give instants in the zone of the place or of the payer.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from carecoord.model.instants import is_before
from carecoord.model.moment import ClinicalTime, PartialDate, first_day, own_day, own_last_day
from carecoord.model.period import Period
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.refusal import refused


def over(limit: ClinicalTime, at: Moment) -> bool:
    """Whether a deadline is past by a moment, by the end of it where it is a day."""
    if isinstance(limit, datetime):
        return is_before(limit, at) if isinstance(at, datetime) else at >= limit.date()
    return own_day(at) > own_last_day(limit)


def later(time: ClinicalTime, limit: ClinicalTime) -> bool:
    """Whether a time lies for certain after another."""
    if isinstance(time, datetime) and isinstance(limit, datetime):
        return is_before(limit, time)
    return own_day(time) > own_last_day(limit)


def contrary(time: ClinicalTime, limit: ClinicalTime) -> bool:
    """Whether a time lies after another wherever they were written.

    Who writes an instant and who writes a day may be in two zones: a day between them is none.
    """
    if isinstance(time, datetime) == isinstance(limit, datetime):
        return later(time, limit)
    return (own_day(time) - own_last_day(limit)).days > 1


def check_done(asked: str, at: Moment, **times: ClinicalTime | None) -> None:
    """Whether what is told to have happened had happened by a moment.

    Raises:
        MoveRefused: one of the times is yet to come.
    """
    ahead = [name for name, one in times.items() if one is not None and later(one, at)]
    if ahead:
        raise refused(asked, f"{', '.join(ahead)} is yet to come", "Say when it was")


def check_order(
    asked: str, first: ClinicalTime | None, then: ClinicalTime | None, found: str
) -> None:
    """Whether what comes first did; times that are not known, or overlap, say nothing.

    Raises:
        MoveRefused: the second happened before the first.
    """
    if first is not None and then is not None and contrary(first, then):
        raise refused(asked, found, "Correct one of the days")


def since(limit: ClinicalTime) -> date | datetime:
    """From when on a deadline is past: an instant itself, of a day the day after."""
    if isinstance(limit, datetime):
        return limit
    last = own_last_day(limit)
    return last if last == date.max else last + timedelta(days=1)


def last_day(period: Period) -> date | None:
    """The last day inside; an instant as edge counts by its own day. None where there is none."""
    ended = period.ended
    return None if ended is None else own_last_day(ended)


def ended_by(period: Period, at: Moment) -> bool:
    """Whether the last day of a period is past; an instant counts by its day at the period's end.

    A period without an end goes on.
    """
    end = period.end
    if end is None:
        return False
    if isinstance(end, datetime):
        return first_day(at, end.tzinfo) > end.date()
    day = at.date() if isinstance(at, datetime) else at
    return day > end.last_day if isinstance(end, PartialDate) else day >= end


day_of = own_day
"""The day of a time, of an instant in its own offset; of a month or a year its first day."""
