"""One table from every code to the value sets that hold it, made once per catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.value_set import ValueSet

_REMEMBERED = 100_000
"""Codes kept beyond those of the sets, so that hostile input cannot fill the memory."""

_CODE = attrgetter("code")
"""What most facts are coded in; the others say what they are coded in by ``concepts``."""


class Lookup:
    """Value sets by URL, and for any code the places of the sets that hold it."""

    def __init__(self, sets: Iterable[ValueSet]) -> None:
        self.sets = tuple(sets)
        self.place: Mapping[str, int] = {s.url: i for i, s in enumerate(self.sets)}
        self.resolved: dict[object, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        """Places of a selection's sets, and the names of those that are not here."""
        self._remembered: dict[Code, tuple[int, ...]] = {}
        self._prefixed: dict[str, dict[str, tuple[int, ...]]] = {}
        """By system, places of the sets by what the codes in them begin with."""
        for index, value_set in enumerate(self.sets):
            for code in value_set.prefixes:
                beginnings = self._prefixed.setdefault(code.system, {})
                beginnings[code.code] = (*beginnings.get(code.code, ()), index)
        self._lengths = {
            system: sorted(set(map(len, beginnings)))
            for system, beginnings in self._prefixed.items()
        }
        # Most codes of a chart are in no set: a symbol's own hash says so without hashing a Code.
        self._exact: dict[str, dict[str, tuple[int, ...]]] = {}
        for index, value_set in enumerate(self.sets):
            for code in value_set.codes:
                by_system = self._exact.setdefault(code.code, {})
                by_system[code.system] = (*by_system.get(code.system, ()), index)

    def members(self, code: Code) -> tuple[int, ...]:
        """The places of all sets that hold the code."""
        if code.system in self._prefixed:
            known = self._remembered.get(code)
            if known is None:
                known = self._with_prefixes(code)
                if len(self._remembered) < _REMEMBERED:
                    self._remembered[code] = known
            return known
        by_system = self._exact.get(code.code)
        return () if by_system is None else by_system.get(code.system, ())

    def _with_prefixes(self, code: Code) -> tuple[int, ...]:
        places = set(self._exact.get(code.code, {}).get(code.system, ()))
        beginnings = self._prefixed[code.system]
        for length in self._lengths[code.system]:
            places.update(beginnings.get(code.code[:length], ()))
        return tuple(sorted(places))

    def bucket(self, facts: Sequence[Fact]) -> dict[int, list[Fact]]:
        """Facts of one type by the sets that hold one of their codes, keeping their order."""
        kind = type(facts[0]) if facts else Fact
        if kind.concepts is Fact.concepts and hasattr(kind, "code"):
            return self._by_one_code(facts)
        buckets: dict[int, list[Fact]] = {}
        for fact in facts:
            for index in self._places(fact.concepts):
                buckets.setdefault(index, []).append(fact)
        return buckets

    def _by_one_code(self, facts: Sequence[Fact]) -> dict[int, list[Fact]]:
        # A record says the same again and again, and who reads it keeps one concept for that.
        codes: list[CodeableConcept | None] = list(map(_CODE, facts))
        keys = list(map(id, codes))
        known = {
            key: () if code is None else self._places((code,))
            for key, code in dict(zip(keys, codes, strict=True)).items()
        }
        wanted = {key: places for key, places in known.items() if places}
        buckets: dict[int, list[Fact]] = {}
        for key, fact in zip(keys, facts, strict=True):
            if key in wanted:
                for index in wanted[key]:
                    buckets.setdefault(index, []).append(fact)
        return buckets

    def _places(self, concepts: Iterable[CodeableConcept]) -> tuple[int, ...]:
        """Every set that holds one of the codes, each once."""
        places: tuple[int, ...] = ()
        for concept in concepts:
            for code in concept.coding:
                found = self.members(code)
                if found:
                    places = tuple(dict.fromkeys(places + found)) if places else found
        return places
