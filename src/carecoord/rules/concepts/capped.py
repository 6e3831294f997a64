"""The caps of a permission: the most that its visits may draw in a day, a week or a month.

The caps of all granted items add up, as their units do. A visit counts in the period of its day,
and a period begins as ``caps`` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from carecoord.model.authorization_item import AuthorizationItem, CapPeriod
from carecoord.model.shown import shown
from carecoord.rules.concepts.amounts import Amount, granted, total
from carecoord.rules.concepts.caps import begins
from carecoord.rules.concepts.drawn import countable


@attrs.frozen(kw_only=True)
class Cap:
    """So much in a period."""

    __repr__ = shown

    most: Amount
    period: CapPeriod


def cap_of(items: Sequence[AuthorizationItem]) -> Cap | None:
    """The cap of some items together.

    None where one of them names none, they begin anew at different times, or count what visits do
    not tell of.
    """
    most = total(granted(item.cap, item.unit) for item in items)
    periods = {item.cap_period for item in items}
    if most is None or not countable(most.unit) or len(periods) > 1:
        return None
    return Cap(most=most, period=periods.pop())


def unclear(items: Sequence[AuthorizationItem]) -> bool:
    """Whether some item names a cap, and visits cannot be counted by it."""
    return any(item.cap is not None for item in items) and cap_of(items) is None


class Used:
    """What visits drew in each period, while they are dealt out."""

    def __init__(self, cap: Cap | None) -> None:
        """Begin with nothing drawn; without a cap everything has room."""
        self._cap = cap
        self._drawn: dict[date, Amount] = {}

    def has_room(self, day: date | None, needs: Amount) -> bool:
        """Whether so much can be drawn on a day; of a day that is not known it cannot be told."""
        if self._cap is None or day is None:
            return True
        return self._cap.most.covers(self._with(begins(day, self._cap.period), needs))

    def draw(self, day: date | None, needs: Amount) -> None:
        """Count what was drawn on a day."""
        if self._cap is not None and day is not None:
            period = begins(day, self._cap.period)
            self._drawn[period] = self._with(period, needs)

    def _with(self, period: date, needs: Amount) -> Amount:
        before = self._drawn.get(period)
        return needs if before is None else before + needs
