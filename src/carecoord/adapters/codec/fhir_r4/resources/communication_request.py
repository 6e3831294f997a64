"""CommunicationRequest."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import payload, structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import do_not_perform
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.model.communication_request import CommunicationRequest


class CommunicationRequestResource(structs.WithSubject):
    """FHIR CommunicationRequest."""

    status: str | None = None
    status_reason: structs.Concept | None = None
    do_not_perform: bool | None = None
    do_not_perform_beside: structs.Presence | None = field(default=None, name="_doNotPerform")
    category: tuple[structs.Concept, ...] = ()
    priority: str | None = None
    medium: tuple[structs.Concept, ...] = ()
    group_identifier: structs.Identifier | None = None
    about: tuple[structs.Reference, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    replaces: tuple[structs.Reference, ...] = ()
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    authored_on: str | None = None
    occurrence_date_time: str | None = None
    occurrence_period: structs.Span | None = None
    requester: structs.Reference | None = None
    sender: structs.Reference | None = None
    recipient: tuple[structs.Reference, ...] = ()
    payload: tuple[payload.Payload, ...] = ()
    note: tuple[structs.Note, ...] = ()


def communication_request(r: CommunicationRequestResource, at: Entry) -> Draft:
    """Read a CommunicationRequest."""
    return Draft(
        CommunicationRequest,
        {
            "status": r.status,
            "status_reason": concept(at, r.status_reason),
            "do_not_perform": do_not_perform(r, r.do_not_perform),
            "category": concepts(at, r.category),
            "priority": r.priority,
            "medium": concepts(at, r.medium),
            "group": identifier(r.group_identifier) if r.group_identifier else None,
            "reason": concepts(at, r.reason_code),
            "authored_on": moment(at, r.authored_on, "authoredOn"),
            "occurrence": moment_or_period(
                at, r.occurrence_date_time, r.occurrence_period, "occurrence"
            ),
            "payload": payload.texts(r.payload),
            "attachments": payload.attachments(at, r.payload),
            "note": note(r.note),
        },
        _links(r),
        {
            "requester": participant(r.requester),
            "sender": participant(r.sender),
            "recipients": tuple(Participant(one) for one in r.recipient),
        },
    )


def _links(
    r: CommunicationRequestResource,
) -> dict[str, structs.Reference | tuple[structs.Reference, ...] | None]:
    return {
        "about": r.about,
        "based_on": r.based_on,
        "replaces": r.replaces,
        "reason_facts": r.reason_reference,
        "attached_facts": payload.references(r.payload),
        "encounter": r.encounter,
    }
