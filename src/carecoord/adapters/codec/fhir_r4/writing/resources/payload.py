"""What messages carry: texts, then documents, then facts."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.attachment import Attachment
from carecoord.model.communication import Communication
from carecoord.model.communication_request import CommunicationRequest


def payload(fact: Communication | CommunicationRequest, names: Names) -> list[e.Json]:
    """Write the payload of a message, or of the request for one."""
    return [
        *({"contentString": one} for one in fact.payload if one),
        *(
            {"contentAttachment": found}
            for one in fact.attachments
            if (found := attachment(one, names))
        ),
        *({"contentReference": one} for one in names.facts(fact.attached_facts)),
    ]


def attachment(value: Attachment, names: Names) -> e.Json:
    """Write an Attachment."""
    return e.element(
        contentType=words.code(value.content_type),
        language=words.code(value.language),
        url=words.uri(names, "payload.contentAttachment.url", value.url),
        size=words.positive(names, "payload.contentAttachment.size", value.size, 0),
        title=value.title,
        creation=e.moment(value.created_on),
    )
