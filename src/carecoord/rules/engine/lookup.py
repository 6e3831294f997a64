"""One table from every code to the value sets that hold it, made once per catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carecoord.model.code import Code
from carecoord.model.fact import Fact
from carecoord.model.value_set import ValueSet

_REMEMBERED = 100_000
"""Codes kept beyond those of the sets, so that hostile input cannot fill the memory."""


class Lookup:
    """Value sets by URL, and for any code the places of the sets that hold it."""

    def __init__(self, sets: Iterable[ValueSet]) -> None:
        self.sets = tuple(sets)
        self.place: Mapping[str, int] = {s.url: i for i, s in enumerate(self.sets)}
        self._members: dict[Code, tuple[int, ...]] = {}
        self._prefixed = [(i, s.prefixes) for i, s in enumerate(self.sets) if s.prefixes]
        gathered: dict[Code, list[int]] = {}
        for index, value_set in enumerate(self.sets):
            for code in value_set.codes:
                gathered.setdefault(code, []).append(index)
        self._exact = {code: tuple(places) for code, places in gathered.items()}

    def members(self, code: Code) -> tuple[int, ...]:
        """The places of all sets that hold the code."""
        if not self._prefixed:
            return self._exact.get(code, ())
        known = self._members.get(code)
        if known is None:
            known = self._with_prefixes(code)
            if len(self._members) < _REMEMBERED:
                self._members[code] = known
        return known

    def _with_prefixes(self, code: Code) -> tuple[int, ...]:
        places = set(self._exact.get(code, ()))
        for index, prefixes in self._prefixed:
            if any(p.system == code.system and code.code.startswith(p.code) for p in prefixes):
                places.add(index)
        return tuple(sorted(places))

    def bucket(self, facts: Iterable[Fact]) -> dict[int, list[Fact]]:
        """Facts by the sets that hold one of their codes, in one pass, keeping their order."""
        buckets: dict[int, list[Fact]] = {}
        members = self.members
        for fact in facts:
            places: tuple[int, ...] = ()
            several = False
            for concept in fact.concepts:
                for code in concept.coding:
                    found = members(code)
                    if found:
                        several = several or bool(places)
                        places = places + found if places else found
            for index in dict.fromkeys(places) if several else places:
                buckets.setdefault(index, []).append(fact)
        return buckets
