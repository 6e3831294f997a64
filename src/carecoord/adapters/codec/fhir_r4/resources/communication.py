"""Communication."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.resources.procedure import recorded, status
from carecoord.model.communication import Communication


class Payload(structs.Backbone):
    """Communication.payload."""

    content_string: str | None = None


class CommunicationResource(structs.WithSubject):
    """FHIR Communication."""

    status: str | None = None
    status_reason: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    medium: tuple[structs.Concept, ...] = ()
    topic: structs.Concept | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    about: tuple[structs.Reference, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    sent: str | None = None
    received: str | None = None
    sender: structs.Reference | None = None
    recipient: tuple[structs.Reference, ...] = ()
    payload: tuple[Payload, ...] = ()


def communication(r: CommunicationResource, at: Entry) -> Draft:
    """Read a Communication."""
    texts = tuple(one.content_string for one in r.payload if one.content_string is not None)
    if len(texts) < len(r.payload):
        at.problem("payload", "attachments and references are not carried; left out")
    return Draft(
        Communication,
        {
            "status": status(r, r.status),
            "status_reason": concept(at, r.status_reason),
            "category": concepts(at, r.category),
            "medium": concepts(at, r.medium),
            "topic": concept(at, r.topic),
            "reason": concepts(at, r.reason_code),
            "sent_at": moment(at, r.sent, "sent"),
            "received_at": moment(at, r.received, "received"),
            "recorded_on": recorded(at, r),
            "payload": texts,
        },
        {"about": r.about, "based_on": r.based_on, "encounter": r.encounter},
        {
            "sender": participant(r.sender),
            "recipients": tuple(Participant(one) for one in r.recipient),
        },
    )
