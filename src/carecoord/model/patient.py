"""The person the chart is about."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.contact import Address, ContactPoint, Name
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, PartialDate, aware
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.model.source import Source


@attrs.frozen(kw_only=True)
class Language:
    """A language the patient can be spoken to in (BCP 47 code in ``language``)."""

    __repr__ = shown

    language: CodeableConcept
    preferred: bool = False


@attrs.frozen(kw_only=True)
class PatientContact:
    """A person to turn to for the patient: next of kin, emergency contact.

    ``organization`` is the id of an Organization of the chart: an employer, a guardian's office.
    """

    __repr__ = shown

    relationship: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    name: Name | None = attrs.field(default=None, repr=False)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    address: Address | None = attrs.field(default=None, repr=False)
    gender: str | None = None
    organization: str | None = None
    period: Period | None = None


@attrs.frozen(kw_only=True)
class PatientLink:
    """Another record of the same person (FHIR Patient.link).

    ``type`` ``replaced-by`` takes this one out of use, ``replaces`` the other one; ``refer`` says
    that this one is in use and the other is the main one, ``seealso`` that both are in use.
    """

    __repr__ = shown

    other: str = attrs.field(repr=False)
    type: str


@attrs.frozen(kw_only=True)
class Patient:
    """Who the chart is about (FHIR Patient). Everything that identifies is hidden from ``repr``.

    ``deceased`` is a time, True when only the fact is known, False when the source says alive,
    None when it says nothing. ``birth_date`` may be only a year or month; ``birth_time`` is the
    instant of birth (FHIR's extension patient-birthTime).
    """

    __repr__ = shown

    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    active: bool | None = None
    names: tuple[Name, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    telecom: tuple[ContactPoint, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    addresses: tuple[Address, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    gender: str | None = None
    sex: CodeableConcept | None = None
    birth_date: date | PartialDate | None = attrs.field(default=None, repr=False)
    birth_time: datetime | None = attrs.field(
        default=None, validator=aware("birth time"), repr=False
    )
    deceased: ClinicalTime | bool | None = attrs.field(
        default=None, validator=aware("deceased"), repr=False
    )
    marital_status: CodeableConcept | None = attrs.field(default=None, repr=False)
    languages: tuple[Language, ...] = attrs.field(default=(), converter=as_tuple)
    contacts: tuple[PatientContact, ...] = attrs.field(default=(), converter=as_tuple, repr=False)
    general_practitioners: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    managing_organization: str | None = None
    links: tuple[PatientLink, ...] = attrs.field(default=(), converter=as_tuple)
    race: CodeableConcept | None = attrs.field(default=None, repr=False)
    ethnicity: CodeableConcept | None = attrs.field(default=None, repr=False)
    birth_sex: str | None = attrs.field(default=None, repr=False)
    tribal_affiliations: tuple[CodeableConcept, ...] = attrs.field(
        default=(), converter=as_tuple, repr=False
    )
    gender_identity: CodeableConcept | None = attrs.field(default=None, repr=False)
    source: Source | None = attrs.field(default=None, eq=False, repr=False)
