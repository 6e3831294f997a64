"""MedicationDispense."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, required, us_core
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.dosage import dosages, supply
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import performers, several, who
from carecoord.model.fill import Fill


def fill(fact: Fill, names: Names) -> e.Json:
    """Write a MedicationDispense."""
    code = e.concept(fact.code)
    prescription = names.fact(fact.prescription)
    return e.element(
        resourceType="MedicationDispense",
        **us_core.claimed("medicationdispense" if code and fact.handed_over_on else None),
        status=required.status_or_unknown(names, fact),
        statusReasonCodeableConcept=e.concept(fact.status_reason),
        category=e.concept(fact.category),
        medicationCodeableConcept=absence.known(code),
        subject=names.subject(),
        context=names.fact(fact.encounter),
        performer=performers(fact.performers, names),
        location=who(fact.location, "location", names),
        authorizingPrescription=[prescription] if prescription else [],
        type=e.concept(fact.type),
        quantity=e.quantity(fact.quantity),
        daysSupply=supply(fact.days_supply),
        whenPrepared=e.moment(fact.prepared_on),
        whenHandedOver=e.moment(fact.handed_over_on),
        receiver=several(fact.receivers, "receiver", names),
        note=e.note(fact.note),
        dosageInstruction=dosages(fact.dosage, "dosageInstruction", names),
        substitution=_substitution(fact, names),
    )


def _substitution(fact: Fill, names: Names) -> e.Json | None:
    """Whether another product was handed over; FHIR has no kind and no reason without that."""
    details = e.element(
        type=e.concept(fact.substitution_type), reason=e.concepts(fact.substitution_reasons)
    )
    if fact.substituted is not None:
        return {"wasSubstituted": fact.substituted, **details}
    for name in details:
        names.lost(f"substitution.{name}", "FHIR does not have it without wasSubstituted")
    return None
