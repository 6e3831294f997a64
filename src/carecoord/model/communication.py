"""Messages and conversations."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.attachment import Attachment
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Communication(Fact):
    """A message or conversation (FHIR Communication).

    A voicemail is an attempt, not a contact: ``status`` ``not-done`` and a ``status_reason`` say
    that nobody was reached; ``received_at`` that somebody was. ``payload`` are the texts,
    ``attachments`` the documents, and ``attached_facts`` the facts that were sent.
    """

    listed_under = "communications"

    status: str | None = None
    status_reason: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    priority: str | None = None
    medium: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    topic: CodeableConcept | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    about: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    based_on: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    in_response_to: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    sent_at: ClinicalTime | None = attrs.field(default=None, validator=aware("sent"))
    received_at: ClinicalTime | None = attrs.field(default=None, validator=aware("received"))
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded"))
    sender: Actor | None = None
    recipients: tuple[Actor, ...] = attrs.field(default=(), converter=as_tuple)
    payload: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    attachments: tuple[Attachment, ...] = attrs.field(default=(), converter=as_tuple)
    attached_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)
    encounter: str | None = None

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """Its categories and its topic."""
        return self.category if self.topic is None else (*self.category, self.topic)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When sent, else when received, else when recorded."""
        if self.sent_at is not None:
            return self.sent_at
        return self.received_at if self.received_at is not None else self.recorded_on
