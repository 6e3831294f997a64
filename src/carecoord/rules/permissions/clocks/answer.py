"""What comes of asking when something is due, and whether it is late."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.collected import as_tuple
from carecoord.model.moment import aware, first_day, seen_in
from carecoord.model.permission_case import ClockExtension
from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation
from carecoord.rules.permissions.clocks.counting import after, later
from carecoord.rules.permissions.clocks.levels import AppealLevel
from carecoord.rules.permissions.clocks.row import Clock

Moment = date | datetime


@attrs.frozen(kw_only=True)
class Due:
    """When something has to be done by.

    ``by`` is an instant where hours count, else the last day that is in time, in ``zone``.
    ``since`` is what the clock was counted from, ``row`` what says how long it runs.
    """

    __repr__ = shown

    by: Moment = attrs.field(validator=aware("due by"))
    since: Moment = attrs.field(validator=aware("counted from"))
    zone: tzinfo
    row: Clock | AppealLevel
    extension: ClockExtension | None = None


@attrs.frozen
class NoClock:
    """No clock runs, and why; ``citation`` is where that is said."""

    __repr__ = shown

    reason: str
    citation: Citation | None = None


@attrs.frozen
class Insufficient:
    """It cannot be told when something is due: ``missing`` says for want of what."""

    __repr__ = shown

    missing: tuple[str, ...] = attrs.field(converter=as_tuple)


Answer = Due | NoClock | Insufficient


def checked(at: Moment, what: str) -> Moment:
    """Give back a day, or an instant with its offset.

    Raises:
        RecordRejected: it is neither.
    """
    naive = isinstance(at, datetime) and at.utcoffset() is None
    if naive or not isinstance(at, date):  # pyright: ignore[reportUnnecessaryIsInstance]  callers
        raise RecordRejected(
            asked=what,
            found="neither a day nor an instant with an offset from UTC",
            remedy="Give a date, or a datetime with its offset",
        )
    return at


def overdue(due: Due, at: Moment) -> bool:
    """Whether it is late; a date says that the whole of that day has passed.

    At the very instant, and through the whole of the last day, it is in time.

    Raises:
        RecordRejected: an instant without an offset.
    """
    checked(at, "overdue at")
    if not isinstance(due.by, datetime):
        return first_day(at, due.zone) > due.by
    if isinstance(at, datetime):
        return after(at, due.by)
    return first_day(due.by, due.zone) <= at


def overdue_since(due: Due) -> Moment:
    """From when on it is late: the instant itself, or the day after the last one in time."""
    return due.by if isinstance(due.by, datetime) else later(due.by, 1)


def standing(due: Due, at: Moment) -> str:
    """Say in words how it stands: by when, or since when it is overdue and what that means."""
    if overdue(due, at):
        return f"overdue since {_words(overdue_since(due), due.zone)}: {due.row.late.value}"
    return f"due by {_words(due.by, due.zone)}"


def _words(at: Moment, zone: tzinfo) -> str:
    if isinstance(at, datetime):
        return f"{seen_in(at, zone):%Y-%m-%d %H:%M %Z}"
    return at.isoformat()
