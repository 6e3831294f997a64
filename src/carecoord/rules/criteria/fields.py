"""Filters over what stands in the fields of a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria.fact_types import fact_types, written_as
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Facts, Filtered, Selection, Test
from carecoord.rules.criteria.sets import SetRef
from carecoord.rules.engine.timing import Row
from carecoord.rules.engine.view import Groups

_SEVERAL = 2
_LISTS = ("tuple[", "frozenset[")
_LISTED = frozenset({tuple, frozenset})
_REMEMBERED = 4096
"""Filters whose tests are kept: more than all rules have."""


def field_name(field: object) -> str:
    """The name of a field given as its class attribute (``Encounter.status``).

    Raises:
        AuthoringError: it is not a field of a type of the model.
    """
    name = getattr(field, "__name__", None)
    owner = getattr(field, "__objclass__", None)
    if not isinstance(name, str) or owner is None or not attrs.has(owner):
        raise AuthoringError(
            asked="a field of a fact",
            found=f"{field!r}",
            remedy="Name it by its class: Encounter.status",
        )
    return name


def codes_in(value: Any) -> Iterator[Code]:  # noqa: ANN401  fields hold any of several types
    """Every code in the value of a field, however deep it carries its concepts."""
    if value is None:
        return
    if isinstance(value, Code):
        yield value
    elif isinstance(value, CodeableConcept):
        yield from value.coding
    elif isinstance(value, tuple):
        for part in cast("tuple[object, ...]", value):
            yield from codes_in(part)
    else:
        yield from codes_in(getattr(value, "type", None))
        yield from codes_in(getattr(value, "code", None))


def _several(where: Where) -> bool:
    return any(
        (written_as(kind, where.field) or "").startswith(_LISTS)
        for kind in fact_types(where.source)
    )


def _among_all(where: Where) -> bool:
    whole = isinstance(where.source, Facts) and not where.source.sets
    return whole and where.keep and bool(where.codes) and not where.sets and not where.values


@attrs.frozen(eq=False, repr=False)
class Where(Filtered):
    """Facts whose field is (or is not) one of some values or coded in one of some sets."""

    field: str
    values: frozenset[object]
    codes: frozenset[Code]
    sets: tuple[SetRef | ValueSet, ...]
    keep: bool
    among_all: bool = attrs.field(
        init=False, repr=False, default=attrs.Factory(_among_all, takes_self=True)
    )
    """Whether it picks all facts of a type by their codes: sorted once for all who ask."""
    several: bool = attrs.field(
        init=False, repr=False, default=attrs.Factory(_several, takes_self=True)
    )
    """Whether the field holds a list: one of it is enough."""

    @classmethod
    def of(
        cls, source: Selection, field: object, accepted: Iterable[object], *, keep: bool
    ) -> Where:
        """Sort what is accepted into plain values, codes and sets."""
        values: list[object] = []
        codes: list[Code] = []
        sets: list[SetRef | ValueSet] = []
        for one in accepted:
            if isinstance(one, Code):
                codes.append(one)
            elif isinstance(one, (SetRef, ValueSet)):
                sets.append(one)
            else:
                values.append(one)
        named = field_name(field)
        return cls(source, named, frozenset(values), frozenset(codes), tuple(sets), keep)

    def rows(self, frame: Frame) -> Rows:
        """What passes, and what may; most filters compare a status or a class and nothing else."""
        if self.among_all:
            return self._grouped(frame)
        if self.codes or self.sets or self.several:
            return Filtered.rows(self, frame)
        found = frame.rows(self.source)
        get, values, keep = attrgetter(self.field), self.values, self.keep
        sure = [row for row in found.sure if (get(row.fact) in values) is keep]
        maybe = [row for row in found.maybe if (get(row.fact) in values) is keep]
        return Rows(sure, maybe, found.missing)

    def _grouped(self, frame: Frame) -> Rows:
        found = frame.rows(self.source)
        kept = frame.view.groups
        name = (cast("Facts", self.source).fact_type.listed_under, self.field)
        groups = kept[name] if name in kept else _by_code(found.sure, self.field)
        kept[name] = groups
        hits = [groups[key] for key in _keys(self) if key in groups]
        if len(hits) < _SEVERAL:
            return Rows(hits[0] if hits else [], [], found.missing)
        picked = {id(row) for hit in hits for row in hit}
        return Rows([row for row in found.sure if id(row) in picked], [], found.missing)

    def test(self, frame: Frame) -> Test:
        """Compare plain values by equality, codes by the catalogue's lookup."""
        if not self.sets:
            return _among_codes(self)
        get, keep, values, codes = attrgetter(self.field), self.keep, self.values, self.codes
        lookup = frame.view.lookup
        known = [lookup.place[s.url] for s in self.sets if s.url in lookup.place]
        loaded = len([p for p in known if not lookup.sets[p].empty]) == len(self.sets)
        places = frozenset(known)

        members = lookup.members
        absent = (not keep) if loaded else None
        unfilled = keep if None in values else absent

        def test(row: Any) -> bool | None:  # noqa: ANN401  a row
            value = get(row.fact)
            if value is None or (type(value) in _LISTED and not value):
                return unfilled
            if values and _is_among(value, values):
                return keep
            for code in (value,) if isinstance(value, Code) else codes_in(value):
                if code in codes or not places.isdisjoint(members(code)):
                    return keep
            return absent

        return test

    def lacking(self, frame: Frame, open_: list[Row]) -> Iterator[str]:
        """Its sets that are not loaded, besides."""
        yield from Filtered.lacking(self, frame, open_)
        lookup, test = frame.view.lookup, self.test(frame)
        for one in self.sets if any(test(row) is None for row in open_) else ():
            place = lookup.place.get(one.url)
            if place is None or lookup.sets[place].empty:
                yield f"value set {one.name}"

    @property
    def clause(self) -> str:
        """In words."""
        names = [str(v) for v in self.values] + [c.display or c.code for c in self.codes]
        names += [s.name for s in self.sets]
        verb = "is" if self.keep else "is not"
        return f"whose {self.field.replace('_', ' ')} {verb} {' or '.join(sorted(names))}"


