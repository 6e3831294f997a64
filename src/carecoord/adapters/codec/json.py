"""Charts as JSON: one document with a list per fact type and the version of its schema.

A list that nobody asked for is absent, an empty one is ``[]``. Fields at their default are left
out. Equal charts that were written alike give equal bytes. The elements that facts were read from
(``source``) are not written: stores keep those apart.

Reading is strict: unknown keys and values of another type than the field's are refused, all in one
``RecordRejected`` that names their places in the document and nothing that stands there. Documents
of older schemas are brought up to date step by step; newer ones are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from cattrs import BaseValidationError, ForbiddenExtraKeysError, transform_error
from cattrs.preconf.json import JsonConverter

from carecoord.adapters.codec import json_hooks
from carecoord.adapters.codec.json_faults import fault
from carecoord.errors import CarecoordError, RecordRejected
from carecoord.model.chart import LISTS, Chart
from carecoord.model.fact import Fact

Document = dict[str, Any]
Upgrader = Callable[[Document], Document]

SCHEMA = 1
"""The version that is written."""
UPGRADERS: Mapping[int, Upgrader] = MappingProxyType({})
"""By version: what makes a document of the next version out of one of this."""

_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_SHOWN = 20
_REFUSALS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    ForbiddenExtraKeysError,
)


def converter() -> JsonConverter:
    """Make a converter for the model's types, to register further types on.

    Each call gives one of its own.
    """
    return json_hooks.make(thorough=True)


def dumps(chart: Chart) -> bytes:
    """Write a chart as one JSON document.

    Raises:
        RecordRejected: a field holds something else than its type says, or a list a type of fact
            that the document has no form for.
    """
    for name in LISTS:
        for fact in getattr(chart, name) or ():
            _check_form(name, fact)
    try:
        written = _quick().unstructure(chart)
    except (*_REFUSALS, CarecoordError) as wrong:
        raise RecordRejected(
            asked="writing a chart as JSON",
            found="a field holds something else than its type says",
            remedy="See the cause, and build the chart with values of the declared types",
        ) from wrong
    return _ENCODER.encode({"schema": SCHEMA, **written}).encode("ascii")


def loads(document: bytes | str) -> Chart:
    """Read a chart from a JSON document of this schema or an older one.

    Raises:
        RecordRejected: the document is not one; every place that is wrong is named.
    """
    try:
        parsed = json.loads(document)
    except (ValueError, RecursionError):
        raise _rejected("the text is not JSON") from None
    body = current(parsed)
    body.pop("schema")
    try:
        return _quick().structure(body, Chart)
    except RecursionError:
        raise _rejected("it is nested too deeply") from None
    except _REFUSALS:
        return _explained(body)


def current(
    document: Any,  # noqa: ANN401  whatever the text held
    upgraders: Mapping[int, Upgrader] = UPGRADERS,
    *,
    schema: int = SCHEMA,
) -> Document:
    """Bring a parsed document up to a schema, step by step.

    Raises:
        RecordRejected: it names no schema, or one that cannot be read.
    """
    if document.__class__ is not dict or type(document.get("schema")) is not int:
        raise _rejected("it is not an object with a schema number")
    upgraded: Document = dict(document)
    if upgraded["schema"] > schema:
        raise RecordRejected(
            asked="a chart as JSON",
            found=f"its schema is newer than {schema}, the newest known here",
            remedy="Read it with the version of carecoord that wrote it, or a later one",
        )
    while (version := upgraded["schema"]) < schema:
        if version not in upgraders:
            raise _rejected(f"there is no schema {version}")
        upgraded = {**upgraders[version](upgraded), "schema": version + 1}
    return upgraded


def _explained(body: Document) -> Chart:
    """Read again, to name everything that is wrong rather than stop at the first."""
    try:
        return _thorough().structure(body, Chart)
    except BaseValidationError as wrong:
        faults = transform_error(wrong, format_exception=fault)
    shown = "; ".join(faults[:_SHOWN])
    more = len(faults) - _SHOWN
    raise _rejected(f"{shown}; and {more} more" if more > 0 else shown) from None


def _check_form(name: str, fact: Fact) -> None:
    if type(fact) not in _forms()[name]:
        raise RecordRejected(
            asked=f"writing the chart's list {name} as JSON",
            found=f"a {type(fact).__name__}, for which the document has no form",
            remedy="Write it as one of the model's own types",
        )


@cache
def _forms() -> Mapping[str, tuple[type, ...]]:
    return json_hooks.forms()


@cache
def _quick() -> JsonConverter:
    return json_hooks.make(thorough=False)


@cache
def _thorough() -> JsonConverter:
    return json_hooks.make(thorough=True)


def _rejected(found: str) -> RecordRejected:
    return RecordRejected(
        asked="a chart as JSON", found=found, remedy="Write it again from its source"
    )
