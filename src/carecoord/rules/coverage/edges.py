"""The first and the last day of a period as a payer writes it.

An instant counts by its own day, as in ``Period.contains``: payers speak of days.
"""

from __future__ import annotations

from datetime import date

from carecoord.model.moment import own_day, own_last_day
from carecoord.model.period import Period


def first_day(period: Period | None) -> date | None:
    """The first day inside, the earliest that it can be; None when open or not given."""
    return None if period is None or period.start is None else own_day(period.start)


def last_day(period: Period | None) -> date | None:
    """The last day inside, the latest that it can be; None when open or not given."""
    ended = None if period is None else period.ended
    return None if ended is None else own_last_day(ended)
