"""Answers and parameters: values of every kind that FHIR knows, and the name of the kind."""

from __future__ import annotations

from datetime import date, datetime

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.elements.values import (
    FurtherValued,
    Uncarried,
    further_value,
    value,
)
from carecoord.adapters.codec.fhir_r4.reasons import NOT_CARRIED
from carecoord.model.code import CodeableConcept
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Value


class AnyValued(FurtherValued):
    """An element that may hold a value of any kind."""

    value_positive_int: int | None = None
    value_unsigned_int: int | None = None
    value_instant: str | None = None
    value_id: str | None = None
    value_oid: str | None = None
    value_uuid: str | None = None
    value_markdown: str | None = None
    value_age: structs.Amount | None = None
    value_count: structs.Amount | None = None
    value_distance: structs.Amount | None = None
    value_duration: structs.Amount | None = None
    value_annotation: structs.Note | None = None
    value_money: Uncarried | None = None
    value_timing: Uncarried | None = None
    value_address: Uncarried | None = None
    value_human_name: Uncarried | None = None
    value_contact_point: Uncarried | None = None
    value_signature: Uncarried | None = None
    value_expression: Uncarried | None = None
    value_dosage: Uncarried | None = None


_UNCARRIED = (
    "value_money",
    "value_timing",
    "value_address",
    "value_human_name",
    "value_contact_point",
    "value_signature",
    "value_expression",
    "value_dosage",
)
_AMOUNTS = {
    "value_age": "Age",
    "value_count": "Count",
    "value_distance": "Distance",
    "value_duration": "Duration",
}
_PLAIN = {
    "value_positive_int": "PositiveInt",
    "value_unsigned_int": "UnsignedInt",
    "value_id": "Id",
    "value_oid": "Oid",
    "value_uuid": "Uuid",
    "value_markdown": "Markdown",
}
_NAMED = {
    "value_coding": "Coding",
    "value_date": "Date",
    "value_decimal": "Decimal",
    "value_code": "Code",
    "value_uri": "Uri",
    "value_url": "Url",
    "value_canonical": "Canonical",
}
Kind = str | None


def further(at: Entry, held: FurtherValued, field: str) -> tuple[Value | None, Kind]:
    """Read a value with the name of its kind, where the value alone does not tell it.

    A reference gives what it displays, an identifier the text ``system|value``.
    """
    if held.value_reference is not None:
        return held.value_reference.display, "Reference"
    if held.value_identifier is not None:
        one = held.value_identifier
        return f"{one.system}|{one.value or ''}" if one.system else one.value, "Identifier"
    found = value(at, held, field)
    if found is not None:
        return found, None
    found = further_value(at, held, field)
    return found, None if found is None else _kind(held)


def _kind(held: FurtherValued) -> Kind:
    named = (kind for name, kind in _NAMED.items() if getattr(held, name) is not None)
    return next(named, None)


def answered(at: Entry, held: FurtherValued, field: str) -> tuple[Value | None, Kind]:
    """Read an answer: there a concept is a Coding, and a day a date, unless told otherwise."""
    found, kind = further(at, held, field)
    if kind == "Coding" and isinstance(found, CodeableConcept):
        return found, None
    if kind == "Date":
        return found, None
    if held.value_date_time is not None and _is_day(found):
        return found, "DateTime"
    return found, kind


def _is_day(found: Value | None) -> bool:
    return isinstance(found, date | PartialDate) and not isinstance(found, datetime)


def any_value(at: Entry, held: AnyValued, field: str) -> tuple[Value | None, Kind]:
    """Read a value of any kind."""
    found, kind = further(at, held, field)
    if found is not None or kind is not None:
        return found, kind
    if held.value_instant is not None:
        return moment(at, held.value_instant, f"{field}Instant"), "Instant"
    for name, kind in _PLAIN.items():
        plain: str | int | None = getattr(held, name)
        if plain is not None:
            return plain, kind
    for name, kind in _AMOUNTS.items():
        amount: structs.Amount | None = getattr(held, name)
        if amount is not None:
            return quantity(at, amount, f"{field}{kind}"), kind
    return _rest(at, held, field)


def _rest(at: Entry, held: AnyValued, field: str) -> tuple[Value | None, Kind]:
    if held.value_annotation is not None:
        return held.value_annotation.text, "Annotation"
    if any(getattr(held, name) is not None for name in _UNCARRIED):
        at.problem(field, NOT_CARRIED)
    return None, None
