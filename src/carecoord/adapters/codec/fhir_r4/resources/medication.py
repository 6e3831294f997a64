"""MedicationRequest, MedicationDispense, and the Medication that they refer to."""

from __future__ import annotations

from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.references import NOT_HERE
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.dosage import DosageElement, dosages, duration
from carecoord.adapters.codec.fhir_r4.elements.modifiers import do_not_perform
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.model.code import CodeableConcept
from carecoord.model.fill import Fill
from carecoord.model.prescription import Prescription


class MedicationResource(structs.Resource):
    """FHIR Medication: what is meant by references to it."""

    code: structs.Concept | None = None


class DispenseRequest(structs.Backbone):
    """What to hand over."""

    quantity: structs.Amount | None = None
    expected_supply_duration: structs.Amount | None = None
    number_of_repeats_allowed: int | None = None
    validity_period: structs.Span | None = None


class RequestResource(structs.WithSubject):
    """FHIR MedicationRequest."""

    medication_codeable_concept: structs.Concept | None = None
    medication_reference: structs.Reference | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    intent: str | None = None
    category: tuple[structs.Concept, ...] = ()
    do_not_perform: bool | None = None
    reported_boolean: bool | None = None
    reported_reference: structs.Reference | None = None
    authored_on: str | None = None
    dosage_instruction: tuple[DosageElement, ...] = ()
    dispense_request: DispenseRequest | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    requester: structs.Reference | None = None
    prior_prescription: structs.Reference | None = None


class DispenseResource(structs.WithSubject):
    """FHIR MedicationDispense."""

    medication_codeable_concept: structs.Concept | None = None
    medication_reference: structs.Reference | None = None
    status: str | None = None
    when_handed_over: str | None = None
    when_prepared: str | None = None
    days_supply: structs.Amount | None = None
    quantity: structs.Amount | None = None
    dosage_instruction: tuple[DosageElement, ...] = ()
    authorizing_prescription: tuple[structs.Reference, ...] = ()


def prescription(r: RequestResource, at: Entry) -> Draft:
    """Read a MedicationRequest."""
    supply = r.dispense_request or DispenseRequest()
    where = "dispenseRequest"
    return Draft(
        Prescription,
        {
            "code": _medicine(at, r.medication_codeable_concept, r.medication_reference),
            "status": r.status,
            "status_reason": concept(at, r.status_reason),
            "intent": r.intent,
            "category": concepts(at, r.category),
            "do_not_perform": do_not_perform(r, r.do_not_perform),
            "reported": True if r.reported_reference is not None else r.reported_boolean,
            "authored_on": moment(at, r.authored_on, "authoredOn"),
            "dosage": dosages(at, r.dosage_instruction, "dosageInstruction"),
            "quantity": quantity(at, supply.quantity, f"{where}.quantity"),
            "supply": duration(
                at, supply.expected_supply_duration, f"{where}.expectedSupplyDuration"
            ),
            "refills": supply.number_of_repeats_allowed,
            "validity": period(at, supply.validity_period, f"{where}.validityPeriod"),
            "reason": concepts(at, r.reason_code),
        },
        {
            "reason_facts": r.reason_reference,
            "encounter": r.encounter,
            "prior": r.prior_prescription,
        },
        {"requester": participant(r.requester)},
    )


def fill(r: DispenseResource, at: Entry) -> Draft:
    """Read a MedicationDispense."""
    prescriptions = r.authorizing_prescription
    if len(prescriptions) > 1:
        at.problem("authorizingPrescription", "several prescriptions; only the first is kept")
    return Draft(
        Fill,
        {
            "code": _medicine(at, r.medication_codeable_concept, r.medication_reference),
            "status": r.status,
            "handed_over_on": moment(at, r.when_handed_over, "whenHandedOver"),
            "prepared_on": moment(at, r.when_prepared, "whenPrepared"),
            "days_supply": _days(at, r.days_supply),
            "quantity": quantity(at, r.quantity, "quantity"),
            "dosage": dosages(at, r.dosage_instruction, "dosageInstruction"),
        },
        {"prescription": prescriptions[0] if prescriptions else None},
    )


def _medicine(
    at: Entry, value: structs.Concept | None, reference: structs.Reference | None
) -> CodeableConcept | None:
    """What the medicine is: coded here, or in the Medication referred to, or only displayed."""
    if value is not None or reference is None:
        return concept(at, value)
    found = at.directory.find(reference, at)
    known = found.resource if found is not None else None
    coded = concept(at, known.code) if isinstance(known, MedicationResource) else None
    if coded is not None:
        return coded
    if found is None and (reference.reference or reference.identifier):
        at.count("medicationReference", NOT_HERE)
    return CodeableConcept((), reference.display) if reference.display else None


def _days(at: Entry, amount: structs.Amount | None) -> Decimal | None:
    """The supply in days; without a unit the element's own, days."""
    found = duration(at, amount, "daysSupply")
    if found is None or found.unit is None:
        return None if found is None else found.value
    days = found.to("d")
    if days is None:
        at.problem("daysSupply", "a unit that is no unit of time; left out")
    return days
