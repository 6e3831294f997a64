"""Who did, asked for or takes part in something."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.identifier import Identifier
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Actor:
    """Somebody's part in a fact.

    ``kind`` is the FHIR type (Practitioner, Organization, Patient, RelatedPerson, Device,
    Location). ``id`` names a Practitioner, an Organization or a fact (RelatedPerson, Device,
    CareTeam) of the chart; None for the patient, and when the source does not hold it.
    """

    __repr__ = shown

    kind: str | None = None
    id: str | None = None
    display: str | None = attrs.field(default=None, repr=False)
    identifier: Identifier | None = attrs.field(default=None, repr=False)
    """By what business identifier the source names somebody whom it does not hold: an NPI, a
    payer's number."""
    roles: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    """What the actor did here: attender, performer, primary source …"""
    status: str | None = None
    """For appointments: accepted, declined, tentative, needs-action; for care teams the word of
    the modifier extension with which some senders end a membership."""
    required: str | None = None
    period: Period | None = None
    """For how long the actor takes part."""
    on_behalf_of: str | None = None
    """The id of the organization for which a member of a care team acts."""
