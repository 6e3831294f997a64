"""CommunicationRequest."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources.payload import payload
from carecoord.model.communication_request import CommunicationRequest


def communication_request(fact: CommunicationRequest, names: Names) -> e.Json:
    """Write a CommunicationRequest, without what every resource has: id, identifiers, labels."""
    return e.element(
        resourceType="CommunicationRequest",
        basedOn=names.facts(fact.based_on),
        replaces=names.facts(fact.replaces),
        groupIdentifier=e.identifier(fact.group),
        status=words.word(names, "status", fact.status, words.REQUEST_STATES, "unknown"),
        statusReason=e.concept(fact.status_reason),
        category=e.concepts(fact.category),
        priority=words.word(names, "priority", fact.priority, words.PRIORITIES),
        doNotPerform=fact.do_not_perform or None,
        medium=e.concepts(fact.medium),
        subject=names.subject(),
        about=names.facts(fact.about),
        encounter=names.fact(fact.encounter),
        payload=payload(fact, names),
        **e.choice("occurrence", fact.occurrence),
        authoredOn=e.moment(fact.authored_on),
        requester=names.actor(fact.requester),
        recipient=[one for actor in fact.recipients if (one := names.actor(actor))],
        sender=names.actor(fact.sender),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        note=e.note(fact.note),
    )
