"""The model's parts as FHIR's data types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from carecoord.model import ucum
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime
from carecoord.model.money import Money
from carecoord.model.observation import Range, Ratio, Value
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity

Json = dict[str, Any]
"""A JSON object; decimals stand in it as ``Decimal``."""

ABSENT: Json = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
"""What R4 demands and nobody knows: FHIR's own extension says that it is unknown."""
_UCUM = "http://unitsofmeasure.org"
_IDENTIFIER_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"


def element(**parts: object) -> Json:
    """An object of the parts that say something; FHIR knows no empty ones.

    A name that is a word of Python has a line at its end: ``class_``.
    """
    return {
        name.rstrip("_"): part for name, part in parts.items() if part not in (None, "", [], {})
    }


def texts(values: Iterable[str]) -> list[str]:
    """Write a list of texts; FHIR knows no empty ones."""
    return [one for one in values if one]


def coding(code: Code | None) -> Json | None:
    """Write a code; a system that is not known is left out."""
    if code is None:
        return None
    return element(system=code.system or None, code=code.code, display=code.display)


def concept(value: CodeableConcept | None) -> Json | None:
    """Write a concept; None for one that says nothing."""
    if value is None:
        return None
    return element(coding=[coding(code) for code in value.coding], text=value.text) or None


def concepts(values: Iterable[CodeableConcept]) -> list[Json]:
    """Write a list of concepts."""
    return [one for one in map(concept, values) if one is not None]


def bound(code: str | None, system: str) -> Json | None:
    """Write the code of a set that FHIR fixes, such as a clinical status, as a concept."""
    return {"coding": [{"system": system, "code": code}]} if code else None


def moment(value: ClinicalTime | None) -> str | None:
    """Write a date, an instant with its offset, a month or a year."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def instant(value: ClinicalTime | None) -> str | None:
    """Write an instant; anything less precise is not one."""
    return value.isoformat() if isinstance(value, datetime) else None


def period(value: Period | None) -> Json | None:
    """Write a period: FHIR's last day is inside, ours is not."""
    if value is None:
        return None
    return element(start=moment(value.start), end=moment(value.ended)) or None


def quantity(value: Quantity | None) -> Json | None:
    """Write a quantity; a unit that UCUM knows is coded."""
    if value is None:
        return None
    known = value.unit is not None and ucum.parse(value.unit) is not None
    return element(
        value=value.value,
        comparator=value.comparator,
        unit=value.unit,
        system=_UCUM if known else None,
        code=value.unit if known else None,
    )


def number(value: Decimal | None, unit: str | None) -> Json | None:
    """Write a bare number with its unit as a quantity."""
    return None if value is None else quantity(Quantity(value, unit))


def money(value: Money | None) -> Json | None:
    """Write an amount of money."""
    return None if value is None else element(value=value.value, currency=value.currency)


def bounds(value: Range) -> Json:
    """Write a range."""
    return element(low=quantity(value.low), high=quantity(value.high))


def proportion(value: Ratio) -> Json:
    """Write a ratio; a side that is not known says so: FHIR has both or none (rat-1)."""
    sides = {"numerator": quantity(value.numerator), "denominator": quantity(value.denominator)}
    if not any(sides.values()):
        return {}
    return {name: side or ABSENT for name, side in sides.items()}


def choice(name: str, value: Value | None) -> Json:
    """Write ``value[x]`` and its like: one element, named after the kind of its value."""
    if value is None:
        return {}
    kind, write = _KINDS.get(type(value), _TIME)
    return element(**{f"{name}{kind}": write(value)})


def _same(value: object) -> object:
    return value


_TIME: tuple[str, Callable[[Any], object]] = ("DateTime", moment)
_KINDS: dict[type, tuple[str, Callable[[Any], object]]] = {
    bool: ("Boolean", _same),
    int: ("Integer", _same),
    str: ("String", _same),
    Quantity: ("Quantity", quantity),
    CodeableConcept: ("CodeableConcept", concept),
    Range: ("Range", bounds),
    Ratio: ("Ratio", proportion),
    Period: ("Period", period),
    time: ("Time", time.isoformat),
}
"""What FHIR calls each kind of value; every other is a time."""


def identifier(value: Identifier | None) -> Json | None:
    """Write an identifier; its type is a code of HL7 table 0203."""
    if value is None:
        return None
    kind = bound(" ".join((value.type or "").split()) or None, _IDENTIFIER_TYPES)
    return element(type=kind, system=value.system, value=value.value)


def identifiers(values: Iterable[Identifier]) -> list[Json]:
    """Write a list of identifiers."""
    return [one for one in map(identifier, values) if one]


def note(text: str | None) -> list[Json]:
    """Write a note as annotations, a paragraph each, as it was read."""
    return [{"text": one} for one in text.split("\n\n") if one.strip()] if text else []
