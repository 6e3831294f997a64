"""MedicationRequest."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, required, us_core, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.dosage import dosages
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import who
from carecoord.model.prescription import Prescription


def prescription(fact: Prescription, names: Names) -> e.Json:
    """Write a MedicationRequest."""
    code = e.concept(fact.code)
    requester = who(fact.requester, "requester", names)
    is_order = "order" in (fact.intent or "")
    return e.element(
        resourceType="MedicationRequest",
        # Only an order has to say who asked (us-core-21).
        **us_core.claimed("medicationrequest" if code and (requester or not is_order) else None),
        status=required.status_or_unknown(names, fact),
        statusReason=e.concept(fact.status_reason),
        intent=required.status_or_unknown(names, fact, "intent"),
        category=e.concepts(fact.category),
        priority=required.word_of(names, fact, "priority", "priority"),
        doNotPerform=True if fact.do_not_perform else None,
        **_reported(fact, names),
        medicationCodeableConcept=absence.known(code),
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        authoredOn=e.moment(fact.authored_on),
        requester=requester,
        performer=who(fact.performer, "performer", names),
        performerType=e.concept(fact.performer_type),
        recorder=who(fact.recorder, "recorder", names),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        basedOn=names.facts(fact.based_on),
        courseOfTherapyType=e.concept(fact.course_of_therapy),
        insurance=names.facts(fact.coverages),
        note=e.note(fact.note),
        dosageInstruction=dosages(fact.dosage, "dosageInstruction", names),
        dispenseRequest=_supply(fact, names),
        substitution=_substitution(fact, names),
        priorPrescription=names.fact(fact.prior),
    )


def _reported(fact: Prescription, names: Names) -> e.Json:
    """By whom it was told, else whether it was."""
    teller = who(fact.reported_by, "reportedReference", names)
    if teller is not None:
        return {"reportedReference": teller}
    return e.element(reportedBoolean=fact.reported)


def _supply(fact: Prescription, names: Names) -> e.Json:
    return e.element(
        dispenseInterval=e.quantity(fact.dispense_interval),
        validityPeriod=e.period(fact.validity),
        numberOfRepeatsAllowed=words.positive(
            names, "dispenseRequest.numberOfRepeatsAllowed", fact.refills, 0
        ),
        quantity=e.quantity(fact.quantity),
        expectedSupplyDuration=e.quantity(fact.supply),
        performer=who(fact.dispense_by, "dispenseRequest.performer", names),
    )


def _substitution(fact: Prescription, names: Names) -> e.Json | None:
    """Whether another product may be handed over, and why; FHIR has no why without a whether."""
    allowed = choices.valued("allowed", fact.substitution)
    reason = e.concept(fact.substitution_reason)
    if allowed:
        return e.element(**allowed, reason=reason)
    if reason:
        names.lost("substitution.reason", "FHIR has no reason without what it is the reason for")
    return None
