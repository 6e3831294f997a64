"""What the patient allows."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Provision:
    """A rule within a consent; ``type`` ``deny`` turns the meaning around."""

    __repr__ = shown

    type: str | None = None
    period: Period | None = None
    actors: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    actions: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    purposes: tuple[Code, ...] = attrs.field(default=(), converter=as_tuple)
    provisions: tuple[Provision, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Consent(Fact):
    """A dated decision of the patient, with its scope (FHIR Consent)."""

    listed_under = "consents"

    status: str | None = None
    scope: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    given_on: ClinicalTime | None = attrs.field(default=None, validator=aware("date"))
    policies: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    provision: Provision | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its categories."""
        return self.category

    @property
    def known_on(self) -> ClinicalTime | None:
        """When given."""
        return self.given_on
