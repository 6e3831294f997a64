"""Matching and merging the facts of two lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard, TypeVar

import attrs

from carecoord.model.actor import Actor
from carecoord.model.content import REFERENCES, content
from carecoord.model.fact import Fact
from carecoord.model.shown import shown

_LENGTH = 24
_EMPTY: tuple[object, ...] = (None, (), frozenset[object]())
_Record = TypeVar("_Record", bound=attrs.AttrsInstance)


@attrs.frozen(kw_only=True)
class Merged:
    """Two lists of facts matched: who is who in the first list, and what the second adds."""

    __repr__ = shown

    known: tuple[tuple[Fact, Fact | None], ...]
    """The facts of the first list, each with its match."""
    added: tuple[Fact, ...]
    renames: Mapping[str, str]
    """The ids of the second list that give way to others."""
    conflicts: int


def merge_facts(known: tuple[Fact, ...] | None, others: tuple[Fact, ...] | None) -> Merged:
    """Match the facts of ``others`` with those already known."""
    index = _Index(known or ())
    added: list[Fact] = []
    renames: dict[str, str] = {}
    conflicts = 0
    for fact in others or ():
        match = index.match(fact)
        if match is not None and not (agree(match, fact) or goes_on(match, fact)):
            named = attrs.evolve(fact, id=_id_of_conflict(fact))
            match = index.by_id(named.id)
            if match is None:
                conflicts += 1
            renames[fact.id] = named.id
            fact_now = named
        else:
            fact_now = fact
        if match is None:
            added.append(fact_now)
            index.add(fact_now)
        else:
            index.pair(match, fact_now)
            if fact.id != match.id:
                renames[fact.id] = match.id
    return Merged(
        known=index.pairs(known or ()), added=tuple(added), renames=renames, conflicts=conflicts
    )


class _Index:
    """Facts by id, by business identifier, and by content; each is matched once."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._ids: dict[str, Fact] = {}
        self._names: dict[tuple[str, str, str], Fact] = {}
        self._contents: dict[str, list[Fact]] | None = None
        self._pairs: dict[str, Fact] = {}
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        self._ids[fact.id] = fact
        for name in _names(fact):
            self._names.setdefault(name, fact)

    def by_id(self, fact_id: str) -> Fact | None:
        return self._ids.get(fact_id)

    def match(self, fact: Fact) -> Fact | None:
        match = self._ids.get(fact.id)
        if match is not None and type(match) is type(fact):
            return match
        names = _names(fact)
        named = (self._names.get(name) for name in names)
        match = next((one for one in named if one is not None), None)
        return self._same(fact) if match is None and not names else match

    def _same(self, fact: Fact) -> Fact | None:
        """A fact that says the same and is not taken yet."""
        if self._contents is None:
            self._contents = {}
            for one in self._ids.values():
                self._contents.setdefault(content(one), []).append(one)
        same = self._contents.get(content(fact), [])
        return next((one for one in same if one.id not in self._pairs), None)

    def pair(self, match: Fact, fact: Fact) -> None:
        self._pairs.setdefault(match.id, fact)

    def pairs(self, known: tuple[Fact, ...]) -> tuple[tuple[Fact, Fact | None], ...]:
        return tuple((fact, self._pairs.get(fact.id)) for fact in known)


def _names(fact: Fact) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (type(fact).__name__, one.system, one.value)
        for one in fact.identifiers
        if one.system and one.value
    )


def _id_of_conflict(fact: Fact) -> str:
    text = f"{fact.id}\x1f{content(fact)}"
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def agree(known: Fact, other: Fact) -> bool:
    """Whether two facts say the same wherever both say something, references aside."""
    if known == other:
        return True
    return all(
        mine in _EMPTY or theirs in _EMPTY or mine == theirs or content(mine) == content(theirs)
        for name in _said(type(known))
        for mine, theirs in ((getattr(known, name), getattr(other, name)),)
        if not _refers(name, mine)
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


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _refers(name: str, value: Any) -> bool:  # noqa: ANN401  whatever stands in a field
    """Whether a field holds ids of facts."""
    first = value[0] if _is_tuple(value) and value else value
    return name in REFERENCES and isinstance(first, str)


def filled(known: _Record, other: _Record) -> _Record:
    """A record with its gaps filled from another; identifiers, labels and lists of it are joined.

    A list of a fact is not joined but filled: two lists that differ say different things. A fact
    that went on, and in the other is over, is over.
    """
    if isinstance(known, Fact) and isinstance(other, Fact) and completes(known, other):
        known, other = attrs.evolve(other, id=known.id), known
    is_fact = isinstance(known, Fact)
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(known)):
        if not field.eq or field.name == "id":
            continue
        mine, theirs = getattr(known, field.name), getattr(other, field.name)
        if mine == theirs or theirs in _EMPTY:
            continue
        if mine in _EMPTY:
            changes[field.name] = theirs
        elif isinstance(mine, frozenset):
            changes[field.name] = mine | theirs
        elif isinstance(mine, tuple) and (
            not is_fact or field.name == "identifiers" or _refers(field.name, mine)
        ):
            changes[field.name] = (*mine, *(one for one in theirs if one not in mine))
    if not changes:
        return known
    # mypy cannot see that a variable of attrs' own instance type is an attrs class.
    return attrs.evolve(known, **changes)  # type: ignore[misc]


def renamed(value: Any, renames: Mapping[str, str]) -> Any:  # noqa: ANN401  facts and their parts
    """A fact, or a part of one, whose references use the ids that remain."""
    if not renames:
        return value
    if _is_tuple(value):
        return tuple(renamed(one, renames) for one in value)
    cls: type[Any] = value.__class__
    if not attrs.has(cls):
        return value
    changes: dict[str, Any] = {}
    for field in attrs.fields(cls):
        mine = getattr(value, field.name)
        named = _refers(field.name, mine) or (cls is Actor and field.name == "id")
        new = _new_names(mine, renames) if named and mine else renamed(mine, renames)
        if new != mine:
            changes[field.name] = new
    return attrs.evolve(value, **changes) if changes else value


def _new_names(held: Any, renames: Mapping[str, str]) -> Any:  # noqa: ANN401
    if isinstance(held, str):
        return renames.get(held, held)
    return tuple(renames.get(one, one) for one in held)
