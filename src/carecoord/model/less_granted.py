"""Whether a payer granted less of a service than was asked for, whatever it calls its decision.

Less is a reduction of amount or of duration (decision 0045). What cannot be compared is not less:
another unit, no number, a day that is not known exactly, an end that is open.
"""

from __future__ import annotations

from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.moment import PartialDate, own_day
from carecoord.model.period import Period


def less_granted(item: AuthorizationItem, whole: Period | None = None) -> bool:
    """Whether an item holds less than was asked for; ``whole`` is when the permission is good."""
    return fewer_units(item) or shorter(item, whole)


def fewer_units(item: AuthorizationItem) -> bool:
    """Whether fewer were granted than asked for; no number of units granted is no limit."""
    if item.requested is None or item.units is None or item.requested_unit is not None:
        return False
    return item.units < item.requested


def shorter(item: AuthorizationItem, whole: Period | None = None) -> bool:
    """Whether the days granted, an item's own before those of the whole, are fewer than asked."""
    asked = _days(item.serviced) if isinstance(item.serviced, Period) else None
    given = _days(whole if item.period is None else item.period)
    return asked is not None and given is not None and given < asked


def _days(period: Period | None) -> int | None:
    """How many days a period has, first and last inside; None where they are not known exactly."""
    start, ended = (None, None) if period is None else (period.start, period.ended)
    if start is None or ended is None or isinstance(start, PartialDate):
        return None
    return None if isinstance(ended, PartialDate) else (own_day(ended) - own_day(start)).days + 1
