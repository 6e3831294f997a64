"""Names, addresses, ways to reach people, and business identifiers."""

from __future__ import annotations

from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import number
from carecoord.adapters.codec.fhir_r4.elements.concepts import first_code
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.model.contact import Address, ContactPoint, Name
from carecoord.model.identifier import Identifier

_NO_IDENTIFIERS: tuple[Identifier, ...] = ()


def names(at: Entry, people: tuple[structs.Person, ...], field: str = "name") -> tuple[Name, ...]:
    """Read HumanNames."""
    return tuple(name(at, one, f"{field}[{place}]") for place, one in enumerate(people))


def name(at: Entry, person: structs.Person, field: str) -> Name:
    """Read a HumanName."""
    return Name(
        family=person.family,
        given=person.given,
        prefix=person.prefix,
        suffix=person.suffix,
        text=person.text,
        use=person.use,
        period=period(at, person.period, f"{field}.period"),
    )


def telecom(
    at: Entry, points: tuple[structs.Reach, ...], field: str = "telecom"
) -> tuple[ContactPoint, ...]:
    """Read ContactPoints."""
    if not points:
        return ()
    return tuple(
        ContactPoint(
            system=one.system,
            value=one.value,
            use=one.use,
            rank=one.rank,
            period=period(at, one.period, f"{field}[{place}].period"),
            direct=_direct(one.extension) if one.extension else None,
        )
        for place, one in enumerate(points)
    )


def _direct(extensions: tuple[structs.Extension, ...]) -> bool | None:
    found = find(extensions, "us-core-direct")
    return found.value_boolean if found else None


def addresses(at: Entry, places: tuple[structs.Place, ...]) -> tuple[Address, ...]:
    """Read Addresses."""
    if not places:
        return ()
    return tuple([address(at, one, f"address[{place}]") for place, one in enumerate(places)])


def address(at: Entry, place: structs.Place, field: str) -> Address:
    """Read an Address, with the geolocation that stands in an extension."""
    found = find(place.extension, "geolocation") if place.extension else None
    latitude, longitude = _degrees(at, found, field) if found else (None, None)
    return Address(
        line=place.line,
        city=place.city,
        district=place.district,
        state=place.state,
        postal_code=place.postal_code,
        country=place.country,
        text=place.text,
        use=place.use,
        period=period(at, place.period, f"{field}.period"),
        type=place.type,
        latitude=latitude,
        longitude=longitude,
    )


def _degrees(
    at: Entry, location: structs.Extension, field: str
) -> tuple[Decimal | None, Decimal | None]:
    north, east = find(location.extension, "latitude"), find(location.extension, "longitude")
    where = f"{field}.extension"
    return (
        number(at, north.value_decimal, where) if north else None,
        number(at, east.value_decimal, where) if east else None,
    )


def identifier(value: structs.Identifier) -> Identifier:
    """Read an Identifier, its type as the code of HL7 table 0203."""
    kind = first_code(value.type) if value.type is not None and value.type.coding else None
    return Identifier(value.system, value.value, kind)


def identifiers(values: tuple[structs.Identifier, ...]) -> tuple[Identifier, ...]:
    """Read Identifiers."""
    if not values:
        return _NO_IDENTIFIERS
    return tuple(identifier(one) for one in values if one.value is not None)
