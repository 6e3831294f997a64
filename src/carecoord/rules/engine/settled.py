"""A shape with values in the place of its parameters, and what cannot stand in its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import Any, cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.dates import Day, Span
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.fault import Fault
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameter_text import worded
from carecoord.rules.engine.parameters import Dated, Parameter

_CRITERIA = (Selection, Condition, Day, Span)
"""What a shape is made of that asks a chart: no parameter stands in these."""
_LEAVES = (Parameter, Dated, Offset, timedelta)
_OFFSET = (Offset, "a span of the calendar", "Give an offset, such as days(7)")
_LENGTH = (timedelta, "a length of time", "Give a timedelta, such as timedelta(hours=1)")
_WANTED: Mapping[str, tuple[type, str, str]] = {
    "Offset": _OFFSET,
    "Span": _OFFSET,
    "timedelta": _LENGTH,
}
"""What a field holds besides a parameter, by how its type is written."""
_PLAIN = frozenset({"bool", "int", "str", "None"})
"""Types of fields that hold their value themselves."""


@attrs.frozen
class Placed:
    """What stands in a field of a shape, the clause that it makes, and the field's type."""

    __repr__ = shown

    clause: str
    written: str
    value: object


def settled(shape: object, values: Mapping[str, object]) -> object:
    """The shape with a value for each of its parameters, else the default; criteria stay."""
    return _settled(shape, values, {})


def _settled(part: object, values: Mapping[str, object], made: dict[int, object]) -> object:
    """One part; what stands in several places is made once and stands in all of them."""
    if isinstance(part, Parameter):
        value = values.get(part.name, part.default)
        return part if isinstance(value, Dated) else value
    if isinstance(part, tuple):
        held = cast("tuple[object, ...]", part)
        parts = tuple(_settled(one, values, made) for one in held)
        return held if _unchanged(held, parts) else parts
    fields = _inputs(type(part))  # type: ignore[arg-type]
    if not fields:
        return part
    if id(part) not in made:
        before = [getattr(part, one.name) for one in fields]
        after = [_settled(one, values, made) for one in before]
        changes = {str(one.alias): value for one, value in zip(fields, after, strict=True)}
        made[id(part)] = part if _unchanged(before, after) else _evolved(part, changes)
    return made[id(part)]


def _unchanged(before: Iterable[object], after: Iterable[object]) -> bool:
    return all(one is other for one, other in zip(before, after, strict=True))


def _evolved(part: object, changes: Mapping[str, object]) -> object:
    """The part with other values in its fields, by the names under which it is made."""
    return attrs.evolve(cast("Any", part), **changes)


@cache
def _inputs(kind: type) -> tuple[attrs.Attribute[Any], ...]:
    """The fields from which a part of a shape is made; nothing for what holds no parts.

    Criteria and values of the model hold none.
    """
    if not attrs.has(kind) or kind.__module__.startswith("carecoord.model."):
        return ()
    if issubclass(kind, (*_CRITERIA, *_LEAVES)):
        return ()
    return tuple(one for one in attrs.fields(kind) if one.init)


def placed_in(shape: object) -> Iterator[Placed]:
    """What stands in each field of a shape and of its parts, criteria left out."""
    seen: set[int] = set()
    waiting: list[tuple[object, str]] = [(shape, "")]
    while waiting:
        part, within = waiting.pop(0)
        if isinstance(part, tuple):
            waiting += [(one, within) for one in cast("tuple[object, ...]", part)]
        elif id(part) not in seen and (
            fields := _inputs(type(part))  # type: ignore[arg-type]
        ):
            seen.add(id(part))
            within = _label(part) or within
            for one in fields:
                value, words = getattr(part, one.name), one.name.replace("_", " ")
                yield Placed(f"{within}, {words}" if within else words, str(one.type), value)
                waiting.append((value, within))


def _label(part: object) -> str:
    """What a part of a shape is called: ``step call``, ``way INR``."""
    name = getattr(part, "name", "")
    return f"{type(part).__name__.lower()} {name}" if name else ""


def kind_faults(shape: object) -> Iterator[Fault]:
    """Fields for a span, or a length of time, in which something else stands."""
    for placed in placed_in(shape):
        written = placed.written.split(" | ")
        wanted = next((_WANTED[one] for one in written if one in _WANTED), None)
        if wanted is None or isinstance(placed.value, (wanted[0], Parameter, *_CRITERIA)):
            continue
        if placed.value is not None or "None" not in written:
            found = f"{worded(placed.value)!r} is not {wanted[1]}"
            yield Fault(placed.clause, found, wanted[2])


def undeclared(shape: object, declared: Iterable[Parameter]) -> Iterator[Fault]:
    """Parameters in a shape that its rule does not list, or lists with another default.

    And those that stand where a number or a text does, which nobody can set.
    """
    known = {one.name: one for one in declared}
    for placed in placed_in(shape):
        if not isinstance(placed.value, Parameter):
            continue
        name, held = placed.value.name, known.get(placed.value.name)
        if held is None:
            found = f"parameter {name!r} is not among the rule's parameters"
            yield Fault(placed.clause, found, "List it in the rule's parameters")
        elif held.default != placed.value.default:
            found = f"parameter {name!r} has another default in the rule's parameters"
            yield Fault(placed.clause, found, "Give it one default")
        elif _PLAIN.issuperset(placed.written.split(" | ")):
            found = f"parameter {name!r} cannot stand here"
            yield Fault(placed.clause, found, f"Give the value itself: {worded(held.default)}")
