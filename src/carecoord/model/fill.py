"""Medicines handed over."""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.dosage import Dosage
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.quantity import Quantity, finite


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fill(Fact):
    """A medicine dispensed (FHIR MedicationDispense). Possession, not intake.

    ``days_supply`` is in days, as the pharmacy stated it; None when it did not. ``type`` tells a
    first fill from a refill, ``substituted`` whether another product was handed over than ordered.
    """

    listed_under = "fills"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    category: CodeableConcept | None = None
    type: CodeableConcept | None = None
    handed_over_on: ClinicalTime | None = attrs.field(default=None, validator=aware("handed over"))
    prepared_on: ClinicalTime | None = attrs.field(default=None, validator=aware("prepared"))
    days_supply: Decimal | None = attrs.field(default=None, validator=finite("days supply"))
    quantity: Quantity | None = None
    dosage: tuple[Dosage, ...] = attrs.field(default=(), converter=as_tuple)
    substituted: bool | None = None
    substitution_type: CodeableConcept | None = None
    substitution_reasons: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    performers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    receivers: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    location: Actor | None = None
    prescription: str | None = None
    encounter: str | None = None
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def filled_on(self) -> ClinicalTime | None:
        """When handed over, else when prepared."""
        return self.handed_over_on if self.handed_over_on is not None else self.prepared_on

    @property
    def known_on(self) -> ClinicalTime | None:
        """When filled."""
        return self.filled_on
