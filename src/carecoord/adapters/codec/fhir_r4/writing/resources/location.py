"""Location: contained in what names it, where more than a name is known of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import absence
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import address, telecom
from carecoord.model.location import Location

Placed = tuple[e.Json, e.Json | None]
"""The reference to a place, and the Location to be contained for it, if any."""
_LENGTH = 16


def place(location: Location, names: Names, *, with_physical_type: bool) -> Placed:
    """Write a place; ``with_physical_type`` where the resource has no element of its own for it.

    The id of what is contained follows from what it says: a place that changes is another one, and
    its neighbours keep theirs.
    """
    details = e.element(
        type=e.concepts(location.type),
        telecom=telecom(names, location.telecom, "location.telecom"),
        address=address(names, location.address, "location.address"),
        physicalType=e.concept(location.physical_type) if with_physical_type else None,
    )
    shown = e.element(display=location.name)
    if not details:
        return shown or absence.ABSENT, None
    said = e.element(name=location.name, **details)
    text = json.dumps(said, sort_keys=True, default=str)
    name = f"location-{hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]}"
    return {"reference": f"#{name}", **shown}, {"resourceType": "Location", "id": name, **said}


def contained(places: Iterable[Placed]) -> list[e.Json]:
    """The Locations to be contained, each once."""
    return list({held["id"]: held for _, held in places if held is not None}.values())
