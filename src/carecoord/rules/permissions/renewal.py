"""When a permission has to be renewed: before its last day, and before its units run out.

Cycles of certification (home health, hospice, equipment, waivers) are rules of their own
(``carecoord.rules.certification``): they ask for a certificate, this asks for a permission.
Departures: how many days ahead is the caller's; the default is that of decision 0005.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.model.calendar_rules import add_days
from carecoord.model.shown import shown
from carecoord.rules.engine.timing import as_date
from carecoord.rules.permissions.allocation import allocate
from carecoord.rules.permissions.fitting import Unfunded, undecided_or_refused
from carecoord.rules.permissions.lasting import lasting
from carecoord.rules.permissions.running_out import ASK_DAYS_BEFORE


@attrs.frozen(kw_only=True)
class Renewal:
    """When to ask anew: ``ask_by`` is the last day to ask, None when nothing ends.

    ``last_day`` is that of the permission, ``units_last_until`` the day of the last visit that its
    units fund once they do not reach, and ``first_unfunded`` the first visit beyond them.
    """

    __repr__ = shown

    ask_by: date | None = None
    last_day: date | None = None
    units_last_until: date | None = None
    first_unfunded: date | None = None
    missing: tuple[str, ...] = ()


def renewal(
    authorization: Authorization,
    visits: Iterable[Appointment],
    *,
    lead_days: int = ASK_DAYS_BEFORE,
    zone: tzinfo | None = None,
) -> Renewal:
    """Tell by when to ask for a permission anew, from its days and the visits that are booked.

    By date that is ``lead_days`` before the first day without it, by units as long before the
    first visit that they do not fund; the earlier of the two.
    """
    if undecided_or_refused(authorization) is not None:
        return Renewal(missing=("what was granted",))
    lasts = [lasting(authorization, item) for item in authorization.granted]
    last_day = max(one.last_surely for one in lasts)
    dealt = allocate(visits, [authorization], zone=zone).visits
    beyond = [one.on for one in dealt if one.because is Unfunded.USED_UP and one.on is not None]
    funded = [one.on for one in dealt if one.permission is not None and one.on is not None]
    first = min(beyond, default=None)
    ends = [first] if first else []
    if last_day < date.max:
        ends.append(add_days(last_day, 1))
    unsure = any(one.last != one.last_surely for one in lasts)
    return Renewal(
        ask_by=as_date(max(min(ends).toordinal() - lead_days, 1)) if ends else None,
        last_day=None if last_day == date.max else last_day,
        units_last_until=max(funded, default=None) if first else None,
        first_unfunded=first,
        missing=("the exact last day of the permission",) if unsure else (),
    )
