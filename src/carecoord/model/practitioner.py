"""People who care for patients professionally."""

from __future__ import annotations

from datetime import date, time

import attrs

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.contact import Address, ContactPoint, Name
from carecoord.model.identifier import Identifier
from carecoord.model.location import Location
from carecoord.model.moment import PartialDate
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.model.source import Source


@attrs.frozen(kw_only=True)
class AvailableTime:
    """Hours of a week at which somebody can be seen (PractitionerRole.availableTime).

    ``days`` are FHIR's: mon, tue, wed, thu, fri, sat, sun.
    """

    __repr__ = shown

    days: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    all_day: bool | None = None
    start: time | None = None
    end: time | None = None


@attrs.frozen(kw_only=True)
class NotAvailable:
    """A time at which somebody cannot be seen, and why (PractitionerRole.notAvailable)."""

    __repr__ = shown

    description: str | None = None
    during: Period | None = None


@attrs.frozen(kw_only=True)
class PractitionerRole:
    """What somebody does for one organization (FHIR PractitionerRole).

    ``organization`` is the id of an Organization of the chart; ``availability_exceptions`` says in
    words when the hours do not hold.
    """

    __repr__ = shown

    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    active: bool | None = None
    period: Period | None = None
    organization: str | None = None
    code: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    specialties: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    locations: tuple[Location, ...] = attrs.field(default=(), converter=as_tuple)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    available_times: tuple[AvailableTime, ...] = attrs.field(default=(), converter=as_tuple)
    not_available: tuple[NotAvailable, ...] = attrs.field(default=(), converter=as_tuple)
    availability_exceptions: str | None = None


@attrs.frozen(kw_only=True)
class Practitioner:
    """A clinician or coordinator (FHIR Practitioner with its PractitionerRoles).

    ``qualifications`` are licences and certificates, ``roles`` what the person does for whom
    (PractitionerRole.code), ``specialties`` usually codes of the NUCC taxonomy. ``positions`` are
    the PractitionerRoles one by one; what they say of roles, specialties, organizations and
    telecom stands in those fields too, so that a question need not look into each.
    """

    __repr__ = shown

    id: str
    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple)
    active: bool | None = None
    names: tuple[Name, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    addresses: tuple[Address, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    gender: str | None = None
    birth_date: date | PartialDate | None = attrs.field(default=None, repr=False)
    languages: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    qualifications: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    roles: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    specialties: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    organizations: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    positions: tuple[PractitionerRole, ...] = attrs.field(default=(), converter=as_tuple)
    source: Source | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes that say what this person is licensed for or does."""
        concepts = (*self.qualifications, *self.roles, *self.specialties)
        return tuple(code for concept in concepts for code in concept.coding)
