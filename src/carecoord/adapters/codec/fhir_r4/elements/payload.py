"""What messages carry: texts, documents, and facts."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.model.attachment import Attachment


class AttachmentElement(structs.Datatype, frozen=True):
    """FHIR Attachment; its bytes stay in the source."""

    content_type: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None
    size: int | None = None
    creation: str | None = None


class Payload(structs.Backbone):
    """The payload of a Communication or CommunicationRequest."""

    content_string: str | None = None
    content_attachment: AttachmentElement | None = None
    content_reference: structs.Reference | None = None


def texts(payload: tuple[Payload, ...]) -> tuple[str, ...]:
    """The texts."""
    return tuple(one.content_string for one in payload if one.content_string is not None)


def attachments(at: Entry, payload: tuple[Payload, ...]) -> tuple[Attachment, ...]:
    """The documents."""
    return tuple(
        attachment(at, one.content_attachment, f"payload[{place}].contentAttachment")
        for place, one in enumerate(payload)
        if one.content_attachment is not None
    )


def attachment(at: Entry, element: AttachmentElement, field: str) -> Attachment:
    """Read an Attachment."""
    return Attachment(
        content_type=element.content_type,
        language=element.language,
        url=element.url,
        title=element.title,
        size=element.size,
        created_on=moment(at, element.creation, f"{field}.creation"),
    )


def references(payload: tuple[Payload, ...]) -> tuple[structs.Reference, ...]:
    """The references to what is sent."""
    return tuple(one.content_reference for one in payload if one.content_reference is not None)
