"""Conditions on the patient's age."""

from __future__ import annotations

import attrs

from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.dates import Day
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import as_date
from carecoord.rules.kernels.ages import age_between


@attrs.frozen(eq=False, repr=False)
class AgeAt(Condition):
    """The patient's completed years on a day lie between two ages, both inside; None is open."""

    on: Day
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, frame: Frame) -> bool | None:
        """Whether they do, without evidence."""
        bounds = self.on.bounds(frame)
        born = frame.view.patient.birth_date
        if bounds is None:
            return False
        first, last = as_date(bounds[0]), as_date(bounds[1])
        if born is None or first is None or last is None:
            return None
        return age_between(born, (first, last), self.at_least, self.at_most)

    def answer(self, frame: Frame) -> Answer:
        """Whether they do; without a birth date it is not known."""
        bounds = self.on.bounds(frame)
        born = frame.view.patient.birth_date
        if bounds is None:
            return Answer(False, (Evidence(clause=self.clause, holds=False),))
        if born is None:
            return _unknown(self.clause, "birth date")
        first, last = as_date(bounds[0]), as_date(bounds[1])
        if first is None or last is None:
            return _unknown(self.clause, f"the day of {self.on}")
        holds = age_between(born, (first, last), self.at_least, self.at_most)
        if holds is None:
            return _unknown(self.clause, "exact birth date")
        return Answer(holds, (Evidence(clause=self.clause, holds=holds),))

    def __str__(self) -> str:
        return f"age {_years(self.at_least, self.at_most)} at {self.on}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Age(Condition):
    """The patient's completed years now lie between two ages, both inside; None is open."""

    at_least: int | None = None
    at_most: int | None = None

    def answer(self, frame: Frame) -> Answer:
        """Whether they do, as long as no birthday changes it."""
        view = frame.view
        if view.patient.birth_date is None:
            return _unknown(self.clause, "birth date")
        old_enough = True if self.at_least is None else view.age_reached(self.at_least)
        too_old = False if self.at_most is None else view.age_reached(self.at_most + 1)
        if old_enough is False or too_old:
            return Answer(False, (Evidence(clause=self.clause, holds=False),))
        if old_enough is None or too_old is None:
            return _unknown(self.clause, "exact birth date")
        return Answer(True, (Evidence(clause=self.clause, holds=True),))

    def __str__(self) -> str:
        return f"age {_years(self.at_least, self.at_most)}"


def _years(at_least: int | None, at_most: int | None) -> str:
    if at_most is None:
        return f"{at_least} or more"
    return f"up to {at_most}" if at_least is None else f"{at_least} to {at_most}"


def _unknown(clause: str, missing: str) -> Answer:
    return Answer(None, (Evidence(clause=clause, holds=None),), (missing,))
