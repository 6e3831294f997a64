"""Organization."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.people import address, addresses, name, telecom
from carecoord.model.organization import Organization, OrganizationContact


class Contact(structs.Backbone):
    """Organization.contact."""

    purpose: structs.Concept | None = None
    name: structs.Person | None = None
    telecom: tuple[structs.Reach, ...] = ()
    address: structs.Place | None = None


class OrganizationResource(structs.Resource):
    """FHIR Organization."""

    active: bool | None = None
    name: str | None = None
    alias: tuple[str, ...] = ()
    type: tuple[structs.Concept, ...] = ()
    telecom: tuple[structs.Reach, ...] = ()
    address: tuple[structs.Place, ...] = ()
    part_of: structs.Reference | None = None
    contact: tuple[Contact, ...] = ()


def organization(r: OrganizationResource, at: Entry) -> Draft:
    """Read an Organization."""
    return Draft(
        Organization,
        {
            "active": r.active,
            "name": r.name,
            "aliases": r.alias,
            "type": concepts(at, r.type),
            "telecom": telecom(at, r.telecom),
            "addresses": addresses(at, r.address),
            "contacts": tuple(_contact(at, one, place) for place, one in enumerate(r.contact)),
        },
        {"part_of": r.part_of},
    )


def _contact(at: Entry, one: Contact, place: int) -> OrganizationContact:
    where = f"contact[{place}]"
    return OrganizationContact(
        purpose=concept(at, one.purpose),
        name=name(at, one.name, f"{where}.name") if one.name else None,
        telecom=telecom(at, one.telecom, f"{where}.telecom"),
        address=address(at, one.address, f"{where}.address") if one.address else None,
    )
