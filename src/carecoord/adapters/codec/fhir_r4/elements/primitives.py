"""Bending one value, of whatever kind, into the word, number or text that belongs in its place."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import inspect

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.elements.inverting import INVERTING
from carecoord.adapters.codec.fhir_r4.reasons import (
    CODE_OF_ELEMENT,
    FIRST_OF_LIST,
    FORBIDDING,
    INVERTING_OF_LIST,
    NUMBER_AS_TEXT,
    ONE_OF_LIST,
    OTHER_TYPE,
)

_FORBIDS = "doNotPerform"
_TRUTHS = {"true": True, "false": False}


def decimal(text: str) -> Decimal | None:
    """The number that a text writes, if it does."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def single(entry: Entry, value: Any, field: str) -> Any:  # noqa: ANN401
    """The value where a list of values stands: the first, told."""
    if not is_list(value):
        return value
    if len(value) > 1:
        entry.problem(field, FIRST_OF_LIST)
    elif value:
        entry.problem(field, ONE_OF_LIST)
    return value[0] if value else None


def primitive(entry: Entry, value: Any, shape: inspect.Type, field: str) -> Any:  # noqa: ANN401
    """Bend a value into a shape that is no object and no list; None when it does not fit."""
    value = _inverting(entry, value, field)
    fitting: object
    match shape:
        case inspect.StrType():
            fitting = _text(entry, value, field)
        case inspect.BoolType():
            fitting = value if isinstance(value, bool) else _TRUTHS.get(str(value))
            if fitting is None and value is not None and field.endswith(_FORBIDS):
                entry.problem(field, FORBIDDING)
                return True
        case inspect.IntType():
            fitting = _whole(value)
        case _:
            fitting = None if isinstance(value, bool | dict) else decimal(str(value))
    if fitting is None and value is not None:
        entry.problem(field, OTHER_TYPE)
    return fitting


def _inverting(entry: Entry, value: Any, field: str) -> Any:  # noqa: ANN401
    """The value of a list of them: one that says it is not so, else the first."""
    if is_list(value) and len(value) > 1:
        words = [one.strip().casefold() for one in value if isinstance(one, str)]
        found = next((one for one in INVERTING if one in words), None)
        if found is not None:
            entry.problem(field, INVERTING_OF_LIST)
            return found
    return single(entry, value, field)


def _text(entry: Entry, value: Any, field: str) -> str | None:  # noqa: ANN401
    if isinstance(value, str):
        return value
    if is_object(value):
        return _code_of(entry, value, field)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if field != "id":
        entry.problem(field, NUMBER_AS_TEXT)
    return str(value)


def _code_of(entry: Entry, value: dict[str, Any], field: str) -> str | None:
    """The code of a concept or coding that stands where a bare word belongs."""
    codings = value.get("coding")
    held = codings if is_list(codings) else [value]
    codes = [str(one["code"]) for one in held if is_object(one) and one.get("code")]
    if not codes:
        return None
    entry.problem(field, CODE_OF_ELEMENT)
    return next((one for one in codes if one.strip().casefold() in INVERTING), codes[0])


def _whole(value: Any) -> int | None:  # noqa: ANN401
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    number = decimal(str(value)) if isinstance(value, str | Decimal) else None
    if number is None or not number.is_finite() or abs(number.adjusted()) > 18:  # noqa: PLR2004
        return None
    return int(number) if number == int(number) else None
