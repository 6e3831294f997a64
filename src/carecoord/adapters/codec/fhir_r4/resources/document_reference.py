"""DocumentReference: the reference, never the document; ``attachment.data`` is not decoded."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.labels import labels_of
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.reasons import OTHER_RELEASE
from carecoord.model.document_reference import (
    DocumentContent,
    DocumentReference,
    DocumentRelation,
)


class Attachment(structs.Datatype, frozen=True):
    """FHIR Attachment without its data."""

    content_type: str | None = None
    language: str | None = None
    url: str | None = None
    size: int | None = None
    hash: str | None = None
    title: str | None = None
    creation: str | None = None


_NOTHING_ATTACHED = Attachment()


class ContentElement(structs.Backbone):
    """DocumentReference.content."""

    attachment: Attachment | None = None
    format: structs.Coding | None = None


class RelatesTo(structs.Backbone):
    """DocumentReference.relatesTo."""

    code: str | None = None
    target: structs.Reference | None = None


class Context(structs.Backbone):
    """DocumentReference.context."""

    encounter: tuple[structs.Reference, ...] = ()
    period: structs.Span | None = None
    facility_type: structs.Concept | None = None
    practice_setting: structs.Concept | None = None


_NO_CONTEXT = Context()


class DocumentResource(structs.WithSubject):
    """FHIR DocumentReference."""

    status: str | None = None
    doc_status: str | None = None
    type: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    date: str | None = None
    created: str | None = None
    author: tuple[structs.Reference, ...] = ()
    authenticator: structs.Reference | None = None
    custodian: structs.Reference | None = None
    relates_to: tuple[RelatesTo, ...] = ()
    description: str | None = None
    security_label: tuple[structs.Concept, ...] = ()
    content: tuple[ContentElement, ...] = ()
    context: Context | None = None


def document(r: DocumentResource, at: Entry) -> Draft:
    """Read a DocumentReference."""
    about = r.context or _NO_CONTEXT
    if r.created is not None:
        at.problem("created", OTHER_RELEASE)
    return Draft(
        DocumentReference,
        {
            "status": r.status,
            "doc_status": r.doc_status,
            "code": concept(at, r.type),
            "category": concepts(at, r.category),
            "date": moment(at, r.date, "date"),
            "description": r.description,
            "contents": tuple(
                _content(at, one, f"content[{place}]") for place, one in enumerate(r.content)
            ),
            "period": period(at, about.period, "context.period"),
            "facility_type": concept(at, about.facility_type),
            "practice_setting": concept(at, about.practice_setting),
        },
        {"encounters": about.encounter},
        {
            "authors": tuple(Participant(one) for one in r.author),
            "authenticator": participant(r.authenticator),
            "custodian": participant(r.custodian),
            "relates_to": tuple(
                Draft(DocumentRelation, {"code": one.code}, {"document": one.target})
                for one in r.relates_to
            ),
        },
        labels=labels_of(c for one in r.security_label for c in one.coding),
    )


def _content(at: Entry, element: ContentElement, field: str) -> DocumentContent:
    held = element.attachment or _NOTHING_ATTACHED
    return DocumentContent(
        url=held.url,
        content_type=held.content_type,
        title=held.title,
        language=held.language,
        size=held.size,
        hash=held.hash,
        created_on=moment(at, held.creation, f"{field}.attachment.creation"),
        format=code(at, element.format),
    )
