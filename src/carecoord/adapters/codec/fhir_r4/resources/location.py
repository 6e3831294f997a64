"""Location: what is meant by references to it."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.people import address, telecom
from carecoord.adapters.codec.fhir_r4.reasons import ABSENT_NAMED
from carecoord.model.location import Location
from carecoord.model.period import Period


class LocationResource(structs.Resource):
    """FHIR Location."""

    name: str | None = None
    type: tuple[structs.Concept, ...] = ()
    physical_type: structs.Concept | None = None
    telecom: tuple[structs.Reach, ...] = ()
    address: structs.Place | None = None


def location(  # noqa: PLR0913  what an element and its Location say
    at: Entry,
    reference: structs.Reference,
    field: str,
    *,
    period: Period | None = None,
    status: str | None = None,
    physical_type: structs.Concept | None = None,
) -> Location:
    """Read a location under its own name, else under the name that the reference displays."""
    found = at.directory.find(reference, at)
    place = found.resource if found is not None else None
    if found is None or not isinstance(place, LocationResource):
        if found is None and (reference.reference or reference.identifier):
            at.count(field, ABSENT_NAMED)
        place = LocationResource()
    return Location(
        name=place.name or reference.display,
        type=concepts(at, place.type),
        period=period,
        status=status,
        physical_type=concept(at, physical_type or place.physical_type),
        telecom=telecom(found or at, place.telecom),
        address=address(found or at, place.address, "address") if place.address else None,
    )
