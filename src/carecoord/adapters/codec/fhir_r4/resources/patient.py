"""Patient."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.people import (
    addresses,
    identifiers,
    name,
    names,
    telecom,
)
from carecoord.adapters.codec.fhir_r4.elements.times import day, moment
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
            "deceased": _deceased(at, r),
            "marital_status": concept(at, r.marital_status),
            "languages": _languages(at, r.communication) if r.communication else (),
            "contacts": _contacts(at, r.contact) if r.contact else (),
            "race": _omb(at, r, "us-core-race"),
            "ethnicity": _omb(at, r, "us-core-ethnicity"),
            "birth_sex": birth_sex.value_code if birth_sex else None,
        },
        {
            "general_practitioners": r.general_practitioner,
            "managing_organization": r.managing_organization,
        },
        {"links": tuple(_link(one) for one in r.link if one.other is not None)} if r.link else {},
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


def _contacts(at: Entry, contacts: tuple[Contact, ...]) -> tuple[PatientContact, ...]:
    return tuple(
        PatientContact(
            relationship=concepts(at, one.relationship),
            name=name(at, one.name, f"contact[{place}].name") if one.name else None,
            telecom=telecom(at, one.telecom, f"contact[{place}].telecom"),
        )
        for place, one in enumerate(contacts)
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
