"""Teaching, and whether it was understood."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Education(Fact):
    """Something taught; ``teach_back`` says whether the learner could explain it."""

    listed_under = "education"

    topic: CodeableConcept | None = None
    given_on: ClinicalTime | None = attrs.field(default=None, validator=aware("given on"))
    learner: Actor | None = None
    teacher: Actor | None = None
    teach_back: bool | None = None
    language: CodeableConcept | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """What was taught."""
        return () if self.topic is None else (self.topic,)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When given."""
        return self.given_on
