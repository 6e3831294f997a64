"""What the team intends to do."""

from __future__ import annotations

import attrs

from carecoord.model.activity import Activity
from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CarePlan(Fact):
    """How one or more practitioners intend to care for the patient (FHIR CarePlan)."""

    listed_under = "care_plans"

    status: str | None = None
    intent: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    title: str | None = None
    description: str | None = attrs.field(default=None, repr=False)
    period: Period | None = None
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("created"))
    author: Actor | None = None
    care_teams: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    addresses: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    goals: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    activities: tuple[Activity, ...] = attrs.field(default=(), converter=as_tuple)
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    replaces: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)
    instantiates: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR instantiatesCanonical: the protocols that it follows."""
    instantiates_uri: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    encounter: str | None = None
    contributors: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    supporting_info: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its categories."""
        return self.category

    @property
    def known_on(self) -> ClinicalTime | None:
        """When created, else from the start of its period."""
        if self.created_on is not None:
            return self.created_on
        return self.period.start if self.period else None
