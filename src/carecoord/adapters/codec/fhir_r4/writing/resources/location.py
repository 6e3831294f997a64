"""Location: contained in what names it, where more than a name is known of it."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import address, telecom
from carecoord.adapters.codec.fhir_r4.writing.words import absent
from carecoord.model.location import Location


def place(
    location: Location, number: int, names: Names, *, with_physical_type: bool
) -> tuple[e.Json, e.Json | None]:
    """Write the reference to a place, and the Location to be contained for it, if any.

    ``number`` counts the places of one resource; ``with_physical_type`` says that the resource has
    no element of its own for it.
    """
    details = e.element(
        type=e.concepts(location.type),
        telecom=telecom(names, location.telecom, "location.telecom"),
        address=address(names, location.address, "location.address"),
        physicalType=e.concept(location.physical_type) if with_physical_type else None,
    )
    shown = e.element(display=location.name)
    if not details:
        return shown or absent(), None
    name = f"location-{number}"
    held = e.element(resourceType="Location", id=name, name=location.name, **details)
    return {"reference": f"#{name}", **shown}, held
