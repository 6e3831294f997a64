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
    answers = {
        (at_least is None or at_least <= age) and (at_most is None or age <= at_most)
        for age in range(youngest, oldest + 1)
    }
    return answers.pop() if len(answers) == 1 else None
