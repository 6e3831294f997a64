"""What patients say about their care."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware, offset_given
from carecoord.model.observation import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Experience(Fact):
    """A rating, complaint, compliment or grievance."""

    listed_under = "experiences"

    kind: CodeableConcept | None = None
    reported_on: ClinicalTime | None = attrs.field(default=None, validator=aware("reported on"))
    rating: Value | None = attrs.field(default=None, validator=offset_given("rating"))
    text: str | None = attrs.field(default=None, repr=False)
    encounter: str | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its kind."""
        return () if self.kind is None else (self.kind,)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When reported."""
        return self.reported_on
