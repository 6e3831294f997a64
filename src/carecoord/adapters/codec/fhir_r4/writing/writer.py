"""Writing a chart, resource by resource."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from carecoord.adapters.codec.fhir_r4.charting.problems import Log
from carecoord.adapters.codec.fhir_r4.elements.decoded import is_object
from carecoord.adapters.codec.fhir_r4.results import Problem
from carecoord.adapters.codec.fhir_r4.writing import verbatim
from carecoord.adapters.codec.fhir_r4.writing.addresses import Addresses
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.naming import Naming
from carecoord.adapters.codec.fhir_r4.writing.overlay import overlay
from carecoord.adapters.codec.fhir_r4.writing.places import Layout, Place, Thing, place_of
from carecoord.adapters.codec.fhir_r4.writing.rereading import At, at, read_again
from carecoord.adapters.codec.fhir_r4.writing.results import Resource
from carecoord.adapters.codec.fhir_r4.writing.whole import (
    address_of,
    completed,
    resource_id,
    uncoded,
)
from carecoord.errors import RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.record import Record
from carecoord.model.source import Source

_NO_AUTHOR = "this type is not written yet; left out"
_UNCHANGED = "changed, and this type is not written yet; written as it was read"
_UNSAID = "changed in what is not written; written as it was read"
_TOLD_BEFORE = "the narrative tells of the resource as it was before a change; kept"
_ELSEWHERE = "changed, and it was read from a resource of another type; written as it was read"
_NOT_GIVEN = "kept in a store, and its source was not given; left out"
_CONTAINED = "contained"
_STAYS = "the chart does not hold it; it stays with what contains it"
_NOT_JSON = "not JSON; left out"
_LACKING_NOW = "changed so that it lacks what FHIR demands; written as it was read"
_BESIDE = "changed in what stands in a resource beside it; that one is written as it was read"
_HALF = "half of a surrogate pair, which stands for nothing; written as U+FFFD"
_TOO_DEEP = "changed, and nested too deep to be changed here; written as it was read"
_LACKING = "it lacks what FHIR demands; left out"


class Writer:
    """The resources of one chart, and what of it cannot be said."""

    def __init__(self, chart: Chart | None, records: tuple[Record, ...]) -> None:
        self._layout = Layout.of(chart, records)
        key = "" if chart is None else chart.key
        self._before: Mapping[At, Thing] = {} if chart is None else read_again(key, self._layout)
        self._contained = Counter(place for place, within in self._before if within is not None)
        self._addresses = Addresses(key, self._layout)
        self._logs: dict[str | None, Log] = {}
        for one in (*(chart.records if chart is not None else ()), *records):
            if one.source is None:
                self._note(one.kind or "entry", _NOT_GIVEN, None)
        self.lacks: list[str] = []
        """What FHIR demands and the chart does not say."""

    def resources(self) -> Iterator[Resource]:
        """Every resource: those that were read by source and place, then the new ones."""
        for place, source in self._layout.entries.items():
            content = self._read(place, source)
            if _is_json(content):
                url = self._addresses.url(place, source)
                yield Resource(content=content, url=url, source=source)
            else:
                self._note("entry", _NOT_JSON, source.digest)
        for thing in self._layout.new:
            yield from self._new(thing)

    def problems(self) -> tuple[Problem, ...]:
        """What was left out; known when all resources are written."""
        return tuple(
            problem for digest, log in self._logs.items() for problem in log.problems(0, digest)
        )

    def _note(self, path: str, reason: str, digest: str | None) -> None:
        self._logs.setdefault(digest, Log()).add(path, reason)

    def _read(self, place: Place, source: Source) -> bytes:
        """An entry as it was read, with what changed laid over it."""
        held = self._layout.held.get(place, ())
        for _ in range(self._contained.get(place, 0) - sum(map(_is_contained, held))):
            self._note(_CONTAINED, _STAYS, source.digest)
        changed = [(thing, before) for thing in held if (before := self._before_of(thing)) != thing]
        if not changed:
            return source.content
        try:
            whole = old = verbatim.loads(source.content)
            for thing, before in changed:
                whole = self._laid_over(whole, before, thing)
            return source.content if whole == old else verbatim.dumps(whole)
        except RecursionError:
            self._note("entry", _TOO_DEEP, source.digest)
            return source.content

    def _before_of(self, thing: Thing) -> Thing | None:
        return None if thing.source is None else self._before.get(at(thing.source))

    def _laid_over(self, whole: Any, before: Thing | None, thing: Thing) -> Any:  # noqa: ANN401
        source = thing.source
        if source is None:
            return whole
        if source.within is None:
            return self._changed(whole, before, thing, source)
        held = [
            self._changed(one, before, thing, source) if _is_within(one, source.within) else one
            for one in whole["contained"]
        ]
        return {**whole, "contained": held}

    def _changed(self, old: Any, before: Thing | None, thing: Thing, source: Source) -> Any:  # noqa: ANN401
        """A resource with the change of one thing laid over it."""
        kind = str(old.get("resourceType"))
        if type(thing) not in AUTHORS:
            self._note(kind, _UNCHANGED, source.digest)
            return old
        place = place_of(source)
        then, now = Naming(self._addresses, place), Naming(self._addresses, place)
        was, *beside_then = [{}] if before is None else _authored(before, then)
        wanted, *beside_now = _authored(thing, now)
        if wanted["resourceType"] != kind:
            self._note(kind, _ELSEWHERE, source.digest)
            return old
        if self._lacks(kind, then, now):
            self._note(kind, _LACKING_NOW, source.digest)
            return old
        self._lose(kind, then, now, source.digest)
        if beside_then != beside_now:
            self._note(kind, _BESIDE, source.digest)
        elif was == wanted and now.losses == then.losses:
            self._note(kind, _UNSAID, source.digest)

        def same(one: Json, other: Json) -> bool:
            meant = self._addresses.meant(one, place)
            return meant is not None and meant == self._addresses.meant(other, place)

        laid = overlay(old, verbatim.plain(was), verbatim.plain(wanted), same)
        if "text" in old and laid != old:
            self._note(f"{kind}.text", _TOLD_BEFORE, source.digest)
        return laid

    def _lose(self, kind: str, then: Naming, now: Naming, digest: str | None) -> None:
        """Note what a change says and FHIR cannot; what it could not before is in the source."""
        for element, reason in now.losses:
            if (element, reason) not in then.losses:
                self._note(_path(kind, element), reason, digest)

    def _lacks(self, kind: str, then: Naming, now: Naming) -> bool:
        """Whether a change takes away what FHIR demands; what lacked before may lack still."""
        lacks = [_path(kind, one[0]) for one in now.lacks if one not in then.lacks]
        self.lacks += lacks
        return bool(lacks)

    def _new(self, thing: Thing) -> Iterator[Resource]:
        """A resource of its own for what was not read, and what its author puts beside it."""
        name = type(thing).__name__
        if type(thing) not in AUTHORS:
            self._note(name, _NO_AUTHOR, None)
            return
        naming, nothing = Naming(self._addresses, None), Naming(self._addresses, None)
        fact_id = self._addresses.id_of(thing)
        written = _authored(thing, naming, resource_id(fact_id))
        kind = written[0]["resourceType"]
        if self._lacks(kind, nothing, naming):
            self._note(kind, _LACKING, None)
            return
        self._lose(kind, nothing, naming, None)
        address = self._addresses.address(fact_id)
        first, *beside = written
        yield Resource(
            content=verbatim.dumps(first), url=None if address is None else address.reference
        )
        for number, one in enumerate(beside, 1):
            own_id = f"{fact_id}.{number}"
            content = {"resourceType": one["resourceType"], "id": resource_id(own_id), **one}
            yield Resource(content=verbatim.dumps(content), url=address_of(own_id))


def written(
    chart: Chart | None, records: tuple[Record, ...], *, leave_out: bool
) -> tuple[tuple[Resource, ...], tuple[Problem, ...]]:
    """Write a chart, and records of none.

    Raises:
        RecordRejected: something lacks what FHIR demands, and ``leave_out`` does not allow for it.
    """
    writer = Writer(chart, records)
    resources = tuple(writer.resources())
    if writer.lacks and not leave_out:
        raise RecordRejected(
            asked="writing a chart as FHIR",
            found=f"what FHIR demands is lacking: {', '.join(sorted(set(writer.lacks)))}",
            remedy="Fill it in, or leave out such resources with leave_out",
        )
    return resources, writer.problems()


def _authored(thing: Thing, naming: Naming, new_id: str | None = None) -> list[Json]:
    """What the author of a thing writes: the thing itself first, completed."""
    for label in uncoded(getattr(thing, "labels", frozenset())):
        naming.lost("meta.security", f"no code says {label.value!r}; left out")
    found = AUTHORS[type(thing)](thing, naming)
    first, *beside = found if isinstance(found, list) else [found]
    made = [completed(first, thing, new_id), *beside]
    try:
        verbatim.dumps(made)
    except UnicodeEncodeError:
        naming.lost("", _HALF)
        return [verbatim.without_halves(one) for one in made]
    return made


def _path(kind: str, element: str) -> str:
    return f"{kind}.{element}" if element else kind


def _is_contained(thing: Thing) -> bool:
    return thing.source is not None and thing.source.within is not None


def _is_within(resource: Any, within: str) -> bool:  # noqa: ANN401  any JSON
    return is_object(resource) and resource.get("id", "") == within


def _is_json(content: bytes) -> bool:
    try:
        verbatim.check(content)
    except (ValueError, RecursionError):
        return False
    return True
