"""Practitioner, with the PractitionerRoles merged in, and Organization."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.people import (
    addresses,
    identifier,
    identifiers,
    names,
    telecom,
)
from carecoord.model.contact import Name
from carecoord.model.organization import Organization
from carecoord.model.practitioner import Practitioner


class Qualification(structs.Backbone):
    """A licence or certificate."""

    code: structs.Concept | None = None


class PractitionerResource(structs.Resource):
    """FHIR Practitioner."""

    active: bool | None = None
    name: tuple[structs.Person, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    qualification: tuple[Qualification, ...] = ()


class RoleResource(structs.Resource):
    """FHIR PractitionerRole."""

    practitioner: structs.Reference | None = None
    organization: structs.Reference | None = None
    code: tuple[structs.Concept, ...] = ()
    specialty: tuple[structs.Concept, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()


class OrganizationResource(structs.Resource):
    """FHIR Organization."""

    active: bool | None = None
    name: str | None = None
    type: tuple[structs.Concept, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    address: tuple[structs.Place, ...] = ()
    part_of: structs.Reference | None = None


def practitioner(r: PractitionerResource, at: Entry) -> Draft:
    """Read a Practitioner; roles are added by ``add_role``."""
    qualifications = (concept(at, one.code) for one in r.qualification)
    return Draft(
        Practitioner,
        {
            "active": r.active,
            "names": names(at, r.name),
            "telecom": telecom(at, r.telecom),
            "qualifications": tuple(one for one in qualifications if one is not None),
        },
        {"organizations": ()},
    )


def practitioner_of(role: RoleResource) -> Draft:
    """Make the practitioner whom only a role names, by identifier or display."""
    named = role.practitioner or structs.Reference()
    draft = Draft(
        Practitioner,
        {"names": (Name(text=named.display),) if named.display else ()},
        {"organizations": ()},
    )
    if named.identifier is not None:
        draft.identifiers = (identifier(named.identifier),)
    else:
        draft.identifiers = identifiers(role.identifiers)
    return draft


def add_role(draft: Draft, r: RoleResource, at: Entry) -> None:
    """Merge a PractitionerRole into its practitioner."""
    values = draft.values
    more = {
        "roles": concepts(at, r.code),
        "specialties": concepts(at, r.specialty),
        "telecom": telecom(at, r.telecom),
    }
    for name, added in more.items():
        held = values.get(name, ())
        values[name] = (*held, *(one for one in added if one not in held))
    if r.organization is not None:
        draft.links = {"organizations": (*_organizations(draft), r.organization)}


def _organizations(draft: Draft) -> tuple[structs.Reference, ...]:
    held = draft.links.get("organizations")
    return held if isinstance(held, tuple) else ()


def organization(r: OrganizationResource, at: Entry) -> Draft:
    """Read an Organization."""
    return Draft(
        Organization,
        {
            "active": r.active,
            "name": r.name,
            "type": concepts(at, r.type),
            "telecom": telecom(at, r.telecom),
            "addresses": addresses(at, r.address),
        },
        {"part_of": r.part_of},
    )
