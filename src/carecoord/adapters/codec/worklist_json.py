"""Findings, work items, notices and audit entries as JSON, and back.

Enums are written by name, sets in order, so that equal values give equal text. Reading is strict:
unknown keys, and values of another type than the field's, are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_origin

from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError, transform_error

from carecoord.errors import RecordRejected

T = TypeVar("T")


def dumps(value: object) -> str:
    """Write a value of the worklist: equal values give equal text."""
    return json.dumps(_converter().unstructure(value), separators=(",", ":"), sort_keys=True)


def loads(text: str | bytes, of: type[T]) -> T:
    """Read a value of a type back.

    Raises: RecordRejected, naming every field that is wrong, and no value.
    """
    asked = f"a {of.__name__} as JSON"
    try:
        return _converter().structure(json.loads(text), of)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise _rejected(asked, "the text is not JSON") from None
    except (BaseValidationError, ValueError, TypeError) as wrong:
        fields = transform_error(wrong, format_exception=_fault)
        raise _rejected(asked, "; ".join(fields)) from None


def _fault(wrong: BaseException, _: object) -> str:
    if isinstance(wrong, ForbiddenExtraKeysError):
        return "unknown key"
    return "missing" if isinstance(wrong, KeyError) else "of another type or form"


def _rejected(asked: str, found: str) -> RecordRejected:
    return RecordRejected(asked=asked, found=found, remedy="Write it again from its source")


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for exact in (str, int, bool):
        converter.register_structure_hook(exact, _exactly(exact))
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(datetime, _instant)
    converter.register_structure_hook_func(lambda t: t in _MOMENTS, _moment)
    converter.register_structure_hook_func(lambda t: t is object, _detail)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_unstructure_hook_func(lambda t: t is object, _tagged)
    converter.register_unstructure_hook(Enum, lambda member: member.name)
    converter.register_structure_hook_func(_is_enum, _member)
    converter.register_unstructure_hook_func(
        lambda t: get_origin(t) is frozenset,
        lambda members: sorted(member.name for member in members),
    )
    return converter


_MOMENTS = (date | datetime, date | datetime | None)


def _exactly(wanted: type) -> Callable[[Any, Any], Any]:
    def structure(value: object, _: object) -> object:
        if type(value) is not wanted:
            raise TypeError(wanted.__name__)
        return value

    return structure


def _day(value: object, _: object) -> date:
    if not isinstance(value, str):
        raise TypeError("date")
    return date.fromisoformat(value)


def _instant(value: object, _: object) -> datetime:
    if not isinstance(value, str):
        raise TypeError("datetime")
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError("datetime")
    return instant


def _moment(value: object, of: object) -> date | datetime | None:
    if value is None and of == _MOMENTS[1]:
        return None
    return _instant(value, of) if isinstance(value, str) and "T" in value else _day(value, of)


def _is_enum(of: object) -> bool:
    return isinstance(of, type) and issubclass(of, Enum)


def _member(value: object, of: type[Enum]) -> Enum:
    if not isinstance(value, str) or value not in of.__members__:
        raise ValueError(of.__name__)
    return of[value]


# The details of a finding may hold these beside what JSON knows; each says which it is.
_KINDS: tuple[tuple[str, type, Callable[[Any], object], Callable[[Any], object]], ...] = (
    ("instant", datetime, datetime.isoformat, lambda text: _instant(text, None)),
    ("day", date, date.isoformat, lambda text: _day(text, None)),
    ("decimal", Decimal, str, Decimal),
)


def _tagged(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_tagged(part) for part in value]
    for name, kind, write, _ in _KINDS:
        if isinstance(value, kind):
            return {name: write(value)}
    return value


def _detail(value: object, _: object) -> object:
    if isinstance(value, list):
        return tuple(_detail(part, None) for part in value)
    if not isinstance(value, dict):
        return value
    for name, _kind, _write, read in _KINDS:
        if list(value) == [name]:
            return _read_kind(read, value[name])
    raise ValueError("detail")


def _read_kind(read: Callable[[Any], object], value: object) -> object:
    try:
        return read(value)
    except InvalidOperation:
        raise ValueError("decimal") from None
