"""What the sources of a conversion hold: charts with what they were read from, and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.account import Account
from carecoord.adapters.cli.chart_documents import Document, holds_charts, read_charts
from carecoord.adapters.cli.charts import Taking, read_files
from carecoord.adapters.cli.limits import limits
from carecoord.adapters.cli.sources import files, is_store, stores
from carecoord.model.chart import Chart
from carecoord.model.record import Record
from carecoord.model.source import Source

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4 import ReadResult


@attrs.frozen(kw_only=True)
class Found:
    """A chart, or records that belong to none."""

    chart: Chart | None = None
    sources: bool | tuple[Source, ...] = False
    """What the chart was read from; True when its facts know it."""
    records: tuple[Record, ...] = ()


class Convertible:
    """Reads sources, stores first, then FHIR and then charts' documents, and keeps account."""

    def __init__(self, sources: Sequence[str], taking: Taking, *, with_sources: bool) -> None:
        self._stores = stores(sources)
        found = files(source for source in sources if not is_store(source))
        self._limit = limits(taking.max_bytes, taking.limits).bytes
        self._documents = [path for path in found if holds_charts(path, self._limit)]
        self._fhir = [path for path in found if path not in set(self._documents)]
        self._with_sources = with_sources
        # Without them a chart would not know of its records, nor anybody of those of no chart.
        self._results = read_files(self._fhir, taking, keep_sources=True)
        self.account = Account([*self._fhir, *self._documents])

    def __iter__(self) -> Iterator[Found]:
        """Give every chart, and the records of none."""
        for url in self._stores:
            yield from self._stored(url)
        for result in self._results:
            self.account.take(result)
            yield Found(chart=result.chart, sources=self._with_sources, records=result.records)
        for place, path in enumerate(self._documents, len(self._fhir)):
            for document in read_charts(path, self._limit):
                self.account.take(_as_result(document, place))
                yield Found(chart=document.chart, sources=self._with_sources and document.sources)

    def _stored(self, url: str) -> Iterator[Found]:
        from carecoord.adapters.storage.open import open_store

        store = open_store(url)
        try:
            for key in store.keys():  # noqa: SIM118  no mapping
                sources = self._with_sources and store.sources(key)
                yield Found(chart=store.chart(key).chart, sources=sources)
        finally:
            store.close()


def _as_result(document: Document, place: int) -> ReadResult:
    """Account for a document as for an entry: it is kept, or lost with a reason."""
    from carecoord.adapters.codec.fhir_r4 import Problem, ReadResult, Summary

    if document.fault is None:
        return ReadResult(summary=Summary(entries=1, kept=1))
    problem = Problem(path=document.path, reason=document.fault, source=place)
    return ReadResult(problems=(problem,), summary=Summary(entries=1, problems=1))
