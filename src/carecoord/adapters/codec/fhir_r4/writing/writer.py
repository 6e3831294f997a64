"""Writing a chart, resource by resource."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from carecoord.adapters.codec.fhir_r4.charting.problems import Log
from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.results import Problem
from carecoord.adapters.codec.fhir_r4.writing import verbatim
from carecoord.adapters.codec.fhir_r4.writing.addresses import Addresses
from carecoord.adapters.codec.fhir_r4.writing.changes import Change, change
from carecoord.adapters.codec.fhir_r4.writing.elements import Json
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.naming import Note
from carecoord.adapters.codec.fhir_r4.writing.newcomers import New, Newcomers
from carecoord.adapters.codec.fhir_r4.writing.overlay import overlay
from carecoord.adapters.codec.fhir_r4.writing.places import Layout, Place, Thing, place_of
from carecoord.adapters.codec.fhir_r4.writing.rereading import Again, at, read_again
from carecoord.adapters.codec.fhir_r4.writing.results import Resource
from carecoord.model.chart import Chart
from carecoord.model.record import Record
from carecoord.model.source import Source

_NO_AUTHOR = "this type is not written yet; left out"
_UNCHANGED = "changed, and this type is not written yet; written as it was read"
_UNSAID = "changed in what is not written; written as it was read"
_TOLD_BEFORE = "the narrative tells of the resource as it was before a change; kept"
_ELSEWHERE = "changed, and it was read from a resource of another type; written as it was read"
_NOT_GIVEN = "its source was not given; left out"
_NOT_WITHIN = "changed, and what contains it does not hold it; left out"
_CONTAINED = "contained"
_STAYS = "the chart does not hold it; it stays with what contains it"
_NOT_JSON = "not JSON; left out"
_LACKING_NOW = "changed so that it lacks what FHIR demands; written as it was read"
_BESIDE = "changed in what stands in a resource beside it; that one is written as it was read"
_UNFIT = "signs that FHIR's texts do not have; a blank stands for each"
_TOO_DEEP = "changed, and nested too deep to be changed here; written as it was read"
_LACKING = "it lacks what FHIR demands; left out"


class Writer:
    """The resources of one chart, and what of it cannot be said."""

    def __init__(self, chart: Chart | None, records: tuple[Record, ...]) -> None:
        self._layout = Layout.of(chart, records)
        key = "" if chart is None else chart.key
        self._again = Again({}, {}) if chart is None else read_again(key, self._layout)
        places = (place for place, within in self._again.things if within is not None)
        self._contained = Counter(places)
        self._addresses = Addresses(key, self._layout)
        self._logs: dict[str | None, Log] = {}
        for one in (*(chart.records if chart is not None else ()), *records):
            if one.source is None:
                self._note(one.kind or "entry", _NOT_GIVEN, None)
        self.lacks: list[str] = []
        """What FHIR demands and the chart does not say."""
        self._newcomers = Newcomers.of(self._layout.new, self._addresses)
        for thing in self._newcomers.without_author:
            self._note(type(thing).__name__, _NO_AUTHOR, None)
        for left in self._newcomers.lacking:
            self._lacks(left.first["resourceType"], left.lacks)
            self._note(left.first["resourceType"], _LACKING, None)
        self._made: dict[Place, Any] = {}
        """The entries that something changed in, as they are to be written."""
        for place, held in self._layout.held.items():
            for thing in held:
                before = self._before_of(thing)
                if before != thing and thing.source is not None:
                    try:
                        self._lay_over(place, thing.source, before, thing)
                    except RecursionError:
                        self._note("entry", _TOO_DEEP, thing.source.digest)

    def resources(self) -> Iterator[Resource]:
        """Every resource: those that were read by source and place, then the new ones."""
        for place, source in self._layout.entries.items():
            content = self._read(place, source)
            if _is_json(content):
                url = self._addresses.url(place, source)
                yield Resource(content=content, url=url, source=source)
            else:
                self._note("entry", _NOT_JSON, source.digest)
        for one in self._newcomers.written:
            yield from self._new(one)

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
        if place not in self._made:
            return source.content
        try:
            return verbatim.dumps(self._made[place])
        except RecursionError:
            self._note("entry", _TOO_DEEP, source.digest)
            return source.content

    def _before_of(self, thing: Thing) -> Thing | None:
        return None if thing.source is None else self._again.things.get(at(thing.source))

    def _whole(self, place: Place) -> Any:  # noqa: ANN401  any JSON
        """An entry as it is to be written, as far as it is known."""
        made = self._made.get(place)
        return verbatim.loads(self._layout.entries[place].content) if made is None else made

    def _keep(self, place: Place, old: Any, new: Any) -> None:  # noqa: ANN401  any JSON
        if new != old:
            self._made[place] = new

    def _lay_over(self, place: Place, source: Source, before: Thing | None, thing: Thing) -> None:
        """Lay the change of one thing over its entry, or over what that contains."""
        whole = self._whole(place)
        if source.within is None:
            self._keep(place, whole, self._changed(whole, before, thing, source))
            return
        contained = whole.get("contained")
        held: list[Any] = contained if is_list(contained) else []
        if not any(_is_within(one, source.within) for one in held):
            self._note(type(thing).__name__, _NOT_WITHIN, source.digest)
            return
        held = [
            self._changed(one, before, thing, source) if _is_within(one, source.within) else one
            for one in held
        ]
        self._keep(place, whole, {**whole, "contained": held})

    def _changed(self, old: Any, before: Thing | None, thing: Thing, source: Source) -> Any:  # noqa: ANN401
        """A resource with the change of one thing laid over it."""
        kind = str(old.get("resourceType"))
        if type(thing) not in AUTHORS:
            self._note(kind, _UNCHANGED, source.digest)
            return old
        made = change(thing, before, place_of(source), self._addresses)
        if made.now.first["resourceType"] != kind:
            self._note(kind, _ELSEWHERE, source.digest)
            return old
        if self._lacks(kind, made.lacks):
            self._note(kind, _LACKING_NOW, source.digest)
            return old
        self._lose(kind, made.losses, source.digest)
        if not made.aside and made.says_nothing:
            self._note(kind, _UNSAID, source.digest)
        if made.aside and not self._beside(made, place_of(source)):
            self._note(kind, _BESIDE, source.digest)
        return self._laid(old, made.then.first, made.now.first, place_of(source))

    def _laid(self, old: Any, was: Json, wanted: Json, place: Place) -> Any:  # noqa: ANN401
        """A resource with a change laid over it; a narrative of before is told of."""

        def same(one: Json, other: Json) -> bool:
            meant = self._addresses.meant(one, place)
            return meant is not None and meant == self._addresses.meant(other, place)

        laid = overlay(old, _unclaimed(was), _unclaimed(wanted), same)
        if "text" in old and laid != old:
            self._note(f"{old.get('resourceType')}.text", _TOLD_BEFORE, place[0])
        return laid

    def _beside(self, made: Change, place: Place) -> bool:
        """Lay what changed of a request over its own entry; False where it has none."""
        asked = self._again.asked.get(place)
        if asked not in self._layout.entries or len(made.then.beside) != len(made.now.beside):
            return False
        whole = self._whole(asked)
        (was,), (wanted,) = made.then.beside, made.now.beside
        if whole.get("resourceType") != wanted["resourceType"]:
            return False
        self._keep(asked, whole, self._laid(whole, was, wanted, asked))
        return True

    def _lose(self, kind: str, losses: Iterable[Note], digest: str | None) -> None:
        for element, reason in losses:
            self._note(_path(kind, element), reason, digest)

    def _lacks(self, kind: str, lacks: Iterable[Note]) -> bool:
        """Whether something lacks what FHIR demands."""
        found = [_path(kind, element) for element, _ in lacks]
        self.lacks += found
        return bool(found)

    def _new(self, one: New) -> Iterator[Resource]:
        """A resource of its own for what was not read, and what its author puts beside it."""
        self._lose(one.first["resourceType"], one.losses, None)
        yield Resource(content=self._fit(one.first), url=self._addresses.new(one.thing))
        for number, content in enumerate(one.beside, 1):
            url = self._addresses.beside(one.thing, number)
            yield Resource(content=self._fit(content), url=url)

    def _fit(self, written: Json) -> bytes:
        """What is new as JSON, in signs that FHIR's texts have."""
        content = verbatim.dumps(written)
        fitting = verbatim.fit(content)
        if fitting != content:
            self._note(written["resourceType"], _UNFIT, None)
        return fitting


def _unclaimed(written: Json) -> Any:  # noqa: ANN401  any JSON
    """What an author wrote, without the profiles that it claims: those of a source are its own."""
    meta = {name: part for name, part in written.get("meta", {}).items() if name != "profile"}
    rest = {name: part for name, part in written.items() if name != "meta"}
    return verbatim.plain({**rest, "meta": meta} if meta else rest)


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
