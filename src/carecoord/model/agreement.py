"""Whether two facts can be one: they say the same, or one is the other before it ended."""

from __future__ import annotations

from typing import Any, TypeGuard

import attrs

from carecoord.model.content import REFERENCES, content
from carecoord.model.fact import Fact

EMPTY: tuple[object, ...] = (None, (), frozenset[object]())
"""What a field holds that says nothing."""


def agree(known: Fact, other: Fact) -> bool:
    """Whether two facts say the same wherever both say something, references aside."""
    if known == other:
        return True
    return all(
        mine in EMPTY or theirs in EMPTY or mine == theirs or content(mine) == content(theirs)
        for name in _said(type(known))
        for mine, theirs in ((getattr(known, name), getattr(other, name)),)
        if not refers(name, mine)
    )


def goes_on(known: Fact, other: Fact) -> bool:
    """Whether one of two facts is the other as it stood while it went on: not yet ended."""
    return completes(known, other) or completes(other, known)


def completes(earlier: Fact, later: Fact) -> bool:
    """Whether the later one tells how what went on in the earlier one ended."""
    if later.learned_later is None or earlier.learned_later is not None:
        return False
    return agree(earlier, later.before_later())


def _said(cls: type) -> tuple[str, ...]:
    aside = {"id", "identifiers", "labels"}
    return tuple(one.name for one in attrs.fields(cls) if one.eq and one.name not in aside)


def is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Whether a value is a tuple, of whatever."""
    return isinstance(value, tuple)


def refers(name: str, value: Any) -> bool:  # noqa: ANN401  whatever stands in a field
    """Whether a field holds ids of facts."""
    first = value[0] if is_tuple(value) and value else value
    return name in REFERENCES and isinstance(first, str)
