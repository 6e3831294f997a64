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
class ProvisionData:
    """A fact that a rule is about; ``meaning``: instance, related, dependents, authoredby."""

    __repr__ = shown

    meaning: str | None = None
    reference: str | None = None


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
    """Exceptions to this rule."""
    security_labels: tuple[Code, ...] = attrs.field(default=(), converter=as_tuple)
    classes: tuple[Code, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR class: what kind of content it is about, such as a type of resource."""
    codes: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    """What it is about: a diagnosis, a measure not to be taken."""
    data_period: Period | None = None
    data: tuple[ProvisionData, ...] = attrs.field(default=(), converter=as_tuple)


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
    policy_rule: CodeableConcept | None = None
    """The policy as a code: OPTIN, OPTOUT …"""
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    """Who agreed."""
    organizations: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    """Who keeps it."""
    documents: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR sourceReference: the facts in which it is written down."""
    verified: bool | None = None
    """FHIR verification: whether it was gone through with the patient, when, and with whom."""
    verified_on: ClinicalTime | None = attrs.field(default=None, validator=aware("verified on"))
    verified_with: Actor | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its categories."""
        return self.category

    @property
    def known_on(self) -> ClinicalTime | None:
        """When given."""
        return self.given_on
