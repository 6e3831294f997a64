"""One resource on its way from bytes to a fact, and what the entries of a run share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from carecoord.adapters.codec.fhir_r4.charting.problems import Log
from carecoord.adapters.codec.fhir_r4.results import Limits

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
    from carecoord.adapters.codec.fhir_r4.charting.references import Directory
    from carecoord.adapters.codec.fhir_r4.elements.structs import Coding, Concept, Resource
    from carecoord.model.code import Code, CodeableConcept
    from carecoord.model.moment import ClinicalTime

_FULL = 100_000
"""Values remembered before a cache starts anew: memory stays flat however long the run."""


class Run:
    """What one call of ``read`` shares between its sources: limits, and equal values made once.

    ``tokens`` holds the canonical texts of those values, by the ``id`` of the object.
    """

    __slots__ = ("codes", "concepts", "keep_sources", "limits", "lists", "times", "tokens")

    def __init__(self, limits: Limits, *, keep_sources: bool = True) -> None:
        self.limits = limits
        self.keep_sources = keep_sources
        self.codes: dict[Coding, Code] = {}
        self.concepts: dict[Concept, CodeableConcept] = {}
        self.lists: dict[tuple[Concept, ...], tuple[CodeableConcept, ...]] = {}
        self.times: dict[str, tuple[ClinicalTime | None, str | None]] = {}
        self.tokens: dict[int, str] = {}

    def tidy(self) -> None:
        """Forget the remembered values when there are too many."""
        if len(self.tokens) > _FULL:
            for cache in (self.codes, self.concepts, self.lists, self.times, self.tokens):
                cache.clear()


_NOTHING_CONTAINED: Mapping[str, Entry] = MappingProxyType({})


class Entry(Struct, eq=False):
    """A resource with its place in the source, its address, and what became of it.

    ``chart`` is the number of the patient in the source, ``id`` ours and lasting. A contained
    resource has the ordinal of its ``container``, where it is under the id ``within``, and is no
    entry in the account; nor is one that is ``lent`` by a larger source, where it is accounted for.
    ``answer`` is the answer to a request, ``asked`` the request of an answer: one fact is made of
    both.
    """

    run: Run
    directory: Directory
    ordinal: int
    path: str
    type: str
    content: bytes
    url: str | None = None
    resource: Resource | None = None
    draft: Draft | None = None
    id: str | None = None
    chart: int | None = None
    container: Entry | None = None
    within: str | None = None
    contained: Mapping[str, Entry] = _NOTHING_CONTAINED
    log: Log | None = None
    answer: Entry | None = None
    asked: Entry | None = None
    lent: bool = False

    def problem(self, field: str, reason: str) -> None:
        """Note what was lost or changed in an element of this resource."""
        if self.log is None:
            self.log = Log()
        self.log.add(f"{self.path}.{field}" if field else self.path, reason)

    def beside(self, field: str, reason: str) -> None:
        """Note a problem with what stands beside this resource in the bundle."""
        if self.log is None:
            self.log = Log()
        self.log.add(f"{self.path.removesuffix('.resource')}.{field}", reason)

    def count(self, field: str, reason: str) -> None:
        """Note a problem that is counted over all resources of this type."""
        if self.log is None:
            self.log = Log()
        self.log.add(f"{self.type}.{field}", reason)

    def take(self, log: Log) -> None:
        """Note what another log holds as this resource's own."""
        if self.log is None:
            self.log = Log()
        self.log.take(log)

    def take_from(self, other: Entry) -> None:
        """Note what another entry lost as lost to this one's fact too."""
        if other is not self and other.log is not None:
            self.take(other.log)
            other.log.clear()
