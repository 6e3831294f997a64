"""Procedure."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import choices, required, us_core
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import performers, who
from carecoord.model.moment import ClinicalTime
from carecoord.model.procedure import Procedure

_RECORDED = (
    "http://fhir.org/guides/astp/us-quality-core/StructureDefinition/us-quality-core-recorded"
)


def procedure(fact: Procedure, names: Names) -> e.Json:
    """Write a Procedure."""
    code = e.concept(fact.code)
    performed = choices.chosen(
        names,
        **choices.when("performed", fact.performed),
        performedAge=e.quantity(fact.performed_age),
        performedRange=e.bounds(fact.performed_range) if fact.performed_range else None,
        performedString=fact.performed_text,
    )
    is_timed = fact.status in {"completed", "in-progress"}
    return e.element(
        resourceType="Procedure",
        # Only what is done or under way has to say when (us-core-7).
        **us_core.claimed("procedure" if code and (performed or not is_timed) else None),
        extension=recorded(fact.recorded_on),
        basedOn=names.facts(fact.based_on),
        partOf=names.facts(fact.part_of),
        status=required.status_or_unknown(names, fact),
        statusReason=e.concept(fact.status_reason),
        category=e.concept(fact.category),
        code=code,
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        **performed,
        recorder=who(fact.recorder, "recorder", names),
        asserter=who(fact.asserter, "asserter", names),
        performer=performers(fact.performers, names),
        location=who(fact.location, "location", names),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        bodySite=e.concepts(fact.body_site),
        outcome=e.concept(fact.outcome),
        report=names.facts(fact.reports),
        complication=e.concepts(fact.complications),
        followUp=e.concepts(fact.follow_up),
        note=e.note(fact.note),
    )


def recorded(when: ClinicalTime | None) -> list[e.Json]:
    """When it was recorded: R4 has no element for it, the US quality profiles an extension."""
    return [] if when is None else [{"url": _RECORDED, "valueDateTime": e.moment(when)}]
