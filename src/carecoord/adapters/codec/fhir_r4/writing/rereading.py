"""What the sources of a chart say when they are read again: what the chart is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, TypeGuard

import attrs

from carecoord.adapters.codec.fhir_r4.charting.charts import Charting
from carecoord.adapters.codec.fhir_r4.charting.completeness import Known
from carecoord.adapters.codec.fhir_r4.charting.entry import Run
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.feeds.bundle import Element
from carecoord.adapters.codec.fhir_r4.results import Limits
from carecoord.adapters.codec.fhir_r4.writing.places import (
    Layout,
    Place,
    Thing,
    place_of,
    things,
)
from carecoord.model.patient import Patient
from carecoord.model.source import Source

At = tuple[Place, str | None]
"""An entry, and the id of what it contains."""
_by_digest = attrgetter("digest")
_LIMITS = Limits(entries=2**63)


def at(source: Source) -> At:
    """Where something stands."""
    return place_of(source), source.within


def charting(digest: str, sources: Iterable[Source], known: Known) -> Charting:
    """Take in the entries of one source again, each at its place."""
    intake = Intake(Run(_LIMITS))
    for one in sources:
        intake.seen = one.ordinal
        intake.add(Element("resource", one.content, one.url))
    return Charting(intake, 0, digest, known)


@attrs.frozen
class Again:
    """What entries say, by place, and where the requests of answers stand, by those' places."""

    things: Mapping[At, Thing]
    asked: Mapping[Place, Place]


def read_again(key: str, layout: Layout) -> Again:
    """Read the entries of a chart again as its patient's.

    References are to the ids of the chart, whatever ids reading alone would give.
    """
    found: dict[At, Thing] = {}
    asked: dict[Place, Place] = {}
    for digest, group in groupby(layout.entries.values(), key=_by_digest):
        own = {number for name, number in layout.held if name == digest}
        made = charting(digest, group, Known())
        chart = made.as_one(key, own)
        asked.update(((digest, one), (digest, other)) for one, other in made.asked.items())
        if chart is not None:
            said = {at(one.source): one for one in things(chart) if one.source is not None}
            renames = dict(_renames(said, layout))
            found.update((place, _renamed(one, renames)) for place, one in said.items())
    for one in chain.from_iterable(layout.held.values()):
        if isinstance(one, Patient) and one.links and one.source is not None:
            again = found.get(at(one.source))
            if isinstance(again, Patient) and len(again.links) == len(one.links):
                found[at(one.source)] = _linked(again, one)
    return Again(found, asked)


def _linked(again: Patient, one: Patient) -> Patient:
    """A patient read again, who is linked to whom the whole source told of."""
    links = (
        was if was.other else attrs.evolve(was, other=now.other)
        for was, now in zip(again.links, one.links, strict=True)
    )
    return attrs.evolve(again, links=links)


def _renames(found: Mapping[At, Thing], layout: Layout) -> Iterator[tuple[str, str]]:
    for held in layout.held.values():
        for one in held:
            again = None if one.source is None else found.get(at(one.source))
            if again is None or isinstance(one, Patient) or isinstance(again, Patient):
                continue
            if one.id != again.id:
                yield again.id, one.id


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    """Whether a value is a tuple of whatever."""
    return isinstance(value, tuple)


def _renamed(value: Any, renames: Mapping[str, str]) -> Any:  # noqa: ANN401  whatever it holds
    """A value in which every text that is an id read again is the chart's own id."""
    if not renames:
        return value
    if isinstance(value, str):
        return renames.get(value, value)
    if _is_tuple(value):
        return tuple([_renamed(one, renames) for one in value])
    kind: type[Any] = value.__class__
    if not attrs.has(kind) or isinstance(value, Source):
        return value
    changes = {
        name: new
        for field in attrs.fields(kind)
        if (new := _renamed(held := getattr(value, (name := field.name)), renames)) != held
    }
    return attrs.evolve(value, **changes) if changes else value
