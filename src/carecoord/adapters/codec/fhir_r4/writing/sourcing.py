"""Giving a chart that comes from a store the sources that the store kept apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

import attrs

from carecoord.adapters.codec.fhir_r4.charting.completeness import Known
from carecoord.adapters.codec.fhir_r4.writing.places import Thing, place_of, things
from carecoord.adapters.codec.fhir_r4.writing.rereading import charting
from carecoord.model.chart import LISTS, Chart
from carecoord.model.content import content
from carecoord.model.record import Record, numbered, record_id
from carecoord.model.source import Source

_digest = attrgetter("digest")


def with_sources(chart: Chart, sources: Iterable[Source]) -> Chart:
    """The chart with what its entries were read from, found by reading the sources again.

    They are matched by id, then by content. What a source holds beside facts becomes a record.
    """
    kept = sorted(dict.fromkeys(sources), key=place_of)  # a source told twice is one
    if not kept:
        return chart
    matching = _Matching(kept, {one.id for one in chart.records if one.source is None})
    lists: dict[str, Any] = {
        name: tuple(map(matching.sourced, held)) for name in LISTS if (held := getattr(chart, name))
    }
    return attrs.evolve(
        chart,
        patient=matching.sourced(chart.patient),
        practitioners=tuple(map(matching.sourced, chart.practitioners)),
        organizations=tuple(map(matching.sourced, chart.organizations)),
        records=matching.records(chart.records),
        **lists,
    )


class _Matching:
    """What sources say when they are read again, each given out once."""

    def __init__(self, sources: list[Source], records: Collection[str]) -> None:
        """``records`` are the ids of what the chart keeps beside facts, whatever it reads as."""
        self._ids: dict[tuple[type, str], Source] = {}
        self._contents: dict[tuple[type, str], list[Source]] = {}
        self._records: list[Record] = []
        self._named: dict[str, Source] = {}
        groups = [(name, list(held)) for name, held in groupby(sources, key=_digest)]
        for _, group in groups:
            self._name(group, records)
        self._beside = set(map(place_of, self._named.values()))
        for digest, group in groups:
            for result in charting(digest, group, Known(one_record=True)).results():
                self._records.extend(result.records)
                if result.chart is not None:
                    self._records.extend(result.chart.records)
                    for one in things(result.chart):
                        self._enter(one)

    def _enter(self, one: Thing) -> None:
        source = one.source
        if source is None or (source.within is None and place_of(source) in self._beside):
            return
        self._ids.setdefault((type(one), getattr(one, "id", "")), source)
        self._contents.setdefault((type(one), content(one)), []).append(source)

    def _name(self, group: list[Source], records: Collection[str]) -> None:
        """Enter the sources of records, whatever reading makes of them.

        Of identical ones, the first are those of facts.
        """
        alike: dict[bytes, list[Source]] = {}
        for one in group:
            alike.setdefault(one.content, []).append(one)
        for whole, held in alike.items():
            first = record_id(whole)
            names = (numbered(first, number) for number in range(len(held)))
            known = [name for name in names if name in records]
            for name, one in zip(reversed(known), reversed(held), strict=False):
                self._named.setdefault(name, one)

    def sourced(self, one: Any) -> Any:  # noqa: ANN401  a thing, given back as the same type
        """The same with its source, if there is one for it."""
        if one.source is not None:
            return one
        kind: type[Any] = one.__class__
        source = self._ids.get((kind, getattr(one, "id", "")))
        if source is None:
            same = self._contents.get((kind, content(one)))
            source = same.pop(0) if same else None
        return one if source is None else attrs.evolve(one, source=source)

    def records(self, known: tuple[Record, ...]) -> tuple[Record, ...]:
        """The records of the chart with their sources, and those that the sources hold beside."""
        found = {**self._named, **{one.id: one.source for one in self._records}}
        own = [
            one
            if one.source is not None or one.id not in found
            else attrs.evolve(one, source=found[one.id])
            for one in known
        ]
        have = {place_of(one.source) for one in own if one.source is not None}
        return (
            *own,
            *(
                one
                for one in self._records
                if one.source is not None and place_of(one.source) not in have
            ),
        )
