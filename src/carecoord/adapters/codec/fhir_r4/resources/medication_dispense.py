"""MedicationDispense."""

from __future__ import annotations

from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.dosage import DosageElement, dosages, duration
from carecoord.adapters.codec.fhir_r4.elements.modifiers import not_done
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.reasons import NOT_A_DURATION, SEVERAL_PRESCRIPTIONS
from carecoord.adapters.codec.fhir_r4.resources.medication import medicine
from carecoord.adapters.codec.fhir_r4.resources.procedure import Performer, performers
from carecoord.model.fill import Fill


class Substitution(structs.Backbone):
    """Whether another product was handed over than ordered."""

    was_substituted: bool | None = None
    type: structs.Concept | None = None
    reason: tuple[structs.Concept, ...] = ()


_NO_SUBSTITUTION = Substitution()


class DispenseResource(structs.WithSubject):
    """FHIR MedicationDispense."""

    medication_codeable_concept: structs.Concept | None = None
    medication_reference: structs.Reference | None = None
    status: str | None = None
    status_reason_codeable_concept: structs.Concept | None = None
    category: structs.Concept | None = None
    type: structs.Concept | None = None
    when_handed_over: str | None = None
    when_prepared: str | None = None
    days_supply: structs.Amount | None = None
    quantity: structs.Amount | None = None
    dosage_instruction: tuple[DosageElement, ...] = ()
    substitution: Substitution | None = None
    performer: tuple[Performer, ...] = ()
    receiver: tuple[structs.Reference, ...] = ()
    location: structs.Reference | None = None
    authorizing_prescription: tuple[structs.Reference, ...] = ()
    context: structs.Reference | None = None
    note: tuple[structs.Note, ...] = ()


def fill(r: DispenseResource, at: Entry) -> Draft:
    """Read a MedicationDispense."""
    prescriptions = r.authorizing_prescription
    if len(prescriptions) > 1:
        at.problem("authorizingPrescription", SEVERAL_PRESCRIPTIONS)
    swap = r.substitution or _NO_SUBSTITUTION
    return Draft(
        Fill,
        {
            "code": medicine(at, r.medication_codeable_concept, r.medication_reference),
            "status": _status(r),
            "status_reason": concept(at, r.status_reason_codeable_concept),
            "category": concept(at, r.category),
            "type": concept(at, r.type),
            "handed_over_on": moment(at, r.when_handed_over, "whenHandedOver"),
            "prepared_on": moment(at, r.when_prepared, "whenPrepared"),
            "days_supply": _days(at, r.days_supply),
            "quantity": quantity(at, r.quantity, "quantity"),
            "dosage": dosages(at, r.dosage_instruction, "dosageInstruction"),
            "substituted": swap.was_substituted,
            "substitution_type": concept(at, swap.type),
            "substitution_reasons": concepts(at, swap.reason),
            "note": note(r.note),
        },
        {
            "prescription": prescriptions[0] if prescriptions else None,
            "encounter": r.context,
        },
        {
            "performers": performers(at, r.performer),
            "receivers": tuple(Participant(one) for one in r.receiver),
            "location": participant(r.location),
        },
    )


def _status(r: DispenseResource) -> str | None:
    """The status, turned around by a modifier that says nothing was handed over."""
    if r.modifier_extension and r.status != "entered-in-error" and not_done(r):
        return "declined"
    return r.status


def _days(at: Entry, amount: structs.Amount | None) -> Decimal | None:
    """The supply in days; without a unit the element's own, days."""
    found = duration(at, amount, "daysSupply")
    if found is None or found.unit is None:
        return None if found is None else found.value
    days = found.to("d")
    if days is None:
        at.problem("daysSupply", NOT_A_DURATION)
    return days
