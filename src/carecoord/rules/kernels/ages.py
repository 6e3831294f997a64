"""Ages on days of which one or both are not exactly known."""

from __future__ import annotations

from datetime import date

from carecoord.model.calendar_rules import completed_years
from carecoord.model.moment import PartialDate


def age_between(
    born: date | PartialDate,
    on: tuple[date, date],
    at_least: int | None,
    at_most: int | None,
) -> bool | None:
    """Whether the completed years lie between two ages, both inside.

    ``on`` is the earliest and latest day asked about. None when the answer differs between them, or
    between the days that a partial birth date can mean.
    """
    first, last = (born.first_day, born.last_day) if isinstance(born, PartialDate) else (born, born)
    youngest, oldest = completed_years(last, on[0]), completed_years(first, on[1])
    too_young = at_least is not None and oldest < at_least
    too_old = at_most is not None and youngest > at_most
    if too_young or too_old:
        return False
    old_enough = at_least is None or at_least <= youngest
    young_enough = at_most is None or oldest <= at_most
    return True if old_enough and young_enough else None
