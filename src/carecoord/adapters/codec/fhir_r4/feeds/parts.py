"""An export that is larger than may be held: sorted by patient on disk, read part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.adapters.codec.fhir_r4.feeds.making import Making
from carecoord.adapters.codec.fhir_r4.feeds.shared import Shared
from carecoord.adapters.codec.fhir_r4.feeds.spill import WEIGHT, Bucket, Buckets, Line
from carecoord.adapters.codec.fhir_r4.feeds.taking import take
from carecoord.adapters.codec.fhir_r4.feeds.whose import owner
from carecoord.adapters.codec.fhir_r4.reasons import TOO_MUCH
from carecoord.adapters.codec.fhir_r4.results import ReadResult


class Parts:
    """Lines apart by patient; those of nobody are lent to all who refer to them."""

    __slots__ = ("_buckets", "_making", "_rest", "_shared")

    def __init__(self, folder: Path, making: Making) -> None:
        held = making.run.limits.held
        self._making = making
        self._buckets = Buckets(folder, held)
        self._rest = Bucket(folder / "rest")
        self._shared = Shared(folder, held)

    def put(self, ordinal: int, line: bytes) -> None:
        """Put a line where it belongs."""
        found = owner(line)
        if found is None:
            self._making.add(self._making.lost, ordinal, line)
        elif found.patient is not None:
            self._buckets.put(ordinal, found.patient, line)
        elif found.shared:
            self._shared.put(ordinal, found.kind, line)
        else:
            self._rest.put(ordinal, 0, line)

    def results(self, digest: str) -> Iterator[ReadResult]:
        """Yield the charts, then what belongs to none."""
        for bucket in self._buckets.each():
            yield from self.patients(bucket.lines(), digest)
        yield from self._nobodys(digest)
        yield from self._for_all(digest)
        yield from self._making.results(self._making.lost, digest)

    def patients(self, lines: Iterable[Line], digest: str) -> Iterator[ReadResult]:
        """Yield the charts of some patients, with what they refer to among the shared."""
        making = self._making
        making.run.tidy()
        intake = Intake(making.run)
        room = making.room
        taken: list[Line] = []
        for ordinal, line in lines:
            room -= len(line) + WEIGHT
            if room >= 0:
                taken.append((ordinal, line))
            else:
                making.lose(ordinal, TOO_MUCH)
        lent = self._shared.wanted(line for _, line in taken)
        for ordinal, line in lent:
            intake.lend(making.element(ordinal, line))
        take(intake, (making.element(ordinal, line) for ordinal, line in taken))
        yield from making.results(intake, digest, lent={ordinal for ordinal, _ in lent})

    def _nobodys(self, digest: str) -> Iterator[ReadResult]:
        """What names no patient by an address."""
        for portion in self._portions(self._rest.lines()):
            yield from self._making.results(self._taken(portion), digest)

    def _for_all(self, digest: str) -> Iterator[ReadResult]:
        """Account for what is shared, and give what no chart referred to."""
        for portion in self._portions(self._shared.each()):
            lent = self._shared.lent(portion[0][0], portion[-1][0])
            yield from self._making.results(self._taken(portion), digest, lent=lent)

    def _portions(self, lines: Iterable[Line]) -> Iterator[list[Line]]:
        """Lines, so many at a time as may be held."""
        portion: list[Line] = []
        room = limit = self._making.run.limits.held
        for ordinal, line in lines:
            if portion and len(line) + WEIGHT > room:
                yield portion
                portion = []
                room = limit
            room -= len(line) + WEIGHT
            portion.append((ordinal, line))
        if portion:
            yield portion

    def _taken(self, lines: Iterable[Line]) -> Intake:
        self._making.run.tidy()
        intake = Intake(self._making.run)
        take(intake, (self._making.element(ordinal, line) for ordinal, line in lines))
        return intake

    def close(self) -> None:
        """Let go of the files."""
        self._shared.close()
