"""Practitioner; the PractitionerRoles are added by ``practitioner_role.add_roles``."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.people import addresses, names, telecom
from carecoord.adapters.codec.fhir_r4.elements.times import day
from carecoord.model.practitioner import Practitioner


class Qualification(structs.Backbone):
    """A licence or certificate; its number and issuer stay in the source."""

    code: structs.Concept | None = None


class PractitionerResource(structs.Resource):
    """FHIR Practitioner."""

    active: bool | None = None
    name: tuple[structs.Person, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    address: tuple[structs.Place, ...] = ()
    gender: str | None = None
    birth_date: str | None = None
    communication: tuple[structs.Concept, ...] = ()
    qualification: tuple[Qualification, ...] = ()


def practitioner(r: PractitionerResource, at: Entry) -> Draft:
    """Read a Practitioner without roles."""
    qualifications = (concept(at, one.code) for one in r.qualification)
    return Draft(
        Practitioner,
        {
            "active": r.active,
            "names": names(at, r.name),
            "telecom": telecom(at, r.telecom),
            "addresses": addresses(at, r.address),
            "gender": r.gender,
            "birth_date": day(at, r.birth_date, "birthDate"),
            "languages": concepts(at, r.communication),
            "qualifications": tuple(one for one in qualifications if one is not None),
        },
        {"organizations": ()},
    )
