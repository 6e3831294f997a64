"""More time for a payer to decide: only as its row allows it.

Source: the extensions of the rows of ``decisions`` and ``appeals``. Departures: a notice after the
end extends nothing (decision 0053).
"""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.moment import PartialDate, first_day
from carecoord.model.permission_case import ClockExtension
from carecoord.rules.permissions.clocks.answer import Due, checked
from carecoord.rules.permissions.clocks.counting import after, later, later_by_the_wall_clock
from carecoord.rules.permissions.clocks.row import Clock, ExtensionReason


def extended(
    due: Due,
    reason: ExtensionReason,
    noticed_on: date | datetime,
    *,
    days: int | None = None,
) -> ClockExtension:
    """Give the payer more time, as far as its row allows it: ``days``, else all of them.

    The days are calendar days after the end that it would have had, at the same time by the clock
    on the wall. ``prolonged`` gives the new end.

    Raises:
        MoveRefused: the row allows none, not for that reason or not so many days; it was extended
            before; or the notice came after the end.
        RecordRejected: a notice at an instant without an offset.
    """
    noticed_on = checked(noticed_on, "noticed on")
    more = due.row.extension if isinstance(due.row, Clock) else None
    if more is None or due.extension is not None:
        raise _refused(
            "this clock cannot be extended" if more is None else "it was extended before"
        )
    if reason not in more.reasons:
        raise _refused(f"that reason is none of: {'; '.join(one.value for one in more.reasons)}")
    wanted = more.days if days is None else days
    if not 1 <= wanted <= more.days:
        raise _refused(f"{wanted} days are not between 1 and {more.days}")
    if _after(noticed_on, due):
        raise _refused("the notice came after the time to decide had run out")
    to = (
        later_by_the_wall_clock(due.by, wanted, due.zone)
        if isinstance(due.by, datetime)
        else later(due.by, wanted)
    )
    return ClockExtension(to=to, reason=reason.value, noticed_on=noticed_on)


def _after(noticed_on: date | datetime, due: Due) -> bool:
    if isinstance(noticed_on, datetime) and isinstance(due.by, datetime):
        return after(noticed_on, due.by)
    return first_day(noticed_on, due.zone) > first_day(due.by, due.zone)


def _refused(found: str) -> MoveRefused:
    return MoveRefused(
        asked="extending the time to decide",
        found=found,
        remedy="The time to decide stays as it was: see the row of the clock",
    )


def prolonged(due: Due, extension: ClockExtension) -> Due:
    """The same with the end that an extension gives it.

    Raises:
        MoveRefused: the extension names no day, or none after the end that it had.
    """
    to = extension.to
    if isinstance(to, PartialDate) or _not_later(to, due):
        raise _refused("the new end is not a day or an instant after the old one")
    return attrs.evolve(due, by=to, extension=extension)


def _not_later(to: date | datetime, due: Due) -> bool:
    if isinstance(to, datetime) and isinstance(due.by, datetime):
        return not after(to, due.by)
    return first_day(to, due.zone) <= first_day(due.by, due.zone)
