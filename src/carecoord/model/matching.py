"""Finding which facts of two lists are one: by id, by business identifier, else by content."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping

import attrs

from carecoord.model.agreement import agree, goes_on
from carecoord.model.content import content
from carecoord.model.fact import Fact
from carecoord.model.shown import shown

_LENGTH = 24
_Name = tuple[str, str]
_Match = Callable[[Fact], Fact | None]


@attrs.frozen(kw_only=True)
class Matched:
    """Two lists of facts matched: who is who in the first list, and what the second adds."""

    __repr__ = shown

    known: tuple[tuple[Fact, Fact | None], ...]
    """The facts of the first list, each with its match: each is matched once."""
    added: tuple[Fact, ...]
    renames: Mapping[str, str]
    """The ids of the second list that give way to others."""
    conflicts: int
    """How many of those added say something else under the id or identifier of a known one."""


def match_facts(known: Iterable[Fact], others: Iterable[Fact], taken: Container[str]) -> Matched:
    """Match the facts of ``others`` with those already known.

    What is not matched is added. ``taken`` are the ids of all facts of the first chart: whatever is
    added under one of them gets an id of its own.
    """
    matching = _Matching(tuple(known), tuple(others))
    matching.run()
    rest = matching.rest
    renames = {two.id: one.id for one, two in matching.pairs.values() if two.id != one.id}
    added: list[Fact] = []
    for fact in rest:
        clashes = fact.id in taken
        if clashes:
            renames[fact.id] = _id_of_its_own(fact)
        added.append(attrs.evolve(fact, id=renames[fact.id]) if clashes else fact)
    return Matched(
        known=tuple((fact, matching.match_of(fact)) for fact in matching.known),
        added=tuple(added),
        renames=renames,
        conflicts=sum(matching.contradicted(fact) for fact in rest),
    )


class _Matching:
    """Matches two lists in three rounds, so that the order within a list decides little."""

    def __init__(self, known: tuple[Fact, ...], others: tuple[Fact, ...]) -> None:
        self.known = known
        self.rest = others
        self.ids = {fact.id: fact for fact in known}
        self.pairs: dict[str, tuple[Fact, Fact]] = {}
        self._named: dict[_Name, list[Fact]] = {}
        self._names_of_others: Counter[_Name] = Counter()

    def run(self) -> None:
        others = self.rest
        self._round(self._by_id)
        if not self.rest:
            return
        for fact in self.known:
            for name in _names(fact):
                self._named.setdefault(name, []).append(fact)
        self._names_of_others.update(name for fact in others for name in _names(fact))
        self._round(self._by_name)
        self._round(self._by_content())

    def match_of(self, fact: Fact) -> Fact | None:
        pair = self.pairs.get(fact.id)
        return pair[1] if pair else None

    def contradicted(self, fact: Fact) -> bool:
        """Whether a fact stands under the id, or an identifier of one fact alone, of another."""
        if fact.id in self.ids:
            return True
        return any(
            len(self._named.get(name, ())) == 1 and self._names_of_others[name] == 1
            for name in _names(fact)
        )

    def _round(self, match: _Match) -> None:
        rest: list[Fact] = []
        for fact in self.rest:
            found = match(fact)
            if found is None:
                rest.append(fact)
            else:
                self.pairs[found.id] = (found, fact)
        self.rest = tuple(rest)

    def _by_id(self, fact: Fact) -> Fact | None:
        known = self.ids.get(fact.id)
        return self._first((known,) if known else (), fact)

    def _by_name(self, fact: Fact) -> Fact | None:
        return self._first(
            (one for name in _names(fact) for one in self._named.get(name, ())), fact
        )

    def _first(self, candidates: Iterable[Fact], fact: Fact) -> Fact | None:
        return next(
            (
                one
                for one in candidates
                if type(one) is type(fact)
                and one.id not in self.pairs
                and (agree(one, fact) or goes_on(one, fact))
            ),
            None,
        )

    def _by_content(self) -> _Match:
        """Whether a fact that is not matched yet says the same and has no contrary identifier."""
        contents: dict[str, list[Fact]] = {}
        for one in self.known:
            if one.id not in self.pairs:
                contents.setdefault(content(one), []).append(one)

        def match(fact: Fact) -> Fact | None:
            same = contents.get(content(fact), ()) if contents else ()
            return next(
                (one for one in same if one.id not in self.pairs and not _at_odds(one, fact)), None
            )

        return match


def _names(fact: Fact) -> tuple[_Name, ...]:
    return tuple((one.system, one.value) for one in fact.identifiers if one.system and one.value)


def _at_odds(one: Fact, two: Fact) -> bool:
    """Whether one organization gave the two facts identifiers, and none in common."""
    mine, theirs = frozenset(_names(one)), frozenset(_names(two))
    systems = {system for system, _ in mine} & {system for system, _ in theirs}
    return bool(systems) and not mine & theirs


def _id_of_its_own(fact: Fact) -> str:
    text = f"{type(fact).__name__}\x1f{fact.id}\x1f{content(fact)}"
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
