"""Orders for medicines."""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.dosage import Dosage
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Prescription(Fact):
    """An order for a medicine (FHIR MedicationRequest).

    ``supply`` is how long one dispensing is expected to last, ``refills`` how often it may be
    repeated after the first. ``do_not_perform`` turns the meaning around: no order at all.
    ``category`` is where it is to be handed over: outpatient, inpatient, community, discharge.
    ``code`` is None where an export has stripped what was ordered: somebody ordered something.
    ``reported`` says that somebody (``reported_by``) told of it, and it was not written here.
    ``substitution`` is whether another product may be handed over, or which; ``dispense_by`` the
    pharmacy, ``performer`` who is to give it, ``coverages`` fact ids of who pays.
    """

    listed_under = "prescriptions"

    code: CodeableConcept | None = None
    status: str | None = None
    status_reason: CodeableConcept | None = None
    intent: str | None = None
    priority: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    do_not_perform: bool = False
    reported: bool | None = None
    reported_by: Actor | None = None
    authored_on: ClinicalTime | None = attrs.field(default=None, validator=aware("authored on"))
    dosage: tuple[Dosage, ...] = attrs.field(default=(), converter=as_tuple)
    quantity: Quantity | None = None
    supply: Quantity | None = None
    refills: int | None = None
    validity: Period | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    requester: Actor | None = None
    recorder: Actor | None = None
    performer: Actor | None = None
    performer_type: CodeableConcept | None = None
    course_of_therapy: CodeableConcept | None = None
    dispense_by: Actor | None = None
    dispense_interval: Quantity | None = None
    substitution: bool | CodeableConcept | None = None
    substitution_reason: CodeableConcept | None = None
    encounter: str | None = None
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    coverages: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    prior: str | None = None
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When written."""
        return self.authored_on

    @property
    def supply_days(self) -> Decimal | None:
        """Days that one dispensing lasts; None when the source does not say."""
        return None if self.supply is None else self.supply.to("d")
