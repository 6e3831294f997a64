"""A chart in the making."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from carecoord.model.chart import LISTS, Chart
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.patient import Patient


@attrs.frozen(kw_only=True)
class Scene:
    """A patient's birth date and sex, and the facts of one chart; every list was asked for."""

    born: date = date(1960, 1, 1)
    sex: CodeableConcept | None = None
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=as_tuple)

    def having(self, facts: Iterable[Fact]) -> Scene:
        """The same scene with more facts."""
        return attrs.evolve(self, facts=(*self.facts, *facts))

    @property
    def chart(self) -> Chart:
        """The chart."""
        lists: dict[str, Any] = dict.fromkeys(LISTS, ())
        for fact in self.facts:
            lists[fact.listed_under] += (fact,)
        patient = Patient(birth_date=self.born, sex=self.sex)
        return Chart(key="p", patient=patient, **lists)
