"""Making charts from the lines of an export."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from carecoord.adapters.codec.fhir_r4.charting.charts import Charting
from carecoord.adapters.codec.fhir_r4.charting.completeness import Known
from carecoord.adapters.codec.fhir_r4.charting.entry import Run
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.feeds.bundle import (
    Element,
    Unreadable,
    elements,
    is_several,
    salvaged,
)
from carecoord.adapters.codec.fhir_r4.feeds.content import MARK, Content, lines
from carecoord.adapters.codec.fhir_r4.feeds.places import Places
from carecoord.adapters.codec.fhir_r4.feeds.spill import Line
from carecoord.adapters.codec.fhir_r4.feeds.taking import take
from carecoord.adapters.codec.fhir_r4.reasons import IN_PIECES, TOO_LARGE
from carecoord.adapters.codec.fhir_r4.results import ReadResult, Summary
from carecoord.model.source import Source

_NAMED = 1000
"""Broken lines that are told one by one; more are counted together."""


class Making:
    """What the ways of reading lines have in common."""

    __slots__ = ("known", "lost", "places", "run")

    def __init__(self, run: Run, numbers: Sequence[int], known: Known) -> None:
        self.run = run
        self.known = known
        self.places = Places(numbers)
        self.lost = Intake(run)
        """Broken lines, and what keeps a file from being read whole."""

    @property
    def room(self) -> int:
        """Bytes of lines that one patient may have."""
        return max(self.run.limits.held, self.run.limits.bytes)

    def lines(self, contents: Iterable[Content]) -> Iterator[Line]:
        """Yield the lines that hold something; one that is too long as empty."""
        ordinal = -1
        for content in contents:
            self.places.start(ordinal + 1)
            for text in lines(content.blocks(), self.run.limits.bytes):
                ordinal += 1
                if text is None:
                    yield ordinal, b""
                elif line := text.removeprefix(MARK).strip():
                    yield ordinal, line
            self.places.end(content.digest)
            if content.fault is not None:
                self.lost.log.add(self.places.of_file("source"), content.fault)

    def lose(self, ordinal: int, reason: str) -> None:
        """Count a line that cannot be read."""
        named = self.lost.lost < _NAMED
        self.lost.seen += 1
        self.lost.lose(self.places.path(ordinal) if named else "line", reason)

    def several(self, ordinal: int, line: bytes) -> Iterator[ReadResult] | None:
        """Read a line with a bundle, or a list, as a source of its own; None for another line."""
        if not is_several(line):
            return None
        path = self.places.path(ordinal)
        depth = self.run.limits.depth
        own = Intake(self.run)
        try:
            found = list(elements(line, f"{path}.", depth))
        except Unreadable:
            found, told = salvaged(line, f"{path}.", depth)
            if not found:
                return None
            if not told:
                own.log.add(path, IN_PIECES)
        take(own, found)
        digest = hashlib.sha256(line).hexdigest()
        return self.results(own, digest, number=self.places.number(ordinal))

    def add(self, intake: Intake, ordinal: int, line: bytes) -> None:
        """Take in a line with one resource."""
        if not line:
            self.lose(ordinal, TOO_LARGE)
            return
        try:
            found = list(elements(line, f"{self.places.path(ordinal)}."))
        except Unreadable as fault:
            self.lose(ordinal, str(fault))
            return
        for element in found:
            element.ordinal = ordinal
        take(intake, found)

    def element(self, ordinal: int, line: bytes) -> Element:
        """A line that is known to be one resource."""
        return Element(f"{self.places.path(ordinal)}.resource", line, None, ordinal=ordinal)

    def results(
        self,
        intake: Intake,
        digest: str,
        *,
        number: int | None = None,
        lent: Collection[int] = (),
    ) -> Iterator[ReadResult]:
        """Yield the charts of what was taken in, without what is accounted for elsewhere."""
        first = self.places.first if number is None else number
        for result in Charting(intake, first, digest, self.known).results():
            found = self.places.localised(result)
            if lent and found.chart is None:
                rest = tuple(one for one in found.records if not _is_lent(one.source, lent))
                found = attrs.evolve(found, records=rest)
                if not rest and not found.problems and found.summary == Summary():
                    continue
            yield found


def _is_lent(source: Source | None, lent: Collection[int]) -> bool:
    return source is not None and source.ordinal in lent
