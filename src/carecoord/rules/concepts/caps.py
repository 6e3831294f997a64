"""When a payer's cap begins anew: two visits a week are two from Sunday to Saturday.

A week begins on Sunday unless told otherwise, a month on its first: no source says when a payer's
cap begins anew (decision 0054).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.authorization_item import CapPeriod
from carecoord.model.calendar_rules import add_days

SUNDAY = 6
"""As ``date.weekday`` counts."""


def begins(day: date, period: CapPeriod, first_weekday: int = SUNDAY) -> date:
    """The first day of the day, week or month for which a cap counts."""
    if period is CapPeriod.DAY:
        return day
    if period is CapPeriod.MONTH:
        return day.replace(day=1)
    back = (day.weekday() - first_weekday) % 7
    return add_days(day, -back)
