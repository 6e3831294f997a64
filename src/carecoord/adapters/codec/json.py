"""Charts as JSON: one document with a list per fact type and the version of its schema.

A list that nobody asked for is absent, an empty one is ``[]``. Fields at their default are left
out. Equal charts that were written alike give equal bytes. The elements that facts were read from
(``source``) are no part of what facts say: they are written when asked for, as a list ``sources``
at the end, and otherwise kept apart, as stores do.

Reading is strict: unknown keys and values of another type than the field's are refused, all in one
``RecordRejected`` that names their places in the document and nothing that stands there. Documents
of older schemas are brought up to date step by step; newer ones are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from cattrs import BaseValidationError, ForbiddenExtraKeysError, transform_error
from cattrs.preconf.json import JsonConverter

from carecoord.adapters.codec import json_hooks
from carecoord.adapters.codec.json_faults import Unlike, fault
from carecoord.adapters.codec.json_parsing import parse
from carecoord.adapters.codec.json_sources import distinct, sources_of
from carecoord.errors import CarecoordError, RecordRejected
from carecoord.model.chart import LISTS, Chart
from carecoord.model.fact import Fact
from carecoord.model.source import Source

Document = dict[str, Any]
Upgrader = Callable[[Document], Document]

SCHEMA = 2
"""The version that is written."""
UPGRADERS: Mapping[int, Upgrader] = MappingProxyType({1: dict})
"""By version: what makes a document of the next version out of one of this.

Schema 2 has lists that 1 lacks, ``records`` and ``sources``; a document without them is as it was.
"""

_ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_SOURCES: Any = tuple[Source, ...]
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


def dumps(chart: Chart, *, sources: bool | Iterable[Source] = False) -> bytes:
    """Write a chart as one JSON document.

    With ``sources`` the document holds, byte for byte, what the chart's facts were read from; for
    a chart whose facts do not know it any more, as one from a store, the sources are handed in.

    Raises:
        RecordRejected: a field holds something else than its type says, or a list a type of fact
            that the document has no form for.
    """
    for name in LISTS:
        for fact in getattr(chart, name) or ():
            _check_form(name, fact)
    if isinstance(sources, bool):
        sources = sources_of(chart) if sources else ()
    try:
        written = _quick().unstructure(chart)
        if held := _quick().unstructure(distinct(sources), _SOURCES):
            written["sources"] = held
        return _ENCODER.encode({"schema": SCHEMA, **written}).encode("ascii")
    except RecursionError:
        raise _too_deep() from None
    except (*_REFUSALS, CarecoordError) as wrong:
        raise RecordRejected(
            asked="writing a chart as JSON",
            found="a field holds something else than its type says",
            remedy="See the cause, and build the chart with values of the declared types",
        ) from wrong


def loads(document: bytes | str) -> Chart:
    """Read a chart from a JSON document of this schema or an older one.

    Raises:
        RecordRejected: the document is not one; every place that is wrong is named.
    """
    return read(document)[0]


def sources(document: bytes | str) -> tuple[Source, ...]:
    """Read what a document holds of what its chart was read from; the chart is not looked at.

    Raises:
        RecordRejected: the document is not one; every place in its sources that is wrong is named.
    """
    held = _body(document).pop("sources", [])
    try:
        found: tuple[Source, ...] = _quick().structure(held, _SOURCES)
    except _REFUSALS:
        found, faults = _part(held, _SOURCES, "$.sources")
        if faults:
            raise _listed(faults) from None
    return found


def read(document: bytes | str) -> tuple[Chart, tuple[Source, ...]]:
    """Read a chart and what it was read from, as far as the document holds it.

    Raises:
        RecordRejected: the document is not one; every place that is wrong is named.
    """
    body = _body(document)
    held = body.pop("sources", [])
    quick = _quick()
    try:
        return quick.structure(body, Chart), quick.structure(held, _SOURCES)
    except _REFUSALS:
        return _explained(body, held)
    except RecursionError:
        raise _too_deep() from None


def _body(document: bytes | str) -> Document:
    try:
        parsed = parse(document)
    except (ValueError, RecursionError):
        raise _rejected("the text is not JSON") from None
    body = current(parsed)
    body.pop("schema")
    return body


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


def _explained(body: Document, held: object) -> tuple[Chart, tuple[Source, ...]]:
    """Read again, to name everything that is wrong rather than stop at the first."""
    try:
        chart, faults = _part(body, Chart, "$")
        held_sources, more = _part(held, _SOURCES, "$.sources")
    except RecursionError:
        raise _too_deep() from None
    faults = [*faults, *more]
    if faults:
        raise _listed(faults)
    return chart, held_sources


def _part(value: object, of: Any, place: str) -> tuple[Any, list[str]]:  # noqa: ANN401  a type
    """Read a part of a document: what it says, or what is wrong with it."""
    try:
        return _thorough().structure(value, of), []
    except Unlike as wrong:
        return None, [f"{wrong} @ {place}"]
    except BaseValidationError as wrong:
        return None, transform_error(wrong, path=place, format_exception=fault)


def _listed(faults: list[str]) -> RecordRejected:
    shown = "; ".join(faults[:_SHOWN])
    rest = len(faults) - _SHOWN
    return _rejected(f"{shown}; and {rest} more" if rest > 0 else shown)


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


def _too_deep() -> RecordRejected:
    return _rejected("it is nested too deeply")


def _rejected(found: str) -> RecordRejected:
    return RecordRejected(
        asked="a chart as JSON", found=found, remedy="Write it again from its source"
    )
