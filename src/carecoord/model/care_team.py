"""Who cares for the patient together."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.contact import ContactPoint
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CareTeam(Fact):
    """The people and organizations that plan to look after the patient (FHIR CareTeam).

    ``managing_organizations`` answer for the team; ``telecom`` reaches it as a whole. A
    participant's ``period`` may be over while the team goes on, and ``status`` may end it.
    """

    listed_under = "care_teams"

    status: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    name: str | None = None
    period: Period | None = None
    participants: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    managing_organizations: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    encounter: str | None = None
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its categories."""
        return self.category

    @property
    def known_on(self) -> ClinicalTime | None:
        """A team is known from the start of its work."""
        return self.period.start if self.period else None
