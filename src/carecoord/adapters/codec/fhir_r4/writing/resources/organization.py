"""Organization."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core, words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import address, addresses, full_name, telecom
from carecoord.model.organization import Organization, OrganizationContact

_REACH_USES = words.REACH_USES - {"home"}
_ADDRESS_USES = words.ADDRESS_USES - {"home"}


def organization(fact: Organization, names: Names) -> e.Json:
    """Write an Organization, without what every resource has: id, identifiers, labels.

    An organization is never at home: FHIR forbids that use (constraints org-2 and org-3).
    """
    if not fact.name and not e.identifiers(fact.identifiers):
        names.lacking("name", "FHIR demands a name or an identifier (constraint org-1)")
    return e.element(
        resourceType="Organization",
        meta=us_core.profiled(
            "us-core-organization",
            fact.active is not None,
            fact.name,
            us_core.well_formed(fact.identifiers),
        ),
        active=fact.active,
        type=e.concepts(fact.type),
        name=fact.name,
        alias=e.texts(fact.aliases),
        telecom=telecom(names, fact.telecom, uses=_REACH_USES),
        address=addresses(names, fact.addresses, uses=_ADDRESS_USES),
        partOf=names.fact(fact.part_of),
        contact=[one for each in fact.contacts if (one := _contact(each, names))],
    )


def _contact(contact: OrganizationContact, names: Names) -> e.Json:
    return e.element(
        purpose=e.concept(contact.purpose),
        name=full_name(names, "contact.name", contact.name),
        telecom=telecom(names, contact.telecom, "contact.telecom"),
        address=address(names, contact.address, "contact.address"),
    )
