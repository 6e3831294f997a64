"""Insurance."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.money import Money
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown
from carecoord.model.verification import Verification


@attrs.frozen(kw_only=True)
class CoverageClass:
    """A part of the plan: group, plan, subplan."""

    __repr__ = shown

    type: CodeableConcept | None = None
    value: str | None = attrs.field(default=None, repr=False)
    name: str | None = None


@attrs.frozen(kw_only=True)
class CostException:
    """Why and when the patient pays less (FHIR Coverage.costToBeneficiary.exception)."""

    __repr__ = shown

    type: CodeableConcept | None = None
    period: Period | None = None


@attrs.frozen(kw_only=True)
class PatientCost:
    """What the patient pays (FHIR Coverage.costToBeneficiary): a copay, a share in percent."""

    __repr__ = shown

    type: CodeableConcept | None = None
    value: Money | Quantity | None = None
    exceptions: tuple[CostException, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coverage(Fact):
    """Who pays, from when to when (FHIR Coverage). The last day is covered.

    ``subscriber`` signed up for the insurance, ``policy_holder`` owns the policy: the patient, a
    relative, an employer. ``costs`` are FHIR's costToBeneficiary.
    """

    listed_under = "coverages"

    status: str | None = None
    type: CodeableConcept | None = None
    policy_holder: Actor | None = None
    subscriber: Actor | None = None
    subscriber_id: str | None = attrs.field(default=None, repr=False)
    dependent: str | None = attrs.field(default=None, repr=False)
    relationship: CodeableConcept | None = None
    period: Period | None = None
    payors: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    classes: tuple[CoverageClass, ...] = attrs.field(default=(), converter=as_tuple)
    order: int | None = None
    network: str | None = None
    costs: tuple[PatientCost, ...] = attrs.field(default=(), converter=as_tuple)
    verification: Verification | None = None
    """Whether the payer was asked, and for which dates of service."""

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its type."""
        return () if self.type is None else (self.type,)

    @property
    def undated(self) -> bool:
        """Coverage is agreed ahead of its period: it is always visible."""
        return False
