"""Whether the patient died by a day."""

from __future__ import annotations

import attrs

from carecoord.rules.criteria.answer import Answer
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.dates import Day
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.windows import between
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import ALWAYS, day_bounds


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Died(Condition):
    """The patient died on a day or before it; whoever is not known to have died did not."""

    by: Day

    def answer(self, frame: Frame) -> Answer:
        """Whether they did; of a death without a date it is not known."""
        holds = self.holds(frame)
        evidence = Evidence(clause=self.clause, holds=holds)
        return Answer(holds, (evidence,), ("exact date of death",) if holds is None else ())

    def holds(self, frame: Frame) -> bool | None:
        """Whether they did, without evidence."""
        view, deceased = frame.view, frame.view.patient.deceased
        bounds = self.by.bounds(frame)
        if bounds is None or not view.death():
            return False
        if deceased is None or isinstance(deceased, bool):
            return None
        return between(*day_bounds(deceased, view.zone), (ALWAYS, ALWAYS), bounds)

    def __str__(self) -> str:
        return f"died by {self.by}"
