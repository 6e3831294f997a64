"""Communication."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import extension
from carecoord.adapters.codec.fhir_r4.writing.resources.payload import payload
from carecoord.model.communication import Communication

_RECORDED = (
    "http://fhir.org/guides/astp/us-quality-core/StructureDefinition/us-quality-core-recorded"
)


def communication(fact: Communication, names: Names) -> e.Json:
    """Write a Communication, without what every resource has: id, identifiers, labels.

    When it was recorded is no element of FHIR's: the extension of US Quality Core says it.
    """
    return e.element(
        resourceType="Communication",
        extension=extension(_RECORDED, valueDateTime=e.moment(fact.recorded_on)),
        basedOn=names.facts(fact.based_on),
        partOf=names.facts(fact.part_of),
        inResponseTo=names.facts(fact.in_response_to),
        status=words.word(names, "status", fact.status, words.EVENT_STATES, "unknown"),
        statusReason=e.concept(fact.status_reason),
        category=e.concepts(fact.category),
        priority=words.word(names, "priority", fact.priority, words.PRIORITIES),
        medium=e.concepts(fact.medium),
        subject=names.subject(),
        topic=e.concept(fact.topic),
        about=names.facts(fact.about),
        encounter=names.fact(fact.encounter),
        sent=e.moment(fact.sent_at),
        received=e.moment(fact.received_at),
        recipient=[one for actor in fact.recipients if (one := names.actor(actor))],
        sender=names.actor(fact.sender),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        payload=payload(fact, names),
        note=e.note(fact.note),
    )
