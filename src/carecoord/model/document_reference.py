"""Documents, as references: where they are and what they are about, never what they say."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class DocumentContent:
    """One form of a document (FHIR Attachment): its address, kind, size and hash, not its bytes."""

    __repr__ = shown

    url: str | None = attrs.field(default=None, repr=False)
    content_type: str | None = None
    title: str | None = attrs.field(default=None, repr=False)
    language: str | None = None
    size: int | None = None
    hash: str | None = attrs.field(default=None, repr=False)
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("creation"))
    format: Code | None = None


@attrs.frozen(kw_only=True)
class DocumentRelation:
    """That a document replaces, transforms, signs or appends another, by its fact id."""

    __repr__ = shown

    code: str | None = None
    document: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DocumentReference(Fact):
    """A document that exists somewhere (FHIR DocumentReference).

    ``code`` is its type, ``status`` that of the reference, ``doc_status`` that of the document.
    ``date`` is when the reference was made, ``period`` the time that the document is about,
    ``encounters`` the fact ids of the visits.
    """

    listed_under = "documents"

    code: CodeableConcept | None = None
    status: str | None = None
    doc_status: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    date: ClinicalTime | None = attrs.field(default=None, validator=aware("date"))
    authors: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    authenticator: Actor | None = None
    custodian: Actor | None = None
    description: str | None = attrs.field(default=None, repr=False)
    contents: tuple[DocumentContent, ...] = attrs.field(default=(), converter=as_tuple)
    relates_to: tuple[DocumentRelation, ...] = attrs.field(default=(), converter=as_tuple)
    encounters: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    period: Period | None = None
    facility_type: CodeableConcept | None = None
    practice_setting: CodeableConcept | None = None

    @property
    def known_on(self) -> ClinicalTime | None:
        """When the reference was made, else when a form of the document was."""
        if self.date is not None:
            return self.date
        made = (one.created_on for one in self.contents if one.created_on is not None)
        return next(made, None)
