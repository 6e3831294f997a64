"""Making one record of two that agree: gaps filled, references joined and renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import attrs

from carecoord.model.actor import Actor
from carecoord.model.agreement import EMPTY, completes, is_tuple, refers
from carecoord.model.content import content
from carecoord.model.fact import Fact

_Record = TypeVar("_Record", bound=attrs.AttrsInstance)


def filled(known: _Record, other: _Record) -> _Record:
    """A record with its gaps filled from another; identifiers, labels and lists of it are joined.

    A list of a fact is not joined but filled: two lists that differ say different things. A fact
    that went on, and in the other is over, is over. A record that was not read from anywhere has
    its source from the other.
    """
    if isinstance(known, Fact) and isinstance(other, Fact) and completes(known, other):
        known, other = attrs.evolve(other, id=known.id), known
    is_fact = isinstance(known, Fact)
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(known)):
        mine, theirs = getattr(known, field.name), getattr(other, field.name)
        if field.name == "id" or theirs in EMPTY or (mine is not None and not field.eq):
            continue
        value = theirs if mine in EMPTY else _joined(field.name, mine, theirs, is_fact=is_fact)
        if value is not mine:
            changes[field.name] = value
    if not changes:
        return known
    # mypy cannot see that a variable of attrs' own instance type is an attrs class.
    return attrs.evolve(known, **changes)  # type: ignore[misc]


def _joined(name: str, mine: Any, theirs: Any, *, is_fact: bool) -> Any:  # noqa: ANN401  fields
    """What a field holds when both records say something in it."""
    if mine == theirs:
        return mine
    if isinstance(mine, frozenset):
        return mine | theirs
    if is_tuple(mine) and (not is_fact or name == "identifiers" or refers(name, mine)):
        return (*mine, *(one for one in theirs if one not in mine))
    return _woven(mine, theirs) if is_fact and content(mine) == content(theirs) else mine


def _woven(mine: Any, theirs: Any) -> Any:  # noqa: ANN401  parts of facts
    """A part of a fact with what only another part that says the same holds: whom it names."""
    if mine == theirs or theirs in EMPTY:
        return mine
    if mine in EMPTY:
        return theirs
    if is_tuple(mine) and len(mine) == len(theirs):
        return tuple(_woven(one, two) for one, two in zip(mine, theirs, strict=True))
    cls: type[Any] = mine.__class__
    if not attrs.has(cls):
        return mine
    changes = {
        field.name: _woven_field(field.name, getattr(mine, field.name), getattr(theirs, field.name))
        for field in attrs.fields(cls)
    }
    return attrs.evolve(mine, **changes)


def _woven_field(name: str, mine: Any, theirs: Any) -> Any:  # noqa: ANN401  fields of parts
    if is_tuple(mine) and refers(name, mine):
        return (*mine, *(one for one in theirs if one not in mine))
    return _woven(mine, theirs)


def unsaid(whole: Fact, other: Fact) -> tuple[str, ...]:
    """The fields in which a fact names others than the record it was filled from.

    A field that names one thing keeps the first, here and in the parts of the fact.
    """
    if whole == other:
        return ()
    return tuple(
        field.name
        for field in attrs.fields(type(whole))
        if field.eq and field.name != "id"
        for mine, theirs in ((getattr(whole, field.name), getattr(other, field.name)),)
        if mine != theirs and not set(_named(field.name, theirs)) <= set(_named(field.name, mine))
    )


def _named(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401  whatever stands in a field
    """The ids of facts and people that stand in a field and in the parts that it holds."""
    if refers(name, value):
        yield from value if is_tuple(value) else (value,)
    elif is_tuple(value):
        for part in value:
            yield from _named("", part)
    elif isinstance(value, Actor):
        yield from (value.id,) if value.id else ()
    elif attrs.has(value.__class__):
        for field in attrs.fields(value.__class__):
            yield from _named(field.name, getattr(value, field.name))


def renamed(value: Any, renames: Mapping[str, str]) -> Any:  # noqa: ANN401  facts and their parts
    """A fact, or a part of one, whose references use the ids that remain."""
    if not renames:
        return value
    if is_tuple(value):
        return tuple(renamed(one, renames) for one in value)
    cls: type[Any] = value.__class__
    if not attrs.has(cls):
        return value
    changes: dict[str, Any] = {}
    for field in attrs.fields(cls):
        mine = getattr(value, field.name)
        named = refers(field.name, mine) or (cls is Actor and field.name == "id")
        new = _new_names(mine, renames) if named and mine else renamed(mine, renames)
        if new != mine:
            changes[field.name] = new
    return attrs.evolve(value, **changes) if changes else value


def _new_names(held: Any, renames: Mapping[str, str]) -> Any:  # noqa: ANN401
    if isinstance(held, str):
        return renames.get(held, held)
    return tuple(renames.get(one, one) for one in held)
