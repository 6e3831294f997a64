"""MedicationStatement."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, required
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.dosage import dosages
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import who
from carecoord.model.medication_statement import MedicationStatement


def statement(fact: MedicationStatement, names: Names) -> e.Json:
    """Write a MedicationStatement."""
    return e.element(
        resourceType="MedicationStatement",
        basedOn=names.facts(fact.based_on),
        partOf=names.facts(fact.part_of),
        status=required.status_or_unknown(names, fact),
        statusReason=e.concepts(fact.status_reason),
        category=e.concept(fact.category),
        medicationCodeableConcept=absence.known(e.concept(fact.code)),
        subject=names.subject(),
        context=names.fact(fact.encounter),
        **choices.when("effective", fact.effective),
        dateAsserted=e.moment(fact.asserted_on),
        informationSource=who(fact.information_source, "informationSource", names),
        derivedFrom=names.facts(fact.derived_from),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        note=e.note(fact.note),
        dosage=dosages(fact.dosage, "dosage", names),
    )
