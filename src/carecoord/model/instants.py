"""Instants in order, and so much later, by real time.

Python compares two datetimes of one zone as the clock on the wall shows them, and adds on the wall
too: in the hour that comes twice in autumn a later instant then lies before an earlier one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def elapsed(at: datetime) -> timedelta:
    """How long after 1970 an instant lies: puts instants of any zones in order.

    The calendar's first and last instants cannot be written in UTC; this is known of them all.
    """
    return at - _EPOCH


def is_before(one: datetime, other: datetime) -> bool:
    """Whether an instant lies before another; both have an offset."""
    if one.tzinfo is not other.tzinfo:
        return one < other
    ours, theirs = one.utcoffset(), other.utcoffset()
    if ours == theirs or ours is None or theirs is None:
        return one < other
    return one.replace(tzinfo=None) - other.replace(tzinfo=None) < ours - theirs


def real_time_later(at: datetime, by: timedelta) -> datetime:
    """So much real time later, as the clock on the wall of the same zone then shows it.

    The calendar's last instant, which systems write for "never", stays.
    """
    try:
        return (at.astimezone(UTC) + by).astimezone(at.tzinfo)
    except OverflowError:
        return at
