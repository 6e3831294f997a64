"""Domain events as JSON, and back: one document of the events of a value, in their order.

As charts are written: enums by name, defaults left out, equal events give equal bytes. What a move
was told further stands as pairs of a name and a value; a value that JSON lacks says what it is:
``{"day": "2026-03-10"}``, ``{"Actor": {...}}``, ``{"Licence": "RN"}``. Reading is as strict as a
chart's: every place that is wrong is named, and nothing that stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

import attrs
from cattrs import BaseValidationError, transform_error
from cattrs.preconf.json import JsonConverter

from carecoord.adapters.codec.event_details import register
from carecoord.adapters.codec.json import converter as chart_converter
from carecoord.adapters.codec.json_faults import Unlike, fault
from carecoord.adapters.codec.json_parsing import parse
from carecoord.errors import RecordError, RecordRejected
from carecoord.rules.moves.event import Event

SCHEMA = 1
"""The version that is written."""
_EVENTS: Any = tuple[Event, ...]
_SHOWN = 20


def dumps(events: Iterable[Event]) -> bytes:
    """Write events as one JSON document.

    Raises:
        RecordRejected: a field or a detail holds what the document has no form for.
    """
    try:
        written = _converter().unstructure(tuple(events), _EVENTS)
        document = {"schema": SCHEMA, "events": written}
        return json.dumps(document, separators=(",", ":")).encode("ascii")
    except RecordRejected:
        raise
    except (ValueError, TypeError, AttributeError, RecordError) as wrong:
        raise RecordRejected(
            asked="writing events as JSON",
            found="a field holds something else than its type says",
            remedy="See the cause, and build events with values of the declared types",
        ) from wrong


def loads(document: bytes | str) -> tuple[Event, ...]:
    """Read events from a JSON document.

    Raises:
        RecordRejected: the document is not one; every place that is wrong is named.
    """
    try:
        parsed: Any = parse(document)
    except (ValueError, RecursionError):
        raise _rejected("the text is not JSON") from None
    _check_schema(parsed)
    return _structured(parsed["events"])


def _structured(written: object) -> tuple[Event, ...]:
    try:
        read: tuple[Event, ...] = _converter().structure(written, _EVENTS)
    except Unlike as wrong:
        raise _rejected(f"{wrong} @ $.events") from None
    except BaseValidationError as wrong:
        faults = transform_error(wrong, path="$.events", format_exception=fault)
        raise _rejected(_told(faults)) from None
    return read


def _check_schema(parsed: Any) -> None:  # noqa: ANN401  whatever the text held
    if parsed.__class__ is not dict or type(parsed.get("schema")) is not int:
        raise _rejected("it is not an object with a schema number")
    if parsed["schema"] != SCHEMA:
        raise RecordRejected(
            asked="events as JSON",
            found=f"its schema is not {SCHEMA}, the only one known here",
            remedy="Read it with the version of carecoord that wrote it",
        )
    if parsed.keys() != {"schema", "events"}:
        raise _rejected("events is missing, or there are further keys @ $")


def _told(faults: list[str]) -> str:
    shown, rest = "; ".join(faults[:_SHOWN]), len(faults) - _SHOWN
    return f"{shown}; and {rest} more" if rest > 0 else shown


@cache
def _converter() -> JsonConverter:
    attrs.resolve_types(Event)
    made = chart_converter()
    register(made)
    return made


def _rejected(found: str) -> RecordRejected:
    return RecordRejected(
        asked="events as JSON", found=found, remedy="Write it again from its source"
    )
