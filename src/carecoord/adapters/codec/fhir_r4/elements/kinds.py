"""Two kinds of one choice, such as ``valueQuantity`` beside ``valueString``: one is read, and told.

A choice, such as ``value[x]``, has one kind at most and never repeats.

Source: HL7 FHIR R4 (4.0.1), formats, "Choice of Data Types".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_type_hints

import msgspec

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.reasons import TWO_KINDS

_KINDS = (
    "Address Age Annotation Attachment Boolean Canonical Code CodeableConcept Coding ContactPoint"
    " Count Date DateTime Decimal Distance Dosage Duration Expression HumanName Id Identifier"
    " Instant Integer Markdown Money Oid Period PositiveInt Quantity Range Ratio Reference"
    " SampledData Signature String Time Timing UnsignedInt Uri Url Uuid"
)
_NAME_AND_KIND = re.compile(f"(.+?)(?:{'|'.join(_KINDS.split())})").fullmatch
_NO_CHOICES = frozenset({"reason", "instantiates"})
"""What elements begin with that FHIR has side by side, such as reasonCode and reasonReference."""
_Held = msgspec.Struct | tuple[msgspec.Struct, ...]


class _Choice(NamedTuple):
    name: str
    kinds: attrgetter[tuple[object, ...]]
    most_absent: int


class _Plan(NamedTuple):
    """What is looked at in a struct: its own choices, and the parts that may hold some."""

    choices: tuple[_Choice, ...]
    parts: tuple[tuple[str, attrgetter[Any]], ...]


_PLANS: dict[type[msgspec.Struct], _Plan] = {}
_NOTHING = _Plan((), ())


def note_two_kinds(at: Entry, resource: msgspec.Struct) -> None:
    """Note every choice of a resource, or of an element in it, that holds more than one kind."""
    plan = _PLANS.get(type(resource)) or _planned(type(resource))
    for name, kinds, most_absent in plan.choices:
        if kinds(resource).count(None) < most_absent:
            at.problem(name, TWO_KINDS)
    for name, part in plan.parts:
        if found := part(resource):
            _look_into(at, found, name)


def _look_into(at: Entry, held: _Held, where: str) -> None:
    """Note the same of a part, or of several; parts within parts may be nested without end."""
    rest: list[tuple[_Held, str]] = [(held, where)]
    for one, place in rest:
        if isinstance(one, tuple):
            rest += [(inner, f"{place}[{number}]") for number, inner in enumerate(one)]
            continue
        plan = _PLANS.get(type(one), _NOTHING)
        for name, kinds, most_absent in plan.choices:
            if kinds(one).count(None) < most_absent:
                at.problem(f"{place}.{name}", TWO_KINDS)
        for name, part in plan.parts:
            if found := part(one):
                rest.append((found, f"{place}.{name}"))


def _planned(kind: type[msgspec.Struct]) -> _Plan:
    """Plan for a type of resource and for all that it holds."""
    for one in _reached(kind):
        if one not in _PLANS:
            named = zip(one.__struct_fields__, one.__struct_encode_fields__, strict=True)
            parts = (
                (element, attrgetter(field))
                for field, element in named
                if any(_choices(inner) for held in _held(one)[field] for inner in _reached(held))
            )
            _PLANS[one] = _Plan(_choices(one), tuple(parts))
    return _PLANS[kind]


@lru_cache(maxsize=256)
def _choices(kind: type[msgspec.Struct]) -> tuple[_Choice, ...]:
    """The choices that a struct holds more than one kind of."""
    groups: dict[str, list[str]] = {}
    lists = _lists(kind)
    for field, element in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        match = _NAME_AND_KIND(element)
        if match and match[1] not in _NO_CHOICES and field not in lists:
            groups.setdefault(match[1], []).append(field)
    return tuple(
        _Choice(name, attrgetter(*kinds), len(kinds) - 1)
        for name, kinds in groups.items()
        if len(kinds) > 1
    )


def _lists(kind: type[msgspec.Struct]) -> frozenset[str]:
    """The fields that are lists: every one is empty unless it is given."""
    defaults = kind.__struct_defaults__
    optional = kind.__struct_fields__[len(kind.__struct_fields__) - len(defaults) :]
    return frozenset(name for name, given in zip(optional, defaults, strict=True) if given == ())


@lru_cache(maxsize=256)
def _held(kind: type[msgspec.Struct]) -> dict[str, tuple[type[msgspec.Struct], ...]]:
    """The structs that a struct may hold, by field; FHIR's plain data types have no choices."""
    return {
        name: tuple(_named(hint))
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }


def _named(hint: Any) -> Iterator[type[msgspec.Struct]]:  # noqa: ANN401
    is_struct = isinstance(hint, type) and issubclass(hint, msgspec.Struct)
    if is_struct and hint.__module__ != structs.__name__:
        yield hint
    for inner in get_args(hint):
        yield from _named(inner)


@lru_cache(maxsize=256)
def _reached(kind: type[msgspec.Struct]) -> tuple[type[msgspec.Struct], ...]:
    """A struct, and what it holds at any depth."""
    found = {kind: None}
    rest = [kind]
    for one in rest:
        inner = [held for several in _held(one).values() for held in several if held not in found]
        found.update(dict.fromkeys(inner))
        rest += inner
    return tuple(found)
