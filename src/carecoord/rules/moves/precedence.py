"""Which of two moments comes first, where their precision tells."""

from __future__ import annotations

from datetime import datetime

from carecoord.model.instants import is_before
from carecoord.model.moment import ClinicalTime, own_day, own_last_day
from carecoord.model.period import Period


def precedes(one: ClinicalTime, other: ClinicalTime) -> bool:
    """Whether ``one`` certainly lies before ``other``; an instant's day is that of its offset."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return is_before(one, other)
    return own_last_day(one) < own_day(other)


def is_over(period: Period, at: ClinicalTime) -> bool:
    """Whether the last day or moment of a period is past at a moment; never of an open one.

    The last day is inside; an instant as end is the first moment outside.
    """
    ended = period.ended
    if isinstance(ended, datetime) and isinstance(at, datetime):
        return not is_before(at, ended)
    return ended is not None and precedes(ended, at)
