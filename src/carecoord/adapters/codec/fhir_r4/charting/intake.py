"""Taking in the resources of one source: decoded, counted, and entered in the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry, Run
from carecoord.adapters.codec.fhir_r4.charting.heads import NAMED, id_of, type_of
from carecoord.adapters.codec.fhir_r4.charting.problems import Log
from carecoord.adapters.codec.fhir_r4.charting.references import Directory
from carecoord.adapters.codec.fhir_r4.elements import lenient
from carecoord.adapters.codec.fhir_r4.elements.decoded import UNDECODABLE
from carecoord.adapters.codec.fhir_r4.elements.kinds import note_two_kinds
from carecoord.adapters.codec.fhir_r4.elements.modifiers import is_understood
from carecoord.adapters.codec.fhir_r4.elements.types import RESOURCE_TYPES
from carecoord.adapters.codec.fhir_r4.reasons import (
    NO_TYPE,
    NOT_USED,
    OVERLOOKED,
    TOO_MANY,
    UNDECODABLE_ENTRY,
    UNUSED_CONTAINED,
)
from carecoord.adapters.codec.fhir_r4.resources.mapping import DECODERS, FACTS, SHAPES

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.elements.structs import Resource
    from carecoord.adapters.codec.fhir_r4.feeds.bundle import Element

_PREAUTHORIZATION = b"preauthorization"
_OF_SOME_USE = frozenset({"Claim", "ClaimResponse", "Device"})


OTHER_TYPES = "no type of FHIR R4"
"""What entries of types that FHIR R4 does not have are counted under."""


class Intake:
    """The entries of a source, and what became of those that are not kept."""

    __slots__ = ("directory", "entries", "log", "lost", "others", "run", "seen", "unmapped")

    def __init__(self, run: Run) -> None:
        self.run = run
        self.directory = Directory()
        self.log = Log()
        self.entries: list[Entry] = []
        """Decoded entries of mapped types, in order."""
        self.others: list[Entry] = []
        """Entries of other types, and those that cannot be used: kept as they are, in order."""
        self.unmapped: dict[str, int] = {}
        self.lost = 0
        self.seen = 0

    def lose(self, path: str, reason: str) -> None:
        """Count an entry that cannot be kept."""
        self.lost += 1
        self.log.add(path, reason)

    def add(self, element: Element) -> None:
        """Take in one element."""
        if element.fault is OVERLOOKED:
            self.log.add(element.path, OVERLOOKED)
            return
        ordinal = self.seen if element.ordinal is None else element.ordinal
        self.seen += 1
        path, content, url = element.path, element.content, element.url
        if self.seen > self.run.limits.entries:
            self.lose("entry", TOO_MANY)
            return
        kind = element.kind or type_of(content)
        if kind is None:
            missing = bytes(content) in {b"", b"null"}
            self.lose(path, element.fault if missing else NO_TYPE)
            if not missing and self.run.keep_sources:
                self._keep(Entry(self.run, self.directory, ordinal, path, "", bytes(content), url))
            return
        if element.unused:
            self.lose(path, element.unused)
            if self.run.keep_sources:
                self._keep(
                    Entry(self.run, self.directory, ordinal, path, kind, bytes(content), url)
                )
            return
        if kind not in SHAPES and not self.run.keep_sources:
            self._pass_over(kind, url)
            return
        held = bytes(content)
        entry = Entry(self.run, self.directory, ordinal, path, kind, held, url)
        if kind not in SHAPES or (kind == "Claim" and _PREAUTHORIZATION not in held):
            self._pass_over(kind, url, id_of(held) if kind in SHAPES else None)
            self._keep(entry)
            return
        self._decode(entry)

    def lend(self, element: Element) -> None:
        """Take in what facts here may refer to; it is counted, and its problems told, elsewhere."""
        kind = type_of(element.content)
        if kind is None or kind not in SHAPES or kind in FACTS or element.ordinal is None:
            return
        held = bytes(element.content)
        entry = Entry(self.run, self.directory, element.ordinal, element.path, kind, held)
        entry.lent = True
        resource = decoded(entry)
        if resource is None or not is_understood(resource, kind):
            return
        entry.resource = resource
        self.directory.add(entry)
        self.entries.append(entry)
        if resource.contained:
            self._contain(entry, resource)

    def _pass_over(self, kind: str, url: str | None, resource_id: str | None = None) -> None:
        """Count an entry of a type that is not mapped; references to it still find it.

        The id is given where others of the type are mapped: only then is a reference by it a loss
        unless it finds something.
        """
        # What is no type of FHIR may be anybody's name: it is counted and not told.
        told = kind if kind in RESOURCE_TYPES else OTHER_TYPES
        self.unmapped[told] = self.unmapped.get(told, 0) + 1
        if url is not None:
            self.directory.add_unmapped(kind, url)
        if resource_id:
            self.directory.add_unmapped(kind, f"{kind}/{resource_id}")

    def _keep(self, entry: Entry) -> None:
        """Keep an entry that becomes nothing else."""
        if self.run.keep_sources:
            self.others.append(entry)

    def _decode(self, entry: Entry) -> None:
        resource = decoded(entry)
        if resource is None:
            self.lose(entry.path, UNDECODABLE_ENTRY)
        elif resource.modifier_extension and not is_understood(resource, entry.type):
            self.lose(f"{entry.path}.modifierExtension", NOT_USED)
        elif entry.type in _OF_SOME_USE and _is_other_use(entry.type, resource):
            self._pass_over(entry.type, entry.url, resource.id)
        else:
            entry.resource = resource
            self.directory.add(entry)
            self.entries.append(entry)
            if resource.contained:
                self._contain(entry, resource)
            return
        self._keep(entry)
        if entry.log is not None:
            self.log.take(entry.log)

    def _contain(self, entry: Entry, resource: Resource) -> None:
        """Decode what the resource contains, so that its own references find it."""
        held: dict[str, Entry] = {}
        entry.contained = held
        for place, raw in enumerate(resource.contained):
            try:
                named = NAMED.decode(raw)
            except UNDECODABLE:
                entry.problem(f"contained[{place}]", UNUSED_CONTAINED)
                continue
            path = f"{entry.path}.contained[{place}]"
            inner = Entry(
                self.run, self.directory, entry.ordinal, path, named.resource_type, bytes(raw)
            )
            inner.container = entry
            inner.url = entry.url
            inner.within = named.id
            if self._can_be_used(inner):
                held[named.id.removeprefix("#")] = inner
            else:
                entry.problem(f"contained[{place}]", UNUSED_CONTAINED)
            if inner.type not in FACTS:
                # What is read of it later is told with the resource that it stands in.
                entry.take(inner.log or Log())
                inner.log = entry.log

    def _can_be_used(self, inner: Entry) -> bool:
        """Whether a contained resource, if of a mapped type, can be decoded and understood."""
        if inner.type not in SHAPES:
            return True
        resource = inner.resource = decoded(inner)
        return resource is not None and is_understood(resource, inner.type)

    def close(self) -> None:
        """Let go of the entries: they refer to each other and would wait for the collector."""
        for entry in self.entries:
            entry.answer = entry.asked = None
            for inner in entry.contained.values():
                inner.container = inner.answer = None
        self.entries.clear()
        self.others.clear()
        self.directory.clear()


def decoded(entry: Entry) -> Resource | None:
    """Decode an entry's content into the shape of its type, the slow way if need be."""
    resource = _shaped(entry)
    if resource is not None:
        note_two_kinds(entry, resource)
    return resource


def _shaped(entry: Entry) -> Resource | None:
    if not lenient.has_untrimmed_keys(entry.content):
        try:
            return DECODERS[entry.type].decode(entry.content)
        except msgspec.ValidationError:
            pass
        except UNDECODABLE:
            return None
    try:
        return lenient.decode(entry, SHAPES[entry.type])
    except UNDECODABLE:
        return None


def _is_other_use(kind: str, resource: Resource) -> bool:
    """Whether this is a bill or its answer, or a device that is no patient's: not mapped."""
    if kind in {"Claim", "ClaimResponse"}:
        return getattr(resource, "use", None) != "preauthorization"
    return kind == "Device" and getattr(resource, "subject", None) is None
