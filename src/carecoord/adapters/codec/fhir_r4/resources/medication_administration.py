"""MedicationAdministration."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import proportion, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment_or_period
from carecoord.adapters.codec.fhir_r4.resources.medication import medicine
from carecoord.adapters.codec.fhir_r4.resources.procedure import (
    Performer,
    performers,
    recorded,
    status,
)
from carecoord.model.dosage import Dosage
from carecoord.model.medication_administration import MedicationAdministration


class Given(structs.Backbone):
    """MedicationAdministration.dosage."""

    text: str | None = None
    site: structs.Concept | None = None
    route: structs.Concept | None = None
    method: structs.Concept | None = None
    dose: structs.Amount | None = None
    rate_ratio: structs.Proportion | None = None
    rate_quantity: structs.Amount | None = None


class AdministrationResource(structs.WithSubject):
    """FHIR MedicationAdministration."""

    medication_codeable_concept: structs.Concept | None = None
    medication_reference: structs.Reference | None = None
    status: str | None = None
    status_reason: tuple[structs.Concept, ...] = ()
    category: structs.Concept | None = None
    effective_date_time: str | None = None
    effective_period: structs.Span | None = None
    performer: tuple[Performer, ...] = ()
    dosage: Given | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    request: structs.Reference | None = None
    device: tuple[structs.Reference, ...] = ()
    context: structs.Reference | None = None
    part_of: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()


def administration(r: AdministrationResource, at: Entry) -> Draft:
    """Read a MedicationAdministration."""
    return Draft(
        MedicationAdministration,
        {
            "code": medicine(at, r.medication_codeable_concept, r.medication_reference),
            "status": status(r, r.status),
            "status_reason": concepts(at, r.status_reason),
            "category": concept(at, r.category),
            "effective": moment_or_period(
                at, r.effective_date_time, r.effective_period, "effective"
            ),
            "recorded_on": recorded(at, r),
            "dosage": _given(at, r.dosage) if r.dosage else None,
            "reason": concepts(at, r.reason_code),
            "note": note(r.note),
        },
        {
            "reason_facts": r.reason_reference,
            "prescription": r.request,
            "devices": r.device,
            "encounter": r.context,
            "part_of": r.part_of,
        },
        {"performers": performers(at, r.performer)},
    )


def _given(at: Entry, given: Given) -> Dosage:
    rate = proportion(at, given.rate_ratio, "dosage.rateRatio")
    return Dosage(
        text=given.text,
        site=concept(at, given.site),
        route=concept(at, given.route),
        method=concept(at, given.method),
        dose=quantity(at, given.dose, "dosage.dose"),
        rate=rate or quantity(at, given.rate_quantity, "dosage.rateQuantity"),
    )
