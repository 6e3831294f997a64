"""What a recipe works with: a bundle, its patient, chance, and the day everything is seen from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from carecoord.testing.invented.bundle import Bundle, Reference

ZONE = ZoneInfo("America/New_York")
SATURDAY = 5
T = TypeVar("T")


class Story:
    """One invented patient: what recipes add to, and draw their details from."""

    def __init__(self, bundle: Bundle, patient: Reference, chance: Random, as_of: date) -> None:
        self.bundle = bundle
        self.patient = patient
        self.chance = chance
        self.as_of = as_of

    def ago(self, days: int) -> date:
        """The day so many days before the story is seen; a negative count lies ahead."""
        return self.as_of - timedelta(days=days)

    def working(self, day: date) -> date:
        """A day on which somebody of the clinic worked, none later than the story is seen."""
        return min(workday(day), self.as_of)

    def between(self, least: int, most: int) -> int:
        """A number by chance, both ends inside."""
        return self.chance.randint(least, most)

    def one_of(self, choices: Sequence[T]) -> T:
        """One of several, by chance."""
        return self.chance.choice(choices)


def at(day: date, hour: int, minute: int = 0) -> str:
    """An instant on a day by the clock of the clinic."""
    return datetime.combine(day, time(hour, minute), ZONE).isoformat()


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day if day.weekday() < SATURDAY else day + timedelta(days=7 - day.weekday())
