"""What of a source is kept as it was read: sources of facts, and records beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from carecoord.adapters.codec.fhir_r4.charting.belonging import Belonging
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.intake import Intake
from carecoord.model.record import Record, numbered, record_id
from carecoord.model.source import Source

_ordinal = attrgetter("ordinal")
_HEAD = 128
"""Bytes at the start of a resource that tell most of them apart: its type and its id."""


class Keeping:
    """Every entry of a source ends in one place: what a chart says, or a record beside it.

    With one patient in the source, all that is beside goes to that chart. With several, a record
    goes to the charts that ``Belonging`` finds, and else to none.
    """

    __slots__ = ("_belonging", "_digest", "_given", "_intake", "_made", "_numbers", "_patients")

    def __init__(self, intake: Intake, digest: str, patients: int) -> None:
        self._intake = intake
        self._digest = digest
        self._patients = patients
        self._belonging: Belonging | None = None
        self._made: dict[int, Record] = {}
        self._numbers = _Numbers()
        self._given: set[int] = set()
        """The entries, by ordinal, that have their place."""

    def source(self, entry: Entry) -> Source | None:
        """Where something was read: its entry, or the one that contains it."""
        if not entry.run.keep_sources:
            return None
        held = entry.container
        if held is None:
            return Source(
                digest=self._digest, ordinal=entry.ordinal, content=entry.content, url=entry.url
            )
        return Source(
            digest=self._digest,
            ordinal=held.ordinal,
            content=held.content,
            url=held.url,
            within=entry.within,
        )

    def beside(self, chart: int, placed: set[int]) -> tuple[Record, ...]:
        """The records of a chart; ``placed`` are the entries that it has as what they say."""
        if not self._intake.run.keep_sources:
            return ()
        found: list[Entry] = list(self._all()) if self._patients == 1 else self._led_to(chart)
        if self._patients == 1 and any(one.lent for one in self._intake.entries):
            found += [one for one in self._led_to(chart) if one.lent]
        self._given |= placed
        return self._records(one for one in found if one.ordinal not in placed)

    def _led_to(self, chart: int) -> list[Entry]:
        """What belongs to a chart of several, or is lent to it."""
        if self._belonging is None:
            self._belonging = Belonging(self._intake)
        return self._belonging.of(chart)

    def rest(self) -> tuple[Record, ...]:
        """The records of no chart."""
        given = self._given
        return self._records([one for one in self._all() if one.ordinal not in given])

    def _all(self) -> Iterator[Entry]:
        yield from (one for one in self._intake.entries if not one.lent)
        yield from self._intake.others

    def _records(self, entries: Iterable[Entry]) -> tuple[Record, ...]:
        made = [self._record(one) for one in sorted(entries, key=_ordinal)]
        self._given.update(one.source.ordinal for one in made if one.source is not None)
        return tuple(made)

    def _record(self, entry: Entry) -> Record:
        """The record of an entry, named by its content, numbered among identical ones."""
        record = self._made.get(entry.ordinal)
        if record is None:
            number = self._numbers.next(entry.content)
            source = self.source(entry)
            if number == 0 and source is not None:
                record = Record.of(source, entry.type)
            else:
                name = numbered(record_id(entry.content), number)
                record = Record(id=name, kind=entry.type, source=source)
            self._made[entry.ordinal] = record
        return record


class _Numbers:
    """How often a content occurred before; contents are digested only where two look alike."""

    __slots__ = ("_first", "_seen")

    def __init__(self) -> None:
        self._first: dict[tuple[int, bytes], bytes | None] = {}
        """By length and start the first content that looks so, until it is digested."""
        self._seen: dict[str, int] = {}

    def next(self, content: bytes) -> int:
        """The number of this occurrence of a content, from 0."""
        look = (len(content), content[:_HEAD])
        if look not in self._first:
            self._first[look] = content
            return 0
        first, self._first[look] = self._first[look], None
        if first is not None:
            self._seen[record_id(first)] = 0
        name = record_id(content)
        number = self._seen[name] = self._seen.get(name, -1) + 1
        return number
