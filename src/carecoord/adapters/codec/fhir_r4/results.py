"""What reading gives: charts, problems, and an account of every entry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from carecoord.model.chart import Chart
from carecoord.model.record import Record


@attrs.frozen(kw_only=True)
class Limits:
    """What input may cost. Beyond a limit, reading stops and says so; it never stops working.

    All sizes are bytes after decompression.
    """

    bytes: int = 100_000_000
    """Of a file that is one document, of a line of NDJSON, and of the lines of one patient."""
    depth: int = 64
    """Of nested elements that are followed: question groups, consent provisions, bundles in
    bundles. What nests deeper than the decoder goes costs its entry, whatever this says."""
    entries: int = 1_000_000
    """Of one source."""
    text: int = 16_000_000
    """Of one string; a longer one costs the entry that it stands in."""
    total: int = 1_000_000_000_000
    """Of one file of any number of lines: what comes after them is not read."""
    ratio: int = 250
    """How many times its size a compressed file may grow; beyond the first 10 MB of content."""
    held: int = 32_000_000
    """Of lines held at once, 1,000 bytes being added for each: an export that is larger is sorted
    by patient on disk, and read so much at a time, or a patient at a time where one is larger."""


@attrs.frozen(kw_only=True)
class Problem:
    """Something lost or changed on the way in: where, why, how often.

    Nothing in it comes from a record; the module ``reasons`` has every reason of reading. Of very
    many in one source the first are told one by one, the others counted under a path without places
    (``entry[].resource``). ``source`` is the ordinal of the file or feed in the run, ``digest`` the
    SHA-256 of its content, None when it could not be read.
    """

    path: str
    reason: str
    count: int = 1
    source: int = 0
    digest: str | None = None


_NONE: Mapping[str, int] = {}


def _frozen(counts: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(counts))


@attrs.frozen(kw_only=True)
class Summary:
    """What became of the entries: each is kept, counted under its unmapped type, or a problem.

    Kept means understood: a fact or patient in the chart, or a practitioner, organization,
    location, medicine or request for permission, which enters a chart where a fact refers to it.
    ``problems`` counts entries, not ``Problem`` lines: a kept entry may have lost an element.
    """

    entries: int = 0
    kept: int = 0
    unmapped: Mapping[str, int] = attrs.field(default=_NONE, converter=_frozen)
    problems: int = 0

    def __add__(self, other: Summary) -> Summary:
        unmapped = dict(self.unmapped)
        for name, count in other.unmapped.items():
            unmapped[name] = unmapped.get(name, 0) + count
        return Summary(
            entries=self.entries + other.entries,
            kept=self.kept + other.kept,
            unmapped=unmapped,
            problems=self.problems + other.problems,
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _summary, (self.entries, self.kept, dict(self.unmapped), self.problems)


def _summary(entries: int, kept: int, unmapped: dict[str, int], problems: int) -> Summary:
    """Rebuild a summary: a read-only mapping cannot be pickled."""
    return Summary(entries=entries, kept=kept, unmapped=unmapped, problems=problems)


@attrs.frozen(kw_only=True)
class ReadResult:
    """One chart with its problems; or, with ``chart`` None, what a source holds for no chart."""

    chart: Chart | None = None
    problems: tuple[Problem, ...] = ()
    summary: Summary = attrs.field(factory=Summary)
    records: tuple[Record, ...] = attrs.field(default=(), repr=False)
    """What belongs to no chart and is kept as it was read; a chart holds its own."""
    source: int = 0
    """The ordinal of the file or feed in the run."""
