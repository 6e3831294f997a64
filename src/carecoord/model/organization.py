"""Clinics, hospitals, payers, community organizations."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.contact import Address, ContactPoint, Name
from carecoord.model.identifier import Identifier
from carecoord.model.shown import shown
from carecoord.model.source import Source


@attrs.frozen(kw_only=True)
class OrganizationContact:
    """Whom to turn to in an organization, and for what (FHIR Organization.contact)."""

    __repr__ = shown

    purpose: CodeableConcept | None = None
    name: Name | None = attrs.field(default=None, repr=False)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    address: Address | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Organization:
    """A body that cares or pays (FHIR Organization); ``aliases`` are other names it has had."""

    __repr__ = shown

    id: str
    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    active: bool | None = None
    name: str | None = None
    aliases: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    type: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple)
    addresses: tuple[Address, ...] = attrs.field(default=(), converter=as_tuple)
    part_of: str | None = None
    contacts: tuple[OrganizationContact, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False
    )
    source: Source | None = attrs.field(default=None, eq=False, repr=False)
