"""The slow path: bending a resource that breaks FHIR's shape until it fits, noting what changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.elements.primitives import decimal, primitive, single
from carecoord.adapters.codec.fhir_r4.reasons import (
    BARE,
    BARE_TAKEN,
    BLANK_IN_KEY,
    LIST_OF_ONE,
    MODIFIED,
    MODIFIED_WHOLE,
)

_DECODER = msgspec.json.Decoder(float_hook=decimal)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_WHOLE_FROM_PART: dict[type, str] = {
    structs.Concept: "text",
    structs.Reference: "reference",
    structs.Note: "text",
    structs.Person: "text",
    structs.Place: "text",
    structs.Reach: "value",
    structs.Identifier: "value",
    structs.Coding: "code",
    structs.Amount: "value",
}
"""Where a bare text or number goes that stands in the place of a whole element."""
_ENDS_IN_BLANK = re.compile(rb':(?<= ":)').search
_ENDS_IN_BLANK_APART = re.compile(rb'" :(?<= " :)').search
_FIRST_KEY = 64
"""The bytes at the start of a resource that hold a key: ``resourceType``, as a rule."""


_Kind = TypeVar("_Kind", bound=msgspec.Struct)


def decode(entry: Entry, kind: type[_Kind]) -> _Kind:
    """Decode a resource however it is shaped; what cannot be used is left out and noted.

    Raises:
        msgspec.DecodeError: it is not a JSON object.
    """
    value = _DECODER.decode(entry.content)
    return msgspec.convert(_object(entry, value, kind, ""), kind)


def _repair(entry: Entry, value: Any, shape: inspect.Type, field: str) -> Any:  # noqa: ANN401
    """Bend a decoded value into a shape; None when nothing of it fits."""
    match shape:
        case inspect.UnionType():
            return _repair(entry, value, _member(shape, value), field)
        case inspect.StructType():
            return _object(entry, value, shape.cls, field)
        case inspect.VarTupleType():
            return _list(entry, value, shape.item_type, field)
        case inspect.NoneType():
            return None
        case inspect.RawType():
            return msgspec.Raw(_ENCODER.encode(value))
        case _:
            return primitive(entry, value, shape, field)


def _member(shape: inspect.UnionType, value: Any) -> inspect.Type:  # noqa: ANN401
    """The member of a union that is meant: an object where one may stand, else the first."""
    members = [one for one in shape.types if not isinstance(one, inspect.NoneType)]
    if is_object(value):
        return next((one for one in members if isinstance(one, inspect.StructType)), members[0])
    return next((one for one in members if isinstance(one, inspect.VarTupleType)), members[0])


def _object(entry: Entry, value: Any, kind: type[msgspec.Struct], field: str) -> Any:  # noqa: ANN401
    value = single(entry, value, field)
    if value is None:
        return None
    if not is_object(value):
        part = _WHOLE_FROM_PART.get(kind)
        if part is None or isinstance(value, bool):
            entry.problem(field, BARE)
            return None
        entry.problem(field, BARE_TAKEN)
        value = {part: value}
    if field and _is_modified(value, kind):
        if getattr(kind, "indispensable", False):
            entry.problem(field, MODIFIED_WHOLE)
            raise msgspec.ValidationError
        entry.problem(field, MODIFIED)
        return None
    fitting: dict[str, Any] = {}
    shapes = _shape_of(kind)
    value = _trimmed(entry, value, shapes, field)
    for element, shape in shapes.items():
        given = value.get(element)
        if given is not None:
            name = f"{field}.{element}" if field else element
            repaired = _repair(entry, given, shape, name)
            if repaired is not None:
                fitting[element] = repaired
    return fitting


def has_untrimmed_keys(content: bytes) -> bool:
    """Whether some key of a JSON text ends in a blank: decoding would pass it over.

    A text writes all its keys with a blank before the colon or all without one; looking for both
    forms would cost twice as much. Looking for one costs a twentieth of reading.
    """
    find = _ENDS_IN_BLANK_APART if b'" :' in content[:_FIRST_KEY] else _ENDS_IN_BLANK
    return find(content) is not None


def _trimmed(
    entry: Entry, value: dict[str, Any], shapes: dict[str, inspect.Type], field: str
) -> dict[str, Any]:
    """Read keys with blanks at their edges without them, where nothing else has the name."""
    odd = {key: key.strip() for key in value if key != key.strip()}
    if not odd:
        return value
    held = dict(value)
    for key, name in odd.items():
        if name in shapes and name not in held:
            path = f"{field}.{name}" if field else name
            entry.problem(path, BLANK_IN_KEY)
            held[name] = value[key]
    return held


def _is_modified(value: dict[str, Any], kind: type[msgspec.Struct]) -> bool:
    """Whether an element carries a modifier that its shape does not provide for."""
    modifiers = value.get("modifierExtension")
    if not modifiers or "modifierExtension" not in _shape_of(kind):
        return False
    obeyed: Callable[[str], bool] | None = getattr(kind, "obeyed", None)
    if obeyed is None or not is_list(modifiers):
        return True
    return not all(is_object(one) and obeyed(str(one.get("url"))) for one in modifiers)


@lru_cache(maxsize=256)
def _shape_of(kind: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    """The shapes of a struct's elements, by FHIR's names."""
    shape = inspect.type_info(kind)
    fields = shape.fields if isinstance(shape, inspect.StructType) else ()
    return {one.encode_name: one.type for one in fields}


def _list(entry: Entry, value: Any, shape: inspect.Type, field: str) -> list[Any]:  # noqa: ANN401
    if not is_list(value):
        entry.problem(field, LIST_OF_ONE)
        value = [value]
    repaired = (
        _repair(entry, one, shape, f"{field}[{place}]")
        for place, one in enumerate(value)
        if one is not None
    )
    return [one for one in repaired if one is not None]
