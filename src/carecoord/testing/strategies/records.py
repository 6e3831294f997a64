"""Records of the model, drawn field by field from the types that they declare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from carecoord.model.actor import Actor
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.contact import Address, ContactPoint, Name
from carecoord.model.content import REFERENCES
from carecoord.model.fact import Fact
from carecoord.model.identifier import Identifier
from carecoord.model.moment import PartialDate
from carecoord.model.patient import PatientLink
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.testing.strategies import times, vocabulary
from carecoord.testing.strategies.coding import (
    CodesFrom,
    amounts,
    codes,
    concepts,
    quantities,
    texts,
)

T = TypeVar("T")
F = TypeVar("F", bound=Fact)

FACTS_OF_A_CHART = 12
"""References name the first so many facts of a chart, whether it holds them or not."""
LIFE_YEARS = 100
"""How long before the first day of a chart its patient may have been born."""
ACTORS = ("practitioner-0", "organization-0")
"""Ids of the people and bodies of a chart."""
_MOST = 2
_IDENTIFYING: dict[type, frozenset[str]] = {
    Name: frozenset({"family", "given", "prefix", "suffix", "text"}),
    Address: frozenset(
        {"line", "city", "district", "state", "postal_code", "country", "text"},
    ),
    ContactPoint: frozenset({"value"}),
    Identifier: frozenset({"value"}),
    PatientLink: frozenset({"other"}),
}
_fact_ids = st.integers(0, FACTS_OF_A_CHART - 1).map("fact-{}".format)


def _tupled(codes_from: CodesFrom) -> CodesFrom:
    return tuple(codes_from)


@attrs.frozen(kw_only=True)
class Palette:
    """What records are drawn from; ``identifying`` are texts in names, addresses, phones, ids."""

    min_day: date = times.MIN_DAY
    max_day: date = times.MAX_DAY
    codes_from: CodesFrom = attrs.field(default=(), converter=_tupled)
    identifying: SearchStrategy[str] = texts


def facts(
    fact_type: type[F],
    *,
    min_day: date = times.MIN_DAY,
    max_day: date = times.MAX_DAY,
    codes_from: CodesFrom = (),
) -> SearchStrategy[F]:
    """Make facts of a type."""
    return records(fact_type, Palette(min_day=min_day, max_day=max_day, codes_from=codes_from))


def records(of: type[T], palette: Palette) -> SearchStrategy[T]:
    """Make values of a type of the model, each with any part of its optional fields."""
    return _draws(palette).record(of)


@lru_cache(maxsize=32)
def _draws(palette: Palette) -> _Draws:
    return _Draws(palette)


@st.composite
def _records(
    draw: DrawFn,
    of: type[Any],
    required: Sequence[tuple[str, SearchStrategy[Any]]],
    optional: Sequence[tuple[str, SearchStrategy[Any]]],
    places: SearchStrategy[set[int]],
) -> Any:  # noqa: ANN401  an instance of the type
    """The chosen ones of the optional fields are there, in the order of the type."""
    there = [optional[place] for place in sorted(draw(places))]
    return of(**{name: draw(strategy) for name, strategy in (*required, *there)})


class _Draws:
    """The strategies of one palette, by type."""

    def __init__(self, palette: Palette) -> None:
        low, high = palette.min_day, palette.max_day
        born_from = low.replace(year=max(low.year - LIFE_YEARS, date.min.year), day=1)
        self._identifying = palette.identifying
        self._records: dict[type, SearchStrategy[Any]] = {}
        self._leaves: dict[Any, SearchStrategy[Any]] = {
            bool: st.booleans(),
            int: st.integers(0, 1_000),
            bytes: st.binary(max_size=8),
            Decimal: amounts(at_most=1_000),
            date: times.days(min_day=low, max_day=high),
            datetime: times.instants(min_day=low, max_day=high),
            time: st.times(),
            PartialDate: times.partial_dates(min_day=low, max_day=high),
            Period: times.periods(min_day=low, max_day=high),
            Code: codes(codes_from=palette.codes_from),
            CodeableConcept: concepts(codes_from=palette.codes_from),
            Quantity: quantities(),
        }
        self._by_name: dict[str, SearchStrategy[Any]] = {
            "birth_date": times.days(min_day=born_from, max_day=high)
            | times.partial_dates(min_day=born_from, max_day=high),
            # Most people live; nothing is found about the dead.
            "deceased": st.sampled_from((False, False, True))
            | times.clinical_times(min_day=low, max_day=high),
            "encounter_class": st.sampled_from(vocabulary.ENCOUNTER_CLASSES),
            "onset_age": quantities(units=("a",)),
            "deceased_age": quantities(units=("a",)),
            "supply": quantities(units=("d",)),
            "provisions": st.just(()),
        }

    def record(self, of: type[T]) -> SearchStrategy[T]:
        """Values of an attrs class."""
        if of not in self._records:
            required: list[tuple[str, SearchStrategy[Any]]] = []
            optional: list[tuple[str, SearchStrategy[Any]]] = []
            for field in _fields(of):
                kind = required if field.default is attrs.NOTHING else optional
                kind.append((field.name, self._field(of, field.name)))
            places = st.sets(st.integers(0, len(optional) - 1)) if optional else st.just(set[int]())
            self._records[of] = _records(of, required, optional, places)
        return self._records[of]

    def _field(self, of: type, name: str) -> SearchStrategy[Any]:
        if name in self._by_name:
            return self._by_name[name]
        return self._typed(_hints(of)[name], self._text(of, name))

    def _text(self, of: type, name: str) -> SearchStrategy[str]:
        """What texts a field holds."""
        if name in _IDENTIFYING.get(of, ()):
            return self._identifying
        if name in REFERENCES or (name == "id" and issubclass(of, Fact)):
            return _fact_ids
        if name == "id" or (name == "organizations" and of is not Actor):
            return st.sampled_from(ACTORS)
        words = vocabulary.words(of.__name__, name)
        return st.sampled_from(words) if words else texts

    def _typed(self, hint: Any, text: SearchStrategy[str]) -> SearchStrategy[Any]:  # noqa: ANN401
        """Values of a declared type; where it says text, of these texts."""
        if hint is str:
            return text
        if hint in self._leaves:
            return self._leaves[hint]
        members = [part for part in get_args(hint) if part not in {NoneType, Ellipsis}]
        if get_origin(hint) in {Union, UnionType}:
            return st.one_of([self._typed(member, text) for member in members])
        if get_origin(hint) in {tuple, frozenset}:
            several = st.lists(self._typed(members[0], text), max_size=_MOST)
            return several.map(get_origin(hint))
        return st.sampled_from(hint) if issubclass(hint, Enum) else self.record(hint)


def _fields(of: type) -> tuple[attrs.Attribute[Any], ...]:
    declared: Any = of
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(declared)
    return fields


@cache
def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of)
