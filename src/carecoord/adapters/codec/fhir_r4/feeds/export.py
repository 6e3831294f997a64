"""Reading NDJSON: the resources of a bulk export, in any order or sorted by patient."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import attrs

from carecoord.adapters.codec.fhir_r4.feeds.content import Content
from carecoord.adapters.codec.fhir_r4.feeds.making import Making
from carecoord.adapters.codec.fhir_r4.feeds.parts import Parts
from carecoord.adapters.codec.fhir_r4.feeds.spill import WEIGHT, Line, folder_in
from carecoord.adapters.codec.fhir_r4.feeds.whose import owner
from carecoord.adapters.codec.fhir_r4.reasons import TOO_MUCH
from carecoord.adapters.codec.fhir_r4.results import ReadResult


def in_any_order(
    making: Making, contents: Sequence[Content], spill: Path | None
) -> Iterator[ReadResult]:
    """Read lines as one source; a line with a bundle is a source of its own, read at once.

    What is small enough is held; anything larger is sorted on disk, in ``spill``.
    """
    held: list[Line] = []
    room = making.run.limits.held
    found = making.lines(contents)
    for ordinal, line in found:
        own = making.several(ordinal, line)
        if own is not None:
            yield from own
            continue
        held.append((ordinal, line))
        room -= len(line) + WEIGHT
        if room < 0:
            yield from _in_parts(making, contents, held, found, spill)
            return
    intake = making.lost
    for ordinal, line in held:
        making.add(intake, ordinal, line)
    held.clear()
    yield from making.results(intake, _digest(contents))


def _in_parts(
    making: Making,
    contents: Sequence[Content],
    held: list[Line],
    further: Iterator[Line],
    spill: Path | None,
) -> Iterator[ReadResult]:
    making.known = attrs.evolve(making.known, one_record=False)
    with folder_in(spill) as folder, closing(Parts(folder, making)) as parts:
        for ordinal, line in held:
            parts.put(ordinal, line)
        held.clear()
        for ordinal, line in further:
            own = making.several(ordinal, line)
            if own is None:
                parts.put(ordinal, line)
            else:
                yield from own
        yield from parts.results(_digest(contents))


def sorted_by_patient(
    making: Making, contents: Sequence[Content], spill: Path | None
) -> Iterator[ReadResult]:
    """Read lines of which those of one patient follow one another: each run is a source.

    A patient who comes again later is a second chart under the same key. Lines of no patient are
    kept on disk, in ``spill``, for the patients that come after them.
    """
    making.known = attrs.evolve(making.known, one_record=False)
    with folder_in(spill) as folder, closing(Parts(folder, making)) as parts:
        turn = _Turn(making, parts)
        for ordinal, line in making.lines(contents):
            own = making.several(ordinal, line)
            found = owner(line) if own is None else None
            if own is not None:
                yield from own
            elif found is None or found.patient is None:
                parts.put(ordinal, line)
            elif found.patient == turn.patient:
                turn.add(ordinal, line)
            else:
                yield from turn.end()
                turn.patient = found.patient
                turn.add(ordinal, line)
        yield from turn.end()
        yield from parts.results(_digest(contents))


class _Turn:
    """The lines of one patient, as they follow one another."""

    def __init__(self, making: Making, parts: Parts) -> None:
        self._making = making
        self._parts = parts
        self.patient: str | None = None
        self._lines: list[Line] = []
        self._room = 0

    def add(self, ordinal: int, line: bytes) -> None:
        if not self._lines:
            self._room = self._making.room
        self._room -= len(line) + WEIGHT
        if self._room < 0:
            self._making.lose(ordinal, TOO_MUCH)
        else:
            self._lines.append((ordinal, line))

    def end(self) -> Iterator[ReadResult]:
        """Yield the patient's chart."""
        lines, self._lines = self._lines, []
        if lines:
            digest = hashlib.sha256(b"\n".join(line for _, line in lines)).hexdigest()
            yield from self._parts.patients(lines, digest)


def _digest(contents: Sequence[Content]) -> str:
    """The SHA-256 of the file; of several files, that of theirs."""
    if len(contents) == 1:
        return contents[0].digest
    return hashlib.sha256("\n".join(one.digest for one in contents).encode()).hexdigest()
