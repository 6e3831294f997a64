"""When one thing is to be done, and how it stands on a day."""

from __future__ import annotations

from datetime import date
from enum import Enum

import attrs

from carecoord.model.shown import shown


class Standing(Enum):
    """How an occurrence stands on a day, by dates alone."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    WINDOW_CLOSED = "window closed"
    DONE = "done"
    DONE_LATE = "done late"
    WAIVED = "waived"


@attrs.frozen(kw_only=True)
class Window:
    """The days of one occurrence; each is inside its span.

    It is open from ``earliest``, wanted by ``due``, and overdue after ``overdue_after``. ``closes``
    is the last day on which it can still be done, None where it stays open. ``done`` is the day on
    which it was done, ``waived`` the day on which it was declined or found not to be needed.
    """

    __repr__ = shown

    earliest: date
    due: date
    overdue_after: date
    closes: date | None = None
    done: date | None = None
    waived: date | None = None

    def standing(self, on: date) -> Standing:
        """How it stands on a day; what was done after that day was not done yet."""
        if self.done is not None and self.done <= on:
            return Standing.DONE if self.done <= self.overdue_after else Standing.DONE_LATE
        if self.waived is not None and self.waived <= on:
            return Standing.WAIVED
        if self.closes is not None and on > self.closes:
            return Standing.WINDOW_CLOSED
        if on > self.overdue_after:
            return Standing.OVERDUE
        return Standing.DUE if on >= self.earliest else Standing.UPCOMING