@lru_cache(_REMEMBERED)
def _keys(where: Where) -> tuple[tuple[str, str], ...]:
    return tuple((code.system, code.code) for code in where.codes)


def _by_code(rows: list[Row], field: str) -> Groups:
    """Rows by each code in a field; a row stands once under each of its codes."""
    groups: Groups = {}
    get = attrgetter(field)
    # A record says the same again and again, and who reads it keeps one value for that.
    keys: dict[int, tuple[tuple[str, str], ...]] = {}
    for row in rows:
        value = get(row.fact)
        known = keys.get(id(value))
        if known is None:
            found = ((code.system, code.code) for code in codes_in(value))
            known = keys[id(value)] = tuple(dict.fromkeys(found))
        for key in known:
            groups.setdefault(key, []).append(row)
    return groups


@lru_cache(_REMEMBERED)
def _among_codes(where: Where) -> Test:
    """Without sets nothing is open: the codes are all there are. Made once."""
    get, keep, values = attrgetter(where.field), where.keep, where.values
    # By symbol: strings know their hash, a code works its own out every time.
    systems: dict[str, set[str]] = {}
    for code in where.codes:
        systems.setdefault(code.code, set()).add(code.system)
    unfilled = (None in values) is keep

    def test(row: Row) -> bool:
        value = get(row.fact)
        if value is None or (type(value) in _LISTED and not value):
            return unfilled
        if type(value) is Code:
            return (value.system in systems.get(value.code, ())) is keep
        found = any(code.system in systems.get(code.code, ()) for code in codes_in(value))
        plain = bool(values) and _is_among(value, values)
        return (found or plain) is keep

    return test


def _is_among(value: Any, values: frozenset[object]) -> bool:  # noqa: ANN401  fields hold any
    """Whether a value, or one of a list of them, is one of those named."""
    if isinstance(value, tuple | frozenset):
        return any(one in values for one in cast("Iterable[object]", value))
    return value in values


@attrs.frozen(eq=False, repr=False)
class Filled(Filtered):
    """Facts whose field holds something, or something of one of some types.

    A date is not meant by one that is a moment of it: the types are compared exactly.
    """

    field: str
    types: tuple[type, ...] = ()

    @classmethod
    def of(cls, source: Selection, field: object, types: tuple[type, ...] = ()) -> Filled:
        """Name the field by its class attribute."""
        return cls(source, field_name(field), types)

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Whether there is anything."""
        get, types = attrgetter(self.field), self.types
        if types:
            return lambda row: type(get(row.fact)) in types
        return lambda row: get(row.fact) not in (None, ())

    @property
    def clause(self) -> str:
        """In words."""
        names = " or ".join(sorted(one.__name__ for one in self.types))
        return f"with {f'a {names} as' if names else 'any'} {self.field.replace('_', ' ')}"
