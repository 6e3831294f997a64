"""Answers and parameters: values of every kind, under FHIR's name of the kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.absence import ABSENT
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import CodeableConcept
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Value
from carecoord.model.quantity import Quantity

_Write = Callable[[Any], object]


def _text(value: str) -> str:
    return value


def _whole(value: int) -> int:
    return value


def _number(value: Quantity) -> Decimal:
    return value.value


def _coding(value: CodeableConcept | str) -> e.Json | None:
    if isinstance(value, str):
        return {"display": value}
    return e.coding(value.coding[0]) if value.coding else e.element(display=value.text)


def _identifier(value: str) -> e.Json:
    system, _, number = value.rpartition("|")
    return e.element(system=system or None, value=number or None)


def _annotation(value: str) -> e.Json:
    return {"text": value}


_KINDS: dict[str, tuple[tuple[type, ...], _Write]] = {
    "Annotation": ((str,), _annotation),
    "Canonical": ((str,), _text),
    "Code": ((str,), _text),
    "Coding": ((CodeableConcept, str), _coding),
    "Date": ((date, PartialDate), e.moment),
    "DateTime": ((date, PartialDate), e.moment),
    "Decimal": ((Quantity,), _number),
    "Id": ((str,), _text),
    "Identifier": ((str,), _identifier),
    "Instant": ((datetime,), e.moment),
    "Markdown": ((str,), _text),
    "Oid": ((str,), _text),
    "PositiveInt": ((int,), _whole),
    "UnsignedInt": ((int,), _whole),
    "Uri": ((str,), _text),
    "Url": ((str,), _text),
    "Uuid": ((str,), _text),
    "Age": ((Quantity,), e.quantity),
    "Count": ((Quantity,), e.quantity),
    "Distance": ((Quantity,), e.quantity),
    "Duration": ((Quantity,), e.quantity),
}
"""By FHIR's name: what a value of that kind is here, and how it is written."""
_ANSWERS = frozenset({"Coding", "Date", "DateTime", "Decimal", "Uri"})
_NOT_AN_ANSWER = "an answer cannot be of this kind; left out"


def any_value(names: Names, value: Value | None, kind: str | None, reference: str | None) -> e.Json:
    """Write ``value[x]`` of any kind."""
    if kind == "Reference" or reference is not None:
        return _reference(names, value, reference)
    types, write = _KINDS.get(kind or "", ((), _text))
    if value is not None and isinstance(value, types):
        return e.element(**{f"value{kind}": write(value)})
    return e.choice("value", value)


def answer(names: Names, value: Value | None, kind: str | None, reference: str | None) -> e.Json:
    """Write the value of an answer: there a concept is a Coding, and a day a date."""
    if kind in _ANSWERS or kind == "Reference" or reference is not None:
        return any_value(names, value, kind, reference)
    if isinstance(value, CodeableConcept):
        return _coded(names, value)
    if isinstance(value, date | PartialDate):
        return any_value(names, value, "DateTime" if isinstance(value, datetime) else "Date", None)
    if value is None or isinstance(value, str | bool | int | time | Quantity):
        return e.choice("value", value)
    names.lost("item.answer.value", _NOT_AN_ANSWER)
    return {}


def _coded(names: Names, value: CodeableConcept) -> e.Json:
    """The first code; a text alone is an answer in words."""
    if not value.coding:
        return e.choice("value", value.text or None)
    first = value.coding[0]
    if len(value.coding) > 1 or (value.text and value.text != first.display):
        names.lost("item.answer.value", "an answer is one code, without further codes or text")
    return {"valueCoding": e.coding(first)}


def _reference(names: Names, value: Value | None, reference: str | None) -> e.Json:
    shown = value if isinstance(value, str) else None
    return {"valueReference": e.element(**(names.fact(reference) or {}), display=shown) or ABSENT}
