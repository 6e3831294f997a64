"""The shape of a Consent.

A rule that cannot be understood, or an exception to one, may be what the patient forbids. So no
consent is used from which one had to be left out.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import field

from carecoord.adapters.codec.fhir_r4.elements import structs


class Policy(structs.Backbone):
    """Consent.policy."""

    authority: str | None = None
    uri: str | None = None


class Verification(structs.Backbone):
    """Consent.verification."""

    verified: bool | None = None
    verified_with: structs.Reference | None = None
    verification_date: str | None = None


class ProvisionActor(structs.Backbone):
    """Consent.provision.actor."""

    indispensable: ClassVar[bool] = True
    role: structs.Concept | None = None
    reference: structs.Reference | None = None


class ProvisionDatum(structs.Backbone):
    """Consent.provision.data."""

    indispensable: ClassVar[bool] = True
    meaning: str | None = None
    reference: structs.Reference | None = None


class ProvisionElement(structs.Backbone):
    """Consent.provision."""

    indispensable: ClassVar[bool] = True
    type: str | None = None
    period: structs.Span | None = None
    actor: tuple[ProvisionActor, ...] = ()
    action: tuple[structs.Concept, ...] = ()
    security_label: tuple[structs.Coding, ...] = ()
    purpose: tuple[structs.Coding, ...] = ()
    class_: tuple[structs.Coding, ...] = field(default=(), name="class")
    code: tuple[structs.Concept, ...] = ()
    data_period: structs.Span | None = None
    data: tuple[ProvisionDatum, ...] = ()
    provision: tuple[ProvisionElement, ...] = ()


class ConsentResource(structs.WithPatient):
    """FHIR Consent."""

    status: str | None = None
    scope: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    date_time: str | None = None
    performer: tuple[structs.Reference, ...] = ()
    organization: tuple[structs.Reference, ...] = ()
    source_reference: structs.Reference | None = None
    policy: tuple[Policy, ...] = ()
    policy_rule: structs.Concept | None = None
    verification: tuple[Verification, ...] = ()
    provision: ProvisionElement | None = None
