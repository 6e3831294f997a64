"""How far something lies from the day that starts a clock."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from enum import Enum

import attrs

from carecoord.errors import NotInForce
from carecoord.model.calendar_rules import add_business_days
from carecoord.model.shown import shown
from carecoord.rules.engine.timing import LAST_DAY
from carecoord.rules.engine.view import View
from carecoord.rules.kernels.calendar_days import shift_months


class Unit(Enum):
    """What is counted."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    MONTHS = "months"
    FULL_MONTHS = "full months"
    YEAR_ENDS = "ends of a calendar year"


_YEARS = {0: "last ", 1: "", 2: "next "}
"""Which calendar year's end is meant, counted from the day's own."""
_LAST_OF_FEBRUARY = 305
"""So many days before 31 December the date depends on the year no more."""


@attrs.frozen
class Offset:
    """So many days, business days or months after the day that starts the clock, which is day 0.

    Full months are calendar months after the month of that day; they reach the first day after the
    last of them. The first end of a calendar year is 31 December of the same year. ``and_days`` are
    days more, or fewer, once the unit is counted.
    """

    __repr__ = shown

    count: int
    unit: Unit = Unit.DAYS
    and_days: int = 0

    @property
    def backwards(self) -> Offset:
        """As far in the other direction."""
        return attrs.evolve(self, count=-self.count, and_days=-self.and_days)

    def after(self, day: int, view: View) -> int | None:
        """The day number reached, at most the calendar's last; None without a calendar it needs."""
        reached = self._counted(day, view)
        if reached is None or day > LAST_DAY:
            return reached
        return min(max(reached + self.and_days, 1), LAST_DAY)

    def _counted(self, day: int, view: View) -> int | None:
        if self.unit is Unit.BUSINESS_DAYS:
            return self._working(day, view)
        if self.unit is Unit.MONTHS:
            return shift_months(day, self.count)
        if self.unit is Unit.FULL_MONTHS:
            return _first_of_month(shift_months(day, self.count + 1))
        if self.unit is Unit.YEAR_ENDS:
            year = date.fromordinal(day).year + self.count - 1
            return date(min(year, MAXYEAR), 12, 31).toordinal()
        return day + self.count

    def _working(self, day: int, view: View) -> int | None:
        """So many working days later; None without a calendar that covers them."""
        if view.calendar is None:
            return None
        try:
            start = date.fromordinal(day)
            return add_business_days(start, self.count, view.calendar).toordinal()
        except NotInForce:
            return None

    @property
    def named_day(self) -> str | None:
        """The day of the calendar that it names, in words; None where it is a distance."""
        if self.unit is Unit.FULL_MONTHS and self.count >= 0 and self.and_days == -1:
            return f"the end of {_later('month', self.count)}"
        if self.unit is not Unit.YEAR_ENDS or not -_LAST_OF_FEBRUARY <= self.and_days <= 0:
            return None
        if self.count < 1 or self == year_end():
            return None
        on = date(1, 12, 31) + timedelta(days=self.and_days)
        return f"{on.day} {on:%B} of {_later('calendar year', self.count - 1)}"

    def __str__(self) -> str:
        size = abs(self.and_days)
        more = f" {'less' if self.and_days < 0 else 'and'} {size} day{'' if size == 1 else 's'}"
        return self.named_day or f"{self._unit()}{more if self.and_days else ''}"

    def _unit(self) -> str:
        if self.unit is Unit.YEAR_ENDS and self.count in _YEARS:
            return f"the end of the {_YEARS[self.count]}calendar year"
        if self.count != 1:
            return f"{self.count} {self.unit.value}"
        return f"1 {self.unit.value.removesuffix('s')}"


def _later(what: str, count: int) -> str:
    """This month or year, the next, or one so many later."""
    words = {0: f"the {what}", 1: f"the next {what}"}
    return words.get(count, f"the {what} {count} {what.rsplit(maxsplit=1)[-1]}s later")


def days(count: int) -> Offset:
    """Calendar days."""
    return Offset(count)


def business_days(count: int) -> Offset:
    """Working days of the catalogue's calendar."""
    return Offset(count, Unit.BUSINESS_DAYS)


def months(count: int, *, and_days: int = 0) -> Offset:
    """Calendar months, clipped to the month's end, and so many days more or fewer."""
    return Offset(count, Unit.MONTHS, and_days)


def year_end() -> Offset:
    """The 31 December on or after the day."""
    return Offset(1, Unit.YEAR_ENDS)


def full_months(count: int) -> Offset:
    """Calendar months that pass in full after the month of the day: 14 February, 11, 1 February."""
    return Offset(count, Unit.FULL_MONTHS)


def _first_of_month(day: int) -> int:
    """A day beyond what a date can name stays."""
    return day - date.fromordinal(day).day + 1 if 1 <= day <= LAST_DAY else day
