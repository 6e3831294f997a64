"""What a value says, as one canonical text: the same for the same content, in every process.

Left out are ids, business identifiers, labels, sources and references to other facts, and what
equality leaves out (a code's display). Empty fields are left out too, so that a field added to a
type later changes nothing for records that do not use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity

REFERENCES = frozenset(
    {
        "about",
        "addresses",
        "appointment",
        "appointments",
        "assessment",
        "attached_facts",
        "authorization",
        "based_on",
        "care_teams",
        "communication_requests",
        "condition",
        "conditions",
        "coverage",
        "coverages",
        "derived_from",
        "device",
        "devices",
        "document",
        "documents",
        "encounter",
        "encounters",
        "evidence",
        "focus",
        "goals",
        "has_member",
        "in_response_to",
        "managing_organization",
        "managing_organizations",
        "next_step",
        "observation",
        "on_behalf_of",
        "orders",
        "outcomes",
        "part_of",
        "prescription",
        "prior",
        "programs",
        "reason_fact",
        "reason_facts",
        "reference",
        "referrals",
        "relevant_history",
        "replaces",
        "report",
        "reports",
        "response",
        "service_provider",
        "supporting_facts",
        "supporting_info",
    }
)
"""Fields that hold ids of other facts, where they hold texts (a chart's ``conditions`` do not)."""
_EMPTY = ()
_NAMES = frozenset({"id", "identifiers", "labels", "source"})


def content(value: object) -> str:
    """What a value says: a fact, whoever says it and under whatever id, or a part of one."""
    return _token(value)


def said(
    kind: str, values: Mapping[str, Any], tokens: Mapping[int, str] = MappingProxyType({})
) -> str:
    """The canonical text of a value of type ``kind`` with these fields, none of them a reference.

    ``tokens`` holds texts already made, by the ``id`` of objects that are kept alive.
    """
    find = tokens.get
    told: list[str] = []
    for name, value in values.items():
        if value is None or value is False or value is _EMPTY:
            continue
        cls = value.__class__
        if cls is str:
            told.append(f"{name}={len(value)}:{value}")
        else:
            token = find(id(value)) or _TOKENS.get(cls, _token_of_record)(value)
            told.append(f"{name}={token}")
    told.sort()
    return f"{{{kind};{';'.join(told)}}}"


def _is_reference(value: Any) -> bool:  # noqa: ANN401  whatever stands in a field
    first = value[0] if value and value.__class__ is tuple else value
    return isinstance(first, str)


def _token(value: Any) -> str:  # noqa: ANN401  whatever stands in a field
    return _TOKENS.get(value.__class__, _token_of_record)(value)


def _token_of_text(value: str) -> str:
    return f"{len(value)}:{value}"


def _token_of_code(value: Code) -> str:
    return f"{value.system}|{_token_of_text(value.code)}"


@lru_cache(maxsize=1 << 14)
def _token_of_concept(value: CodeableConcept) -> str:
    """Records repeat their concepts: the token of each is made once."""
    codes = ",".join([_token_of_code(code) for code in value.coding])
    return f"({codes}{_token_of_text(value.text or '')})"


def _token_of_quantity(value: Quantity) -> str:
    return f"{_token_of_number(value.value)}[{value.unit or ''}]{value.comparator or ''}"


def _token_of_number(value: Decimal) -> str:
    """Equal numbers are one: many systems write on ``3.10`` as ``3.1``."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text


def _token_of_period(value: Period) -> str:
    return f"{_token(value.start)}/{_token(value.end)}"


def _token_of_instant(value: datetime) -> str:
    """Equal instants are one, whatever offset they are written with."""
    return f"@{value.timestamp()}"


def _token_of_tuple(values: Iterable[object]) -> str:
    find = _TOKENS.get
    tokens = [find(value.__class__, _token_of_record)(value) for value in values]
    return f"({','.join(tokens)})"


def _token_of_record(value: Any) -> str:  # noqa: ANN401  any attrs value of the model
    names, references = _fields(value.__class__)
    if not names:
        return _token_of_text(str(value))
    held = {name: one for name in names if (one := getattr(value, name)) is not None}
    for name in references:
        if name in held and _is_reference(held[name]):
            del held[name]
    return said(value.__class__.__name__, held)


@lru_cache(maxsize=256)
def _fields(cls: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a record that say something, and which of them are links; none for others."""
    if not attrs.has(cls):
        return (), ()
    left_out = _NAMES | {"kind", "identifier"} if cls is Actor else _NAMES
    names = [field.name for field in attrs.fields(cls) if field.eq and field.name not in left_out]
    return tuple(names), tuple(name for name in names if name in REFERENCES)


_TOKENS: dict[type, Callable[[Any], str]] = {
    str: _token_of_text,
    bool: str,
    int: str,
    type(None): str,
    Decimal: _token_of_number,
    date: date.isoformat,
    datetime: _token_of_instant,
    time: time.isoformat,
    Code: _token_of_code,
    CodeableConcept: _token_of_concept,
    Quantity: _token_of_quantity,
    Period: _token_of_period,
    tuple: _token_of_tuple,
    frozenset: lambda values: _token_of_tuple(sorted(values, key=str)),
}
