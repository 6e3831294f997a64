"""Reading feeds: from bytes to charts, one source after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from carecoord.adapters.codec.fhir_r4.charting.charts import Charting
from carecoord.adapters.codec.fhir_r4.charting.completeness import Known
from carecoord.adapters.codec.fhir_r4.charting.entry import Run
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.feeds.bundle import Unreadable, elements, salvaged
from carecoord.adapters.codec.fhir_r4.feeds.content import MARK, Content
from carecoord.adapters.codec.fhir_r4.feeds.export import in_any_order, sorted_by_patient
from carecoord.adapters.codec.fhir_r4.feeds.making import Making
from carecoord.adapters.codec.fhir_r4.feeds.sources import Feed
from carecoord.adapters.codec.fhir_r4.feeds.taking import take
from carecoord.adapters.codec.fhir_r4.reasons import EMPTY, IN_PIECES, TOO_LARGE, UNOPENED
from carecoord.adapters.codec.fhir_r4.results import Limits, Problem, ReadResult


@attrs.frozen(kw_only=True)
class Way:
    """How lines are read: what is known of them, and where they may be sorted on disk."""

    known: Known
    keep_sources: bool = True
    patient_sorted: bool = False
    spill: Path | None = None


def read_feeds(found: Iterator[Feed], limits: Limits, way: Way) -> Iterator[ReadResult]:
    """Yield the results of every feed, in order."""
    run = Run(limits, keep_sources=way.keep_sources)
    number = 0
    for feed in found:
        run.tidy()
        if feed.fault is not None:
            yield _failed(number, None, feed.fault)
        else:
            yield from _Reader(run, number, way).read(feed)
        number += max(1, len(feed.held))


def _failed(number: int, digest: str | None, reason: str) -> ReadResult:
    problem = Problem(path="source", reason=reason, source=number, digest=digest)
    return ReadResult(problems=(problem,), source=number)


class _Reader:
    """Reads one feed."""

    def __init__(self, run: Run, number: int, way: Way) -> None:
        self._run = run
        self._number = number
        self._way = way

    def read(self, feed: Feed) -> Iterator[ReadResult]:
        contents = [Content(held, self._run.limits) for held in feed.held]
        if feed.by_line:
            return self._lines(contents)
        return self._document(contents[0])

    def _lines(self, contents: list[Content], fault: str | None = None) -> Iterator[ReadResult]:
        numbers = range(self._number, self._number + len(contents))
        making = Making(self._run, numbers, self._way.known)
        if fault is not None:
            making.lost.log.add("source", fault)
        read = sorted_by_patient if self._way.patient_sorted else in_any_order
        return read(making, contents, self._way.spill)

    def _document(self, content: Content) -> Iterator[ReadResult]:
        held = content.whole()
        digest = content.digest
        if held is None or content.fault == UNOPENED:
            yield _failed(self._number, None, TOO_LARGE if held is None else UNOPENED)
            return
        text = held.removeprefix(MARK).strip()
        if not text:
            yield _failed(self._number, digest, content.fault or EMPTY)
            return
        intake = Intake(self._run)
        if content.fault is not None:
            intake.log.add("source", content.fault)
        try:
            take(intake, elements(text, depth=self._run.limits.depth))
        except Unreadable as fault:
            if _is_lines(text):
                yield from self._lines([Content(held, self._run.limits)], content.fault)
                return
            if not self._salvage(intake, text):
                if _has_lines(text):
                    yield from self._lines([Content(held, self._run.limits)], content.fault)
                    return
                intake.log.add("source", str(fault))
        yield from Charting(intake, self._number, digest, self._way.known).results()

    def _salvage(self, intake: Intake, text: bytes) -> bool:
        """Take in what is whole of a document that is not."""
        found, told = salvaged(text, depth=self._run.limits.depth)
        if found and not told:
            intake.log.add("source", IN_PIECES)
        take(intake, found)
        return bool(found)


def _is_lines(text: bytes) -> bool:
    """Whether the first line of several is a JSON object by itself."""
    first, separator, rest = text.partition(b"\n")
    first = first.strip()
    if not separator or not rest.strip():
        return False
    try:
        return bool(list(elements(first))) or first.startswith(b"{")
    except Unreadable:
        return False


def _has_lines(text: bytes) -> bool:
    """Whether some line of what is no document is a resource by itself."""
    return any(_is_resource(one) for one in text.split(b"\n") if b'"resourceType"' in one)


def _is_resource(line: bytes) -> bool:
    try:
        return line.startswith((b"{", b"[")) and bool(list(elements(line.strip())))
    except Unreadable:
        return False
