"""On which days a permission is good: its last day is inside, and an item's own days come first."""

from __future__ import annotations

from datetime import date

import attrs

from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.moment import own_day, own_last_day
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Lasting:
    """The days of a permission, as far as they are known.

    It is good for certain from ``first_surely`` to ``last_surely``, both inside, and perhaps from
    ``first`` to ``last``: a source may name only the month. An edge that is open lies at
    the calendar's own. An instant counts by the day that its offset gives it.
    """

    __repr__ = shown

    first: date = date.min
    first_surely: date = date.min
    last_surely: date = date.max
    last: date = date.max

    @property
    def exact(self) -> bool:
        """Whether both edges are known to the day."""
        return self.first == self.first_surely and self.last == self.last_surely

    def holds(self, day: date) -> bool | None:
        """Whether a day lies inside; None when the days are not known exactly enough."""
        if self.first_surely <= day <= self.last_surely:
            return True
        return None if self.first <= day <= self.last else False


def lasting(authorization: Authorization, item: AuthorizationItem | None = None) -> Lasting:
    """The days of an item, else of the whole; cut off where the permission ended early."""
    period = authorization.period
    if item is not None and item.period is not None:
        period = item.period
    found = Lasting() if period is None else _of(period)
    ended = authorization.case.ended_on if authorization.case else None
    if ended is None:
        return found
    return attrs.evolve(
        found,
        last_surely=min(found.last_surely, own_day(ended)),
        last=min(found.last, own_last_day(ended)),
    )


def inside(
    authorization: Authorization, day: date, item: AuthorizationItem | None = None
) -> bool | None:
    """Whether a day lies inside a permission; None when its days are not known exactly enough."""
    return lasting(authorization, item).holds(day)


def _of(period: Period) -> Lasting:
    start, ended = period.start, period.ended
    return Lasting(
        first=date.min if start is None else own_day(start),
        first_surely=date.min if start is None else own_last_day(start),
        last_surely=date.max if ended is None else own_day(ended),
        last=date.max if ended is None else own_last_day(ended),
    )
