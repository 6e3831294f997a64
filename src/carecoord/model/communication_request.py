"""Messages that somebody asked to be sent."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.attachment import Attachment
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, aware, offset_given
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CommunicationRequest(Fact):
    """A request that a message be sent or a question answered (FHIR CommunicationRequest).

    Payers ask so for what a decision lacks. ``do_not_perform`` forbids the message. ``payload``
    are the texts, ``attachments`` the documents, and ``attached_facts`` the facts to be sent.
    """

    listed_under = "communication_requests"

    status: str | None = None
    status_reason: CodeableConcept | None = None
    do_not_perform: bool = False
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    priority: str | None = None
    medium: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    group: Identifier | None = None
    about: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    replaces: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    authored_on: ClinicalTime | None = attrs.field(default=None, validator=aware("authored"))
    occurrence: ClinicalTime | Period | None = attrs.field(
        default=None, validator=offset_given("occurrence")
    )
    requester: Actor | None = None
    sender: Actor | None = None
    recipients: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    payload: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    attachments: tuple[Attachment, ...] = attrs.field(default=(), converter=as_tuple)
    attached_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)
    encounter: str | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its categories."""
        return self.category

    @property
    def known_on(self) -> ClinicalTime | None:
        """When it was made; when the message is to be sent is planned."""
        return self.authored_on
