"""Findings, work items, notices and audit entries as JSON, and back.

As charts are written: enums by name, sets in order, defaults left out, so that equal values give
equal text. Reading is as strict as a chart's: every place that is wrong is named, and no value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

from cattrs import BaseValidationError, transform_error
from cattrs.preconf.json import JsonConverter

from carecoord.adapters.codec.json import converter as chart_converter
from carecoord.adapters.codec.json_faults import Unlike, fault
from carecoord.adapters.codec.json_scalars import WRITERS, read_amount, read_day, read_instant
from carecoord.errors import RecordRejected

T = TypeVar("T")
Hook = Callable[..., Any]


def dumps(value: object) -> str:
    """Write a value of the worklist: equal values give equal text."""
    return json.dumps(_converter().unstructure(value), separators=(",", ":"), sort_keys=True)


def loads(text: str | bytes, of: type[T]) -> T:
    """Read a value of a type back.

    Raises:
        RecordRejected: the text is not one; every place that is wrong is named.
    """
    asked = f"a {of.__name__} as JSON"
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise _rejected(asked, "the text is not JSON") from None
    try:
        return _converter().structure(parsed, of)
    except Unlike as wrong:
        raise _rejected(asked, str(wrong)) from None
    except BaseValidationError as wrong:
        raise _rejected(asked, "; ".join(transform_error(wrong, format_exception=fault))) from None


def _rejected(asked: str, found: str) -> RecordRejected:
    return RecordRejected(asked=asked, found=found, remedy="Write it again from its source")


@cache
def _converter() -> JsonConverter:
    converter = chart_converter()
    converter.register_structure_hook_func(_is_detail, _read_detail)
    converter.register_unstructure_hook_func(_is_detail, _write_detail)

    def read_pair(of: Any) -> Hook:  # noqa: ANN401  a type with its arguments
        return _read_pair(converter, of)

    def write_pair(of: Any) -> Hook:  # noqa: ANN401  a type with its arguments
        return _write_pair(converter, of)

    converter.register_structure_hook_factory(_is_pair, read_pair)
    converter.register_unstructure_hook_factory(_is_pair, write_pair)
    return converter


# -- pairs, such as a detail's name and value -----------------------------------------------------


def _is_pair(of: Any) -> bool:  # noqa: ANN401  whatever cattrs asks about
    return get_origin(of) is tuple and len(get_args(of)) == 2 and get_args(of)[1] is not ...  # noqa: PLR2004


def _read_pair(converter: JsonConverter, of: Any) -> Hook:  # noqa: ANN401  a type
    one, two = get_args(of)
    read_one, read_two = converter.get_structure_hook(one), converter.get_structure_hook(two)

    def structure(value: object, _: object) -> tuple[object, object]:
        pair = cast("list[object]", value)
        if not isinstance(value, list) or len(pair) != 2:  # noqa: PLR2004  a pair
            raise Unlike("not a pair")
        return read_one(pair[0], one), read_two(pair[1], two)

    return structure


def _write_pair(converter: JsonConverter, of: Any) -> Hook:  # noqa: ANN401  a type
    write_one, write_two = map(converter.get_unstructure_hook, get_args(of))

    def unstructure(pair: tuple[object, object]) -> list[object]:
        return [write_one(pair[0]), write_two(pair[1])]

    return unstructure


# -- the value of a detail: what JSON knows, and a few more that say which they are ---------------

_KINDS: tuple[tuple[str, type, Callable[[str], object]], ...] = (
    ("instant", datetime, read_instant),
    ("day", date, read_day),
    ("decimal", Decimal, read_amount),
)


def _is_detail(of: object) -> bool:
    return of is object


def _write_detail(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_write_detail(part) for part in cast("Sequence[object]", value)]
    for name, kind, _ in _KINDS:
        if isinstance(value, kind):
            return {name: WRITERS[kind](value)}
    if value is None or isinstance(value, str | int | float):
        return value
    raise RecordRejected(
        asked="writing a finding as JSON",
        found=f"a detail is a {type(value).__name__}, for which the document has no form",
        remedy="Put numbers, texts and dates into details",
    )


def _read_detail(value: object, _: object) -> object:
    if isinstance(value, list):
        return tuple(_read_detail(part, None) for part in cast("list[object]", value))
    if not isinstance(value, dict):
        return value
    tagged = cast("dict[str, object]", value)
    for name, _kind, read in _KINDS:
        text = tagged.get(name)
        if len(tagged) == 1 and isinstance(text, str):
            return read(text)
    raise Unlike("not a detail")
