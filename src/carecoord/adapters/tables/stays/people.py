"""Age, enrolment and death of the patients, as rows of stays say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import days_alike
from carecoord.adapters.tables.cells import NO_DAY
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.stays.columns import Columns
from carecoord.adapters.tables.stays.vectors import moved, replaced
from carecoord.errors import InputError
from carecoord.model.calendar_rules import add_months, birthday

ENROLLED_MONTHS = 12
OPEN = 2**62
"""Stands for the end of an enrolment that has none."""
_UNREAD = {
    "birth_date": "the birth date",
    "died_on": "the day of death",
    "enrolled_from": "the first day of enrolment",
    "enrolled_until": "the last day of enrolment",
}


@attrs.frozen(kw_only=True)
class People:
    """Of each stay the days that decide; an empty sequence where no column says them.

    ``unread`` are the columns with the rows in which something stands that is no day.
    """

    old_on: Any
    covered_on: Any
    enrolled_until: Any
    died_on: Any
    unread: dict[str, list[int]]

    @classmethod
    def of(
        cls,
        table: Table,
        columns: Columns,
        admitted: Any,  # noqa: ANN401
        *,
        age_from: int | None,
        dated: bool,
    ) -> People:
        """Read them; ``age_from`` None looks at no age.

        Raises: InputError for a column that is missing, or birth dates where days are numbers.
        """
        reader = _Reader(table, columns, dated)
        born = reader.days("birth_date") if age_from is not None else None
        old_on: Any = [] if born is None else reader.on(born, _turns(age_from or 0), "ages")
        if age_from is not None and born is None and columns.age is not None:
            old_on = _by_age(table, columns.age, admitted, age_from)
        since = reader.days("enrolled_from")
        until = reader.days("enrolled_until")
        died = reader.days("died_on")
        if until is not None:
            unread = reader.unread.get("enrolled_until", [])
            ended = moved_open(until)
            until = replaced(ended, unread, until)
        return cls(
            old_on=old_on,
            covered_on=[] if since is None else reader.on(since, _after_months, "months"),
            enrolled_until=[] if until is None else until,
            died_on=[] if died is None else died,
            unread={_UNREAD[what]: rows for what, rows in reader.unread.items()},
        )


@attrs.frozen
class _Reader:
    table: Table
    columns: Columns
    dated: bool
    unread: dict[str, list[int]] = attrs.field(factory=dict[str, list[int]])

    def days(self, what: str) -> Any | None:  # noqa: ANN401
        """The days of a column, None where it is not looked at."""
        name = getattr(self.columns, what)
        if name is None:
            return None
        form = self.columns.date_format
        days, unread = days_alike(self.table, name, _UNREAD[what], form, dated=self.dated)
        if unread:
            self.unread[what] = unread
        return days

    def on(self, days: Any, move: Callable[[date], date], what: str) -> Any:  # noqa: ANN401
        """Days moved along the calendar."""
        if not self.dated:
            raise InputError(
                asked=f"{self.table.asked}: {what} by the calendar",
                found="days that are whole numbers, not dates",
                remedy="Give dates, or name the columns None",
            )
        return moved(days, lambda day: move(date.fromordinal(day)).toordinal())


def _turns(age: int) -> Callable[[date], date]:
    return lambda born: _same_day(born, age) or birthday(born, age)


def _after_months(day: date) -> date:
    return _same_day(day, ENROLLED_MONTHS // 12) or add_months(day, ENROLLED_MONTHS)


def _same_day(day: date, years: int) -> date | None:
    """The same day of another year, where it has one; found faster than by the calendar's rules."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def _by_age(table: Table, name: str, admitted: Any, age_from: int) -> Any:  # noqa: ANN401
    """A day of admission or the day after, by whether the age at admission is enough."""
    ages = cells.numbers(table.column(name, "the age at admission"))
    if hasattr(ages, "dtype"):
        np = cells.numpy()
        days = np.where(ages >= age_from, admitted, admitted + 1)
        return np.where(np.isnan(ages), NO_DAY, days)
    return [
        NO_DAY if age != age else day + (age < age_from)  # noqa: PLR0124
        for age, day in zip(ages, admitted, strict=True)
    ]


def moved_open(days: Any) -> Any:  # noqa: ANN401
    """Days of which one that is missing lies beyond all others."""
    if hasattr(days, "dtype"):
        return cells.numpy().where(days == NO_DAY, OPEN, days)
    return [OPEN if day == NO_DAY else day for day in days]
