"""Patient."""

from __future__ import annotations

from datetime import datetime

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find, last_segment
from carecoord.adapters.codec.fhir_r4.elements.people import (
    address,
    addresses,
    identifiers,
    name,
    names,
    telecom,
)
from carecoord.adapters.codec.fhir_r4.elements.times import day, instant, moment, period
from carecoord.model.code import SNOMED, Code, CodeableConcept
from carecoord.model.moment import ClinicalTime
from carecoord.model.patient import Language, Patient, PatientContact, PatientLink


class Communication(structs.Backbone):
    """A language of the patient."""

    language: structs.Concept | None = None
    preferred: bool | None = None


class Contact(structs.Backbone):
    """A person to turn to."""

    relationship: tuple[structs.Concept, ...] = ()
    name: structs.Person | None = None
    telecom: tuple[structs.Reach, ...] = ()
    address: structs.Place | None = None
    gender: str | None = None
    organization: structs.Reference | None = None
    period: structs.Span | None = None


class Link(structs.Backbone):
    """Another record of the same person."""

    other: structs.Reference | None = None
    type: str | None = None


class PatientResource(structs.Resource):
    """FHIR Patient."""

    active: bool | None = None
    name: tuple[structs.Person, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    address: tuple[structs.Place, ...] = ()
    gender: str | None = None
    birth_date: str | None = None
    beside_birth_date: structs.Sibling | None = field(default=None, name="_birthDate")
    deceased_boolean: bool | None = None
    deceased_date_time: str | None = None
    marital_status: structs.Concept | None = None
    communication: tuple[Communication, ...] = ()
    contact: tuple[Contact, ...] = ()
    general_practitioner: tuple[structs.Reference, ...] = ()
    managing_organization: structs.Reference | None = None
    link: tuple[Link, ...] = ()


def patient(r: PatientResource, at: Entry) -> Draft:
    """Read a Patient."""
    birth_sex = find(r.extension, "us-core-birthsex")
    draft = Draft(
        Patient,
        {
            "identifiers": identifiers(r.identifiers),
            "active": r.active,
            "names": names(at, r.name),
            "telecom": telecom(at, r.telecom),
            "addresses": addresses(at, r.address),
            "gender": r.gender,
            "sex": _sex(at, r),
            "birth_date": day(at, r.birth_date, "birthDate"),
            "birth_time": _birth_time(at, r.beside_birth_date) if r.beside_birth_date else None,
            "deceased": _deceased(at, r),
            "marital_status": concept(at, r.marital_status),
            "languages": _languages(at, r.communication) if r.communication else (),
            "race": _omb(at, r, "us-core-race"),
            "ethnicity": _omb(at, r, "us-core-ethnicity"),
            "birth_sex": birth_sex.value_code if birth_sex else None,
            "tribal_affiliations": _tribes(at, r),
            "gender_identity": _gender_identity(at, r),
        },
        {
            "general_practitioners": r.general_practitioner,
            "managing_organization": r.managing_organization,
        },
        {
            "links": tuple(_link(one) for one in r.link if one.other is not None),
            "contacts": tuple(_contact(at, one, place) for place, one in enumerate(r.contact)),
        }
        if r.link or r.contact
        else {},
    )
    draft.identifiers = draft.values["identifiers"]
    return draft


def _deceased(at: Entry, r: PatientResource) -> ClinicalTime | bool | None:
    """The time of death; where it is unreadable, still the fact."""
    if r.deceased_date_time is not None:
        return moment(at, r.deceased_date_time, "deceasedDateTime") or True
    return r.deceased_boolean


def _languages(at: Entry, spoken: tuple[Communication, ...]) -> tuple[Language, ...]:
    return tuple(
        Language(language=language, preferred=bool(one.preferred))
        for one in spoken
        if (language := concept(at, one.language)) is not None
    )


def _contact(at: Entry, one: Contact, place: int) -> Draft:
    where = f"contact[{place}]"
    return Draft(
        PatientContact,
        {
            "relationship": concepts(at, one.relationship),
            "name": name(at, one.name, f"{where}.name") if one.name else None,
            "telecom": telecom(at, one.telecom, f"{where}.telecom"),
            "address": address(at, one.address, f"{where}.address") if one.address else None,
            "gender": one.gender,
            "period": period(at, one.period, f"{where}.period"),
        },
        {"organization": one.organization} if one.organization else {},
    )


def _link(link: Link) -> Draft:
    return Draft(patient_link, {"type": link.type or ""}, {"other": link.other})


def patient_link(type: str, other: str | None = None) -> PatientLink:  # noqa: A002  its field
    """Make a link; a record that is not in this source has no name of ours."""
    return PatientLink(other=other or "", type=type)


def _sex(at: Entry, r: PatientResource) -> CodeableConcept | None:
    """US Core's sex: a code of SNOMED CT, or of the reasons for having none."""
    found = find(r.extension, "us-core-sex")
    if found is None:
        return None
    if found.value_code:
        system = SNOMED if found.value_code.isdigit() else ""
        return CodeableConcept((Code(system, found.value_code),))
    coded = code(at, found.value_coding)
    return CodeableConcept((coded,)) if coded else concept(at, found.value_codeable_concept)


def _omb(at: Entry, r: PatientResource, name: str) -> CodeableConcept | None:
    """US Core's race and ethnicity: categories, details and a text."""
    found = find(r.extension, name)
    if found is None:
        return None
    codes = tuple(
        one for part in found.extension if (one := code(at, part.value_coding)) is not None
    )
    text = find(found.extension, "text")
    return CodeableConcept(codes, text.value_string if text else None)


def _birth_time(at: Entry, beside: structs.Sibling) -> datetime | None:
    found = find(beside.extension, "patient-birthtime")
    return instant(at, found.value_date_time, "birthDate.extension") if found else None


def _tribes(at: Entry, r: PatientResource) -> tuple[CodeableConcept, ...]:
    """US Core's tribal affiliations; whether the patient is enrolled stays in the source."""
    parts = (
        find(one.extension, "tribalaffiliation")
        for one in r.extension
        if last_segment(one.url) == "us-core-tribal-affiliation"
    )
    found = (concept(at, one.value_codeable_concept) for one in parts if one is not None)
    return tuple(one for one in found if one is not None)


def _gender_identity(at: Entry, r: PatientResource) -> CodeableConcept | None:
    """The gender identity: of US Core, of FHIR R4, or in the form of FHIR R5."""
    found = find(r.extension, "genderidentity")
    if found is None:
        return None
    inner = find(found.extension, "value") or found
    return concept(at, inner.value_codeable_concept)
