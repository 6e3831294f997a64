"""Whether an amount on a day still fits into a permission: its days, its units, its weekly cap.

What was drawn counts in the week of its own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

import attrs

from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.authorization_decision import CALL, PENDED
from carecoord.model.moment import own_day
from carecoord.model.shown import shown
from carecoord.rules.concepts.amounts import Amount, granted
from carecoord.rules.concepts.caps import SUNDAY, begins
from carecoord.rules.permissions.balance import Balance, balances
from carecoord.rules.permissions.lasting import lasting


class Unfunded(Enum):
    """Why nothing funds a visit; of several reasons the last of this list is told."""

    NOT_KEPT = "not kept or not booked: it draws nothing"
    NO_DAY = "its day is not known"
    NO_PERMISSION = "no permission for it"
    REFUSED = "the permission was refused"
    NOT_DECIDED = "the payer has not decided"
    OUTSIDE = "outside the dates of the permission"
    DATES_UNSURE = "the dates of the permission are not known exactly"
    OTHER_UNIT = "the permission counts in another type of unit"
    UNIT_UNKNOWN = "what the permission or its draws count is not known"
    UNITS_PER_VISIT_UNKNOWN = "how many of its units a visit takes is not known"
    LENGTH_UNKNOWN = "how long it takes is not known"
    USED_UP = "the units of the permission are used up"
    CAP_REACHED = "no more is permitted in this week"

    @property
    def closeness(self) -> int:
        """How near it came to being funded."""
        return list(type(self)).index(self)


Reason = tuple[Unfunded, str]
"""Why a permission does not fund a visit, and its fact id."""


@attrs.frozen(kw_only=True)
class Fit:
    """The item that an amount fits into, or why it fits into none."""

    __repr__ = shown

    item: AuthorizationItem | None = None
    because: Unfunded | None = None


def fits(
    authorization: Authorization,
    day: date,
    amount: Amount,
    item: AuthorizationItem | None = None,
    first_weekday: int = SUNDAY,
) -> Fit:
    """Whether an amount can still be used on a day: of an item, else of any item in their order."""
    state = undecided_or_refused(authorization)
    if state is not None:
        return Fit(because=state)
    found: list[Reason] = []
    for line in balances(authorization):
        if item is not None and line.item != item:
            continue
        why = _why_not(authorization, line, day, amount, first_weekday)
        if why is None:
            return Fit(item=line.item)
        found.append((why, authorization.id))
    waits = item is not None and undecided(item)
    why, _ = nearest(found, Unfunded.NOT_DECIDED if waits else Unfunded.REFUSED)
    return Fit(because=why)


def nearest(
    found: Sequence[Reason], otherwise: Unfunded = Unfunded.NO_PERMISSION
) -> tuple[Unfunded, str | None]:
    """Of several reasons the one that came nearest, of equal ones the last."""
    return max(reversed(found), key=lambda one: one[0].closeness, default=(otherwise, None))


def undecided_or_refused(authorization: Authorization) -> Unfunded | None:
    """Why a permission as a whole funds nothing; None when something of it may."""
    if authorization.status != "active" or authorization.cancels:
        return Unfunded.NO_PERMISSION
    if authorization.outcome not in {"complete", "partial"}:
        return Unfunded.NOT_DECIDED
    if authorization.granted:
        return None
    return Unfunded.NOT_DECIDED if any(map(undecided, authorization.items)) else Unfunded.REFUSED


def undecided(item: AuthorizationItem) -> bool:
    """Whether the payer still owes an answer for an item."""
    return not item.cancelled and (item.unanswered or item.review_action in {PENDED, CALL})


def cap_of(item: AuthorizationItem) -> Amount | None:
    """The most that may be used of an item in a day, a week or a month."""
    return granted(item.cap, item.unit)


def _why_not(
    authorization: Authorization, line: Balance, day: date, amount: Amount, first_weekday: int
) -> Unfunded | None:
    held = lasting(authorization, line.item).holds(day)
    if held is not True:
        return Unfunded.DATES_UNSURE if held is None else Unfunded.OUTSIDE
    if line.unit is None or line.stray:
        return Unfunded.UNIT_UNKNOWN
    if not line.unit.like(amount.unit):
        return Unfunded.OTHER_UNIT
    if line.remaining is not None and not line.remaining.covers(amount):
        return Unfunded.USED_UP
    cap = cap_of(line.item)
    if cap is None:
        return None
    week = begins(day, line.item.cap_period, first_weekday)
    in_week = amount
    for draw, drawn in line.draws:
        if begins(own_day(draw.on), line.item.cap_period, first_weekday) == week:
            in_week += drawn
    return None if cap.covers(in_week) else Unfunded.CAP_REACHED
