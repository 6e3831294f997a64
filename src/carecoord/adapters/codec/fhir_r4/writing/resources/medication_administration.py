"""MedicationAdministration."""

from __future__ import annotations

import attrs

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, required
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.dosage import rate
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import performers
from carecoord.adapters.codec.fhir_r4.writing.resources.procedure import recorded
from carecoord.model.dosage import Dosage
from carecoord.model.medication_administration import MedicationAdministration
from carecoord.model.observation import Range

_GIVEN = frozenset({"text", "site", "route", "method", "dose", "rate"})


def administration(fact: MedicationAdministration, names: Names) -> e.Json:
    """Write a MedicationAdministration."""
    return e.element(
        resourceType="MedicationAdministration",
        extension=recorded(fact.recorded_on),
        partOf=names.facts(fact.part_of),
        status=required.status_or_unknown(names, fact),
        statusReason=e.concepts(fact.status_reason),
        category=e.concept(fact.category),
        medicationCodeableConcept=absence.known(e.concept(fact.code)),
        subject=names.subject(),
        context=names.fact(fact.encounter),
        **(choices.when("effective", fact.effective) or {"effectivePeriod": absence.ABSENT}),
        performer=performers(fact.performers, names),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        request=names.fact(fact.prescription),
        device=names.facts(fact.devices),
        note=e.note(fact.note),
        dosage=_given(fact.dosage, names) if fact.dosage else None,
    )


def _given(dosage: Dosage, names: Names) -> e.Json:
    """What was given; FHIR demands a dose or a rate (mad-1)."""
    for field in attrs.fields(Dosage):
        if field.name not in _GIVEN and getattr(dosage, field.name) not in (None, (), 0):
            names.lost("dosage", f"FHIR has no place for {field.name} in what was given")
    speed = rate(dosage)
    if isinstance(dosage.rate, Range):
        names.lost("dosage.rateRange", "FHIR has no range for a rate at which it was given")
        speed = {}
    said = e.element(
        text=dosage.text,
        site=e.concept(dosage.site),
        route=e.concept(dosage.route),
        method=e.concept(dosage.method),
        dose=e.quantity(dosage.dose),
        **speed,
    )
    if not said or "dose" in said or speed:
        return said
    return {**said, "dose": absence.ABSENT}
