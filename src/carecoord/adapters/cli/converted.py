"""What is gathered by patient, in each format that it can be written in."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.account import Account
from carecoord.adapters.cli.gathering import Document, Gathering, united
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.codec import json as chart_json
from carecoord.model.record import Record
from carecoord.model.source import Source

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4 import Problem
    from carecoord.adapters.codec.fhir_r4.writing.results import Resource

_NO_CHART = "belongs to no patient, and a chart is one patient's; left out"
_REFERENCES = ("reference to an address of a bundle", "references to addresses of bundles")
_NOT_SAID = "the chart says it from another source, or no longer; not written"
_AMBIGUOUS = (
    "an address that a resource of another source has; both are written, and references to it"
    " may mean either"
)


class Converted:
    """Writes patient after patient, then what belongs to none, and keeps account."""

    def __init__(self, pool: Gathering, step: Callable[[], None]) -> None:
        self._pool = pool
        self._step = step
        self.account = Account(where="in the output")
        self.patients = 0
        self.resources = 0
        self.conflicts = 0

    def charts(self) -> Iterator[bytes]:
        """Give a chart's document for each patient, in a line each."""
        for documents in self._pool.documents():
            if len(documents) == 1:
                yield documents[0].content
            else:
                found = united(documents)
                self.conflicts += found.conflicts
                yield chart_json.dumps(found.chart, sources=found.sources)
            yield b"\n"
            self._count()
        left_out = sum(map(len, self._pool.records()))
        if left_out:
            self._lose([_problem(_NO_CHART, left_out)])

    def bundle(self) -> Iterator[bytes]:
        """Give one bundle of type collection, entry by entry."""
        from carecoord.adapters.cli.once import Once
        from carecoord.adapters.cli.relative import address
        from carecoord.adapters.codec.fhir_r4.writing.results import entry

        once = Once(self._pool.run)
        before = b'{"resourceType":"Bundle","type":"collection"'
        separator = b',"entry":['
        for resources in self._resources():
            for one in resources:
                if once.is_new(one, one.url or address(one)):
                    yield before + separator + entry(one)
                    before, separator = b"", b","
                    self.resources += 1
        yield b"]}\n" if self.resources else before + b"}\n"
        self._ambiguous(once.ambiguous)

    def lines(self) -> Iterator[bytes]:
        """Give a resource in each line."""
        from carecoord.adapters.cli.once import Once
        from carecoord.adapters.cli.relative import Relative

        once, relative = Once(self._pool.run), Relative(self._pool.run)
        for resources in self._resources():
            for one, address in relative.lines(resources):
                if once.is_new(one, address):
                    yield one.line + b"\n"
                    self.resources += 1
        self._ambiguous(once.ambiguous)
        if relative.changed:
            say(f"{counted(relative.changed, *_REFERENCES)}: written as Type/id")

    def _resources(self) -> Iterator[Iterable[Resource]]:
        """Give the resources of each patient, then those of none."""
        from carecoord.adapters.codec import fhir_r4

        for documents in self._pool.documents():
            if len(documents) == 1 and documents[0].as_read:
                written = fhir_r4.write(None, records=_records(documents[0]), leave_out=True)
            else:
                found = united(documents)
                self.conflicts += found.conflicts
                written = fhir_r4.write(found.chart, sources=found.sources, leave_out=True)
                self._lose(_not_written(found.sources, written.resources))
            self._lose(written.problems)
            yield written.resources
            self._count()
        for records in self._pool.records():
            written = fhir_r4.write(None, records=records, leave_out=True)
            self._lose(written.problems)
            yield written.resources

    def _count(self) -> None:
        self.patients += 1
        self._step()

    def _ambiguous(self, count: int) -> None:
        if count:
            self._lose([_problem(_AMBIGUOUS, count)])

    def _lose(self, problems: Iterable[Problem]) -> None:
        """Note problems of what is written: they are in no file of the input."""
        for problem in problems:
            self.account.note(attrs.evolve(problem, source=sys.maxsize))


def _records(document: Document) -> Iterator[Record]:
    """What a chart was read from, when that is all it says: nothing has to be looked for."""
    for place, source in enumerate(chart_json.sources(document.content)):
        yield Record(id=str(place), kind="", source=source)


def _not_written(sources: Iterable[Source], written: Collection[Resource]) -> Iterator[Problem]:
    """What was united with what another source says, or taken out of the chart; no copies."""
    from carecoord.adapters.cli.relative import kind

    here = {(one.source.digest, one.source.ordinal) for one in written if one.source is not None}
    contents = {one.content for one in written}
    left_out = {
        at: kind(one.content)
        for one in sources
        if one.content not in contents and (at := (one.digest, one.ordinal)) not in here
    }
    for name, count in Counter(left_out.values()).items():
        yield _problem(_NOT_SAID, count, name)


def _problem(reason: str, count: int, path: str = "resource") -> Problem:
    from carecoord.adapters.codec.fhir_r4 import Problem

    return Problem(path=path, reason=reason, count=count)
