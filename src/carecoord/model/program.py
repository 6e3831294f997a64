"""Programs a patient is enrolled in."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Program(Fact):
    """A time under the responsibility of one organization (FHIR EpisodeOfCare).

    ``referrals`` are the orders that it answers (FHIR referralRequest), ``care_teams`` who takes
    part (FHIR team).
    """

    listed_under = "programs"

    status: str | None = None
    type: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    period: Period | None = None
    care_manager: Actor | None = None
    conditions: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    managing_organization: str | None = None
    referrals: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    care_teams: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its types."""
        return self.type

    @property
    def known_on(self) -> ClinicalTime | None:
        """From the start."""
        return self.period.start if self.period else None
