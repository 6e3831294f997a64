"""Task."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, required, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.values import any_value
from carecoord.model.task import Task, TaskParameter


def task(fact: Task, names: Names) -> e.Json:
    """Write a Task."""
    return e.element(
        resourceType="Task",
        instantiatesCanonical=fact.instantiates,
        instantiatesUri=fact.instantiates_uri,
        basedOn=names.facts(fact.based_on),
        groupIdentifier=e.identifier(fact.group_identifier),
        partOf=names.facts(fact.part_of),
        **required.required(names, fact, "status", "status"),
        statusReason=e.concept(fact.status_reason),
        businessStatus=e.concept(fact.business_status),
        **required.required(names, fact, "intent", "intent"),
        **required.optional(names, fact, "priority", "priority"),
        code=e.concept(fact.code),
        description=fact.description,
        focus=names.fact(fact.focus),
        for_=names.subject(),
        encounter=names.fact(fact.encounter),
        executionPeriod=e.period(fact.execution),
        authoredOn=e.moment(fact.authored_on),
        lastModified=e.moment(fact.modified_at),
        requester=names.actor(fact.requester),
        performerType=e.concepts(fact.performer_type),
        owner=names.actor(fact.owner),
        location=names.actor(fact.location),
        reasonCode=e.concept(fact.reason),
        reasonReference=names.fact(fact.reason_fact),
        insurance=names.facts(fact.coverages),
        note=e.note(fact.note),
        relevantHistory=names.facts(fact.relevant_history),
        restriction=e.element(
            repetitions=words.positive(names, "restriction.repetitions", fact.repetitions),
            period=e.period(fact.restriction),
            recipient=[one for one in map(names.actor, fact.restricted_to) if one],
        ),
        input=[_parameter(names, one) for one in fact.inputs],
        output=[_parameter(names, one) for one in fact.outputs],
    )


def _parameter(names: Names, one: TaskParameter) -> e.Json:
    held = any_value(names, one.value, one.kind, one.reference)
    return {"type": absence.known(e.concept(one.type))} | (
        held or {"valueCodeableConcept": absence.ABSENT}
    )
