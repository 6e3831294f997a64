"""MedicationRequest."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.dosage import DosageElement, dosages, duration
from carecoord.adapters.codec.fhir_r4.elements.modifiers import do_not_perform
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.resources.medication import medicine
from carecoord.model.code import CodeableConcept
from carecoord.model.prescription import Prescription


class DispenseRequest(structs.Backbone):
    """What to hand over."""

    quantity: structs.Amount | None = None
    expected_supply_duration: structs.Amount | None = None
    dispense_interval: structs.Amount | None = None
    number_of_repeats_allowed: int | None = None
    validity_period: structs.Span | None = None
    performer: structs.Reference | None = None


class Substitution(structs.Backbone):
    """Whether another product may be handed over."""

    allowed_boolean: bool | None = None
    allowed_codeable_concept: structs.Concept | None = None
    reason: structs.Concept | None = None


_NO_SUPPLY = DispenseRequest()
_NO_SUBSTITUTION = Substitution()


class RequestResource(structs.WithSubject):
    """FHIR MedicationRequest."""

    medication_codeable_concept: structs.Concept | None = None
    medication_reference: structs.Reference | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    intent: str | None = None
    category: tuple[structs.Concept, ...] = ()
    priority: str | None = None
    do_not_perform: bool | None = None
    do_not_perform_beside: structs.Presence | None = field(default=None, name="_doNotPerform")
    reported_boolean: bool | None = None
    reported_reference: structs.Reference | None = None
    authored_on: str | None = None
    dosage_instruction: tuple[DosageElement, ...] = ()
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    requester: structs.Reference | None = None
    recorder: structs.Reference | None = None
    performer: structs.Reference | None = None
    performer_type: structs.Concept | None = None
    course_of_therapy_type: structs.Concept | None = None
    based_on: tuple[structs.Reference, ...] = ()
    insurance: tuple[structs.Reference, ...] = ()
    prior_prescription: structs.Reference | None = None
    note: tuple[structs.Note, ...] = ()


def prescription(r: RequestResource, at: Entry) -> Draft:
    """Read a MedicationRequest."""
    supply = r.dispense_request or _NO_SUPPLY
    swap = r.substitution or _NO_SUBSTITUTION
    where = "dispenseRequest"
    return Draft(
        Prescription,
        {
            "code": medicine(at, r.medication_codeable_concept, r.medication_reference),
            "status": r.status,
            "status_reason": concept(at, r.status_reason),
            "intent": r.intent,
            "category": concepts(at, r.category),
            "priority": r.priority,
            "do_not_perform": do_not_perform(r, r.do_not_perform),
            "reported": True if r.reported_reference is not None else r.reported_boolean,
            "authored_on": moment(at, r.authored_on, "authoredOn"),
            "dosage": dosages(at, r.dosage_instruction, "dosageInstruction"),
            "quantity": quantity(at, supply.quantity, f"{where}.quantity"),
            "supply": duration(
                at, supply.expected_supply_duration, f"{where}.expectedSupplyDuration"
            ),
            "dispense_interval": duration(
                at, supply.dispense_interval, f"{where}.dispenseInterval"
            ),
            "refills": supply.number_of_repeats_allowed,
            "validity": period(at, supply.validity_period, f"{where}.validityPeriod"),
            "substitution": _allowed(at, swap),
            "substitution_reason": concept(at, swap.reason),
            "performer_type": concept(at, r.performer_type),
            "course_of_therapy": concept(at, r.course_of_therapy_type),
            "reason": concepts(at, r.reason_code),
            "note": note(r.note),
        },
        {
            "reason_facts": r.reason_reference,
            "encounter": r.encounter,
            "based_on": r.based_on,
            "coverages": r.insurance,
            "prior": r.prior_prescription,
        },
        {
            "requester": participant(r.requester),
            "reported_by": participant(r.reported_reference),
            "recorder": participant(r.recorder),
            "performer": participant(r.performer),
            "dispense_by": participant(supply.performer),
        },
    )


def _allowed(at: Entry, swap: Substitution) -> bool | CodeableConcept | None:
    kind = concept(at, swap.allowed_codeable_concept)
    return swap.allowed_boolean if kind is None else kind
