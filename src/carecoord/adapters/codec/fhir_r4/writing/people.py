"""Names, addresses and ways to reach people as FHIR's data types."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.writing import absence, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.words import word
from carecoord.model.contact import Address, ContactPoint, Name

_GEOLOCATION = "http://hl7.org/fhir/StructureDefinition/geolocation"
_DIRECT = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-direct"


def extension(url: str, **value: object) -> list[e.Json]:
    """Write an extension if it says anything, as a list to be joined to others."""
    found = e.element(**value)
    return [{"url": url, **found}] if found else []


def full_names(names: Names, element: str, values: Iterable[Name]) -> list[e.Json]:
    """Write HumanNames."""
    return [one for value in values if (one := full_name(names, element, value))]


def full_name(names: Names, element: str, value: Name | None) -> e.Json:
    """Write a HumanName."""
    if value is None:
        return {}
    return e.element(
        use=word(names, f"{element}.use", value.use, words.NAME_USES),
        text=value.text,
        family=value.family,
        given=e.texts(value.given),
        prefix=e.texts(value.prefix),
        suffix=e.texts(value.suffix),
        period=e.period(value.period),
    )


def telecom(
    names: Names,
    values: Iterable[ContactPoint],
    element: str = "telecom",
    uses: frozenset[str] = words.REACH_USES,
) -> list[e.Json]:
    """Write ContactPoints."""
    return [one for value in values if (one := _reach(names, element, value, uses))]


def _reach(names: Names, element: str, value: ContactPoint, uses: frozenset[str]) -> e.Json:
    """A ContactPoint: one with a value has a system, if only one that is not known."""
    system = word(names, f"{element}.system", value.system, words.REACH_SYSTEMS)
    return e.element(
        extension=extension(_DIRECT, valueBoolean=value.direct),
        system=system,
        _system=absence.ABSENT if value.value and system is None else None,
        value=value.value,
        use=word(names, f"{element}.use", value.use, uses),
        rank=words.positive(names, f"{element}.rank", value.rank),
        period=e.period(value.period),
    )


def addresses(
    names: Names,
    values: Iterable[Address],
    element: str = "address",
    uses: frozenset[str] = words.ADDRESS_USES,
) -> list[e.Json]:
    """Write Addresses."""
    return [one for value in values if (one := address(names, value, element, uses))]


def address(
    names: Names,
    value: Address | None,
    element: str = "address",
    uses: frozenset[str] = words.ADDRESS_USES,
) -> e.Json:
    """Write an Address."""
    if value is None:
        return {}
    return e.element(
        extension=_geolocation(names, value.latitude, value.longitude, element),
        use=word(names, f"{element}.use", value.use, uses),
        type=word(names, f"{element}.type", value.type, words.ADDRESS_TYPES),
        text=value.text,
        line=e.texts(value.line),
        city=value.city,
        district=value.district,
        state=value.state,
        postalCode=value.postal_code,
        country=value.country,
        period=e.period(value.period),
    )


def _geolocation(
    names: Names, latitude: Decimal | None, longitude: Decimal | None, element: str
) -> list[e.Json]:
    """FHIR's extension, which has both degrees or none."""
    if latitude is None or longitude is None:
        if latitude is not None or longitude is not None:
            names.lost(f"{element}.extension", "one degree alone is no place")
        return []
    parts = [
        {"url": "latitude", "valueDecimal": latitude},
        {"url": "longitude", "valueDecimal": longitude},
    ]
    return [{"url": _GEOLOCATION, "extension": parts}]
