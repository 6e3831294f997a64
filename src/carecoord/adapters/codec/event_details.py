"""The details of events in JSON: pairs of a name and a value of one of the kinds listed here.

Texts, whole numbers, truth values and nothing stand as themselves, tuples as lists, and the rest
in an object whose one key says what it is: a scalar, an enum or a type of the model by its name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast

import attrs
from cattrs import BaseValidationError, ClassValidationError, Converter
from cattrs.errors import AttributeValidationNote, IterableValidationError, IterableValidationNote

from carecoord import model
from carecoord.adapters.codec import json_scalars
from carecoord.adapters.codec.json_faults import Unlike
from carecoord.errors import RecordRejected
from carecoord.model.moment import PartialDate
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.event import Performer

DETAILS: Any = tuple[tuple[str, object], ...]
"""The type of an event's details."""

_PAIR = 2
_SCALARS: Mapping[str, tuple[type, Callable[[str], object]]] = {
    "instant": (datetime, json_scalars.read_instant),
    "day": (date, json_scalars.read_day),
    "partial": (PartialDate, json_scalars.read_partial),
    "time_of_day": (time, json_scalars.read_time_of_day),
    "decimal": (Decimal, json_scalars.read_amount),
}
_TAGS = {kind: tag for tag, (kind, _) in _SCALARS.items()}


def register(converter: Converter) -> None:
    """Teach a converter the details of events."""

    def read(value: object, _: object) -> tuple[tuple[str, object], ...]:
        return _read_all(converter, value, _read_pair)

    def write(pairs: Iterable[tuple[str, object]]) -> list[object]:
        return [[name, _written(converter, value)] for name, value in pairs]

    converter.register_structure_hook_func(_is_details, read)
    converter.register_unstructure_hook_func(_is_details, write)


def _is_details(of: object) -> bool:
    return bool(of == DETAILS)


@cache
def _kinds() -> Mapping[str, type[Any]]:
    """The enums and types of the model that a detail may hold, by name."""
    told: list[object] = [getattr(model, name) for name in model.__all__]
    kinds: list[type[Any]] = [one for one in told if inspect.isclass(one) and _has_form(one)]
    kinds += [Licence, Performer]
    return {one.__name__: one for one in kinds}


def _has_form(kind: type[Any]) -> bool:
    return kind is not PartialDate and (issubclass(kind, Enum) or attrs.has(kind))


# -- writing --------------------------------------------------------------------------------------


def _written(converter: Converter, value: object) -> object:
    kind = type(value)
    if value is None or kind in {str, int, bool}:
        return value
    if isinstance(value, tuple):
        return [_written(converter, part) for part in cast("tuple[object, ...]", value)]
    if kind in _TAGS and (text := _text(kind, value)) is not None:
        return {_TAGS[kind]: text}
    if kind not in _TAGS and _kinds().get(kind.__name__) is kind:
        return {kind.__name__: converter.unstructure(value, kind)}
    raise RecordRejected(
        asked="writing events as JSON",
        found=f"a detail is a {kind.__name__}, for which the document has no form",
        remedy="Give moves texts, numbers, times, tuples and values of the model",
    )


def _text(kind: type, value: object) -> str | None:
    """A scalar as text; None for one that could not be read again, as an instant of no zone."""
    text = json_scalars.WRITERS[kind](value)
    try:
        _SCALARS[_TAGS[kind]][1](text)
    except Unlike:
        return None
    return text


# -- reading --------------------------------------------------------------------------------------


def _read_all(
    converter: Converter, values: object, read: Callable[[Converter, object], Any]
) -> tuple[Any, ...]:
    """Read the parts of a list, and gather what is wrong with any of them."""
    if not isinstance(values, list):
        raise Unlike("not a list")
    results: list[Any] = []
    faults: list[Exception] = []
    for index, value in enumerate(cast("list[object]", values)):
        try:
            results.append(read(converter, value))
        except (Unlike, BaseValidationError) as wrong:
            wrong.__notes__ = [IterableValidationNote("", index, object)]
            faults.append(wrong)
    if faults:
        raise IterableValidationError("", faults, tuple)  # pyright: ignore[reportCallIssue]
    return tuple(results)


def _read_pair(converter: Converter, value: object) -> tuple[str, object]:
    pair = cast("list[object]", value)
    if not isinstance(value, list) or len(pair) != _PAIR or not isinstance(pair[0], str):
        raise Unlike("not a pair of a name and a value")
    return pair[0], _read(converter, pair[1])


def _read(converter: Converter, value: object) -> object:
    if value is None or type(value) in {str, int, bool}:
        return value
    if isinstance(value, list):
        return _read_all(converter, cast("object", value), _read)
    told = cast("dict[str, object]", value)
    if not isinstance(value, dict) or len(told) != 1:
        raise Unlike("of none of the forms that a detail may take")
    ((tag, held),) = told.items()
    return _read_tagged(converter, tag, held)


def _read_tagged(converter: Converter, tag: str, held: object) -> object:
    if tag in _SCALARS:
        if not isinstance(held, str):
            raise Unlike("not a text")
        return _SCALARS[tag][1](held)
    kind = _kinds().get(tag)
    if kind is None:
        raise Unlike("of an unknown kind")
    try:
        return converter.structure(held, kind)
    except (ValueError, TypeError, BaseValidationError) as wrong:
        wrong.__notes__ = [AttributeValidationNote("", tag, kind)]
        raise ClassValidationError("", [wrong], kind) from None  # pyright: ignore[reportCallIssue]
