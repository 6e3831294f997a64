"""Reading feeds: from bytes to charts, one source after the other."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from carecoord.adapters.codec.fhir_r4.charting.charts import Charting
from carecoord.adapters.codec.fhir_r4.charting.completeness import Known
from carecoord.adapters.codec.fhir_r4.charting.entry import Run
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.feeds.bundle import Element, Unreadable, elements
from carecoord.adapters.codec.fhir_r4.feeds.sources import Feed
from carecoord.adapters.codec.fhir_r4.results import Limits, Problem, ReadResult

_MARK = b"\xef\xbb\xbf"
_TOO_LARGE = "larger than the limit allows; not read"
_UNOPENED = "it cannot be opened or read"
_EMPTY = "there is nothing in it"
_CHUNK = 1 << 27
"""Bytes asked for at once: ``read`` takes the memory that it is asked for, however little comes."""


def read_feeds(
    found: Iterator[Feed], limits: Limits, known: Known, *, keep_sources: bool = True
) -> Iterator[ReadResult]:
    """Yield the results of every feed, in order."""
    run = Run(limits, keep_sources=keep_sources)
    for number, feed in enumerate(found):
        run.tidy()
        if feed.fault is not None:
            yield _failed(number, None, "source", feed.fault)
            continue
        try:
            yield from _Reader(run, number, known).read(feed)
        except OSError:
            yield _failed(number, None, "source", _UNOPENED)


def _failed(number: int, digest: str | None, path: str, reason: str) -> ReadResult:
    problem = Problem(path=path, reason=reason, source=number, digest=digest)
    return ReadResult(problems=(problem,), source=number)


class _Reader:
    """Reads one feed."""

    def __init__(self, run: Run, number: int, known: Known) -> None:
        self._run = run
        self._number = number
        self._known = known

    def read(self, feed: Feed) -> Iterator[ReadResult]:
        limit = self._run.limits.bytes
        held = feed.held
        if isinstance(held, Path):
            with held.open("rb") as stream:
                if feed.by_line:
                    yield from self._lines(stream)
                    return
                held = _at_most(stream, limit + 1)
        content = held or b""
        if len(content) > limit:
            yield _failed(self._number, None, "source", _TOO_LARGE)
            return
        yield from self._document(content)

    def _document(self, content: bytes) -> Iterator[ReadResult]:
        digest = _digest(content)
        intake = Intake(self._run)
        try:
            for element in elements(content.removeprefix(_MARK)):
                intake.add(element)
        except Unreadable as fault:
            if _is_lines(content):
                yield from self._lines(io.BytesIO(content))
            else:
                reason = str(fault) if content.strip() else _EMPTY
                yield _failed(self._number, digest, "source", reason)
            return
        yield from Charting(intake, self._number, digest, self._known).results()

    def _lines(self, stream: BinaryIO) -> Iterator[ReadResult]:
        """Read NDJSON: a bundle in a line is a source of its own, other lines are one together."""
        whole = hashlib.sha256()
        intake = Intake(self._run)
        for place, line in enumerate(_bounded(stream, self._run.limits.bytes)):
            if line is None:
                intake.seen += 1
                intake.lose(f"line[{place}]", _TOO_LARGE)
                continue
            whole.update(line)
            text = line.removeprefix(_MARK).strip()
            if text:
                yield from self._line(text, place, intake)
        yield from Charting(intake, self._number, whole.hexdigest(), self._known).results()

    def _line(self, text: bytes, place: int, intake: Intake) -> Iterator[ReadResult]:
        own = Intake(self._run)
        try:
            found = list(elements(text, f"line[{place}]."))
        except Unreadable as fault:
            intake.seen += 1
            intake.lose(f"line[{place}]", str(fault))
            return
        if len(found) == 1 and found[0].content is text:
            intake.add(Element(f"line[{place}].resource", text, None))
            return
        for element in found:
            own.add(element)
        yield from Charting(own, self._number, _digest(text), self._known).results()


def _at_most(stream: BinaryIO, count: int) -> bytes:
    """Read to the end, or ``count`` bytes; the limit may be far above what there is."""
    parts: list[bytes] = []
    while count and (part := stream.read(min(count, _CHUNK))):
        parts.append(part)
        count -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_lines(content: bytes) -> bool:
    """Whether the first line of several is a JSON object by itself."""
    first, separator, rest = content.removeprefix(_MARK).strip().partition(b"\n")
    if not separator or not rest.strip():
        return False
    try:
        return bool(list(elements(first))) or first.strip().startswith(b"{")
    except Unreadable:
        return False


def _bounded(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is longer than the limit."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None
