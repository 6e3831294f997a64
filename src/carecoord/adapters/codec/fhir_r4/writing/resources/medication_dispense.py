"""MedicationDispense."""

from __future__ import annotations

from datetime import UTC, datetime

from carecoord.adapters.codec.fhir_r4.writing import absence, required, us_core
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.dosage import dosages, supply
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import performers, several, who
from carecoord.model.fill import Fill
from carecoord.model.moment import ClinicalTime, first_day, last_day


def fill(fact: Fill, names: Names) -> e.Json:
    """Write a MedicationDispense."""
    code = e.concept(fact.code)
    prescription = names.fact(fact.prescription)
    handed, is_completed = fact.handed_over_on is not None, fact.status == "completed"
    return e.element(
        resourceType="MedicationDispense",
        # Only what is completed has to say when it was handed over (us-core-20).
        **us_core.claimed("medicationdispense" if code and (handed or not is_completed) else None),
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
        whenPrepared=e.moment(_prepared(fact, names)),
        whenHandedOver=e.moment(fact.handed_over_on),
        receiver=several(fact.receivers, "receiver", names),
        note=e.note(fact.note),
        dosageInstruction=dosages(fact.dosage, "dosageInstruction", names),
        substitution=_substitution(fact, names),
    )


def _prepared(fact: Fill, names: Names) -> ClinicalTime | None:
    """When it was prepared: not after it was handed over (mdd-1)."""
    prepared, handed = fact.prepared_on, fact.handed_over_on
    if prepared is None or handed is None:
        return prepared
    if isinstance(prepared, datetime) and isinstance(handed, datetime):
        late = prepared > handed
    else:
        late = first_day(prepared, UTC) > last_day(handed, UTC)
    if not late:
        return prepared
    names.lost("whenPrepared", "prepared after it was handed over, which FHIR does not allow")
    return None


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
