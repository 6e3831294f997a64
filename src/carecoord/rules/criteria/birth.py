"""The patient's birth, as something that a schedule can start from."""

from __future__ import annotations

import attrs

from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.timing import Row, day_bounds


@attrs.frozen(kw_only=True, repr=False)
class BornOn(Fact):
    """The birth date of the chart's patient, made while a rule runs: it is in no list."""

    listed_under = "patient"
    hides_its_day = True

    on: ClinicalTime = attrs.field(repr=False)

    @property
    def known_on(self) -> ClinicalTime:
        """The day itself."""
        return self.on


@attrs.frozen(eq=False, repr=False)
class Birth(Selection):
    """The day on which the patient was born; nothing, and missing, when it is not on record."""

    def rows(self, frame: Frame) -> Rows:
        """One row; of a year or month alone it may be any of its days."""
        born = frame.view.patient.birth_date
        if born is None:
            return Rows([], [], ("birth date",))
        low, high = day_bounds(born, frame.view.zone)
        row = Row(BornOn(id="birth", on=born), low, high, low, high)
        return Rows([], [row]) if isinstance(born, PartialDate) else Rows([row], [])

    def __str__(self) -> str:
        return "birth"
