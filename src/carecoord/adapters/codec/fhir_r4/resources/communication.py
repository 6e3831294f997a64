"""Communication."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import payload, structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.resources.procedure import recorded, status
from carecoord.model.communication import Communication


class CommunicationResource(structs.WithSubject):
    """FHIR Communication."""

    status: str | None = None
    status_reason: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    priority: str | None = None
    medium: tuple[structs.Concept, ...] = ()
    topic: structs.Concept | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    about: tuple[structs.Reference, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    in_response_to: tuple[structs.Reference, ...] = ()
    sent: str | None = None
    received: str | None = None
    sender: structs.Reference | None = None
    recipient: tuple[structs.Reference, ...] = ()
    payload: tuple[payload.Payload, ...] = ()
    note: tuple[structs.Note, ...] = ()


def communication(r: CommunicationResource, at: Entry) -> Draft:
    """Read a Communication."""
    return Draft(
        Communication,
        {
            "status": status(r, r.status),
            "status_reason": concept(at, r.status_reason),
            "category": concepts(at, r.category),
            "priority": r.priority,
            "medium": concepts(at, r.medium),
            "topic": concept(at, r.topic),
            "reason": concepts(at, r.reason_code),
            "sent_at": moment(at, r.sent, "sent"),
            "received_at": moment(at, r.received, "received"),
            "recorded_on": recorded(at, r),
            "payload": payload.texts(r.payload),
            "attachments": payload.attachments(at, r.payload),
            "note": note(r.note),
        },
        {
            "reason_facts": r.reason_reference,
            "about": r.about,
            "based_on": r.based_on,
            "part_of": r.part_of,
            "in_response_to": r.in_response_to,
            "attached_facts": payload.references(r.payload),
            "encounter": r.encounter,
        },
        {
            "sender": participant(r.sender),
            "recipients": tuple(Participant(one) for one in r.recipient),
        },
    )
