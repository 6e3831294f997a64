"""MedicationStatement."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.dosage import DosageElement, dosages
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.resources.medication import medicine
from carecoord.model.medication_statement import MedicationStatement


class StatementResource(structs.WithSubject):
    """FHIR MedicationStatement."""

    medication_codeable_concept: structs.Concept | None = None
    medication_reference: structs.Reference | None = None
    status: str | None = None
    status_reason: tuple[structs.Concept, ...] = ()
    category: structs.Concept | None = None
    effective_date_time: str | None = None
    effective_period: structs.Span | None = None
    date_asserted: str | None = None
    information_source: structs.Reference | None = None
    dosage: tuple[DosageElement, ...] = ()
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    context: structs.Reference | None = None
    based_on: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    derived_from: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()


def statement(r: StatementResource, at: Entry) -> Draft:
    """Read a MedicationStatement."""
    return Draft(
        MedicationStatement,
        {
            "code": medicine(at, r.medication_codeable_concept, r.medication_reference),
            "status": r.status,
            "status_reason": concepts(at, r.status_reason),
            "category": concept(at, r.category),
            "effective": moment_or_period(
                at, r.effective_date_time, r.effective_period, "effective"
            ),
            "asserted_on": moment(at, r.date_asserted, "dateAsserted"),
            "dosage": dosages(at, r.dosage, "dosage"),
            "reason": concepts(at, r.reason_code),
            "note": note(r.note),
        },
        {
            "reason_facts": r.reason_reference,
            "encounter": r.context,
            "based_on": r.based_on,
            "part_of": r.part_of,
            "derived_from": r.derived_from,
        },
        {"information_source": participant(r.information_source)},
    )
