"""Whether two criteria that were built apart say the same."""

from __future__ import annotations

from collections import deque
from typing import cast

import attrs

from carecoord.rules.criteria.conditions import Condition

_FEW = 24
"""Parts by which most criteria differ."""
_PLAIN = (str, int, bool, frozenset)


def same(one: object, other: object) -> bool:
    """Whether two criteria are of one type and of the same parts, whatever they are called.

    A pair of parts is looked at once, however often it stands in the two.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[object, object]] = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if left is right or (id(left), id(right)) in seen:
            continue
        seen.add((id(left), id(right)))
        inside = _within(left, right)
        if inside is None:
            return False
        waiting += inside
    return True


def face(criterion: object) -> tuple[object, ...]:
    """What a few of its parts are: of two criteria that say the same, the same."""
    found: list[object] = []
    waiting = deque([criterion])
    while waiting and len(found) < _FEW:
        part = waiting.popleft()
        found.append(part if type(part) in _PLAIN else type(part))
        waiting.extend(_parts(part))
    return tuple(found)


def _parts(part: object) -> tuple[object, ...]:
    if isinstance(part, tuple):
        return cast("tuple[object, ...]", part)
    return tuple(getattr(part, name) for name in _said_by(type(part)) or ())


def _within(left: object, right: object) -> list[tuple[object, object]] | None:
    """The pairs of parts that two things must have in common; None when they differ."""
    if type(left) is not type(right):
        return None
    if isinstance(left, tuple):
        ours, theirs = cast("tuple[object, ...]", left), cast("tuple[object, ...]", right)
        return list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else None
    names = _said_by(type(left))
    if names is None:
        return [] if left == right else None
    return [(getattr(left, name), getattr(right, name)) for name in names]


def _said_by(kind: type) -> tuple[str, ...] | None:
    """The fields that make a criterion what it is; None for what says itself when it is equal.

    A class that only inherits its fields may hold more than they tell. What a condition is called
    changes nothing.
    """
    if not attrs.has(kind) or kind.__module__.startswith("carecoord.model."):
        return None
    if "__attrs_attrs__" not in vars(kind):
        return None
    names = tuple(one.name for one in attrs.fields(kind) if one.init)
    return tuple(name for name in names if name != "name" or not issubclass(kind, Condition))
