"""The charts that the sources of a command hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.account import Account
from carecoord.adapters.cli.limits import limits
from carecoord.adapters.cli.sources import files, is_store, stores

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4 import ReadResult
    from carecoord.adapters.storage.stored_charts import Stored

EVERYTHING = "all"
"""What ``--complete-for`` takes to mean every list."""


@attrs.frozen(kw_only=True)
class Taking:
    """How sources are read: what they may cost, and what is known of them (see ``read``)."""

    max_bytes: int | None = None
    limits: Sequence[str] = ()
    complete_for: str | None = None
    one_record: bool = False
    patient_sorted: bool = False
    spill: Path | None = None

    @property
    def lists(self) -> tuple[str, ...]:
        """Names of the lists that the sources are complete for."""
        from carecoord.model.chart import LISTS

        if self.complete_for == EVERYTHING:
            return LISTS
        return tuple(name.strip() for name in (self.complete_for or "").split(",") if name.strip())


class Charts:
    """Reads sources, stores first and then files, and keeps account. A ``ChartSource``.

    ``bare`` leaves out the bytes that facts were read from, for when nothing would keep them.
    """

    def __init__(self, sources: Sequence[str], taking: Taking, *, bare: bool = False) -> None:
        self._stores = stores(sources)
        self._files = files(source for source in sources if not is_store(source))
        self._results = read_files(self._files, taking, keep_sources=not bare)
        self.account = Account(self._files)

    def __iter__(self) -> Iterator[ReadResult | Stored]:
        """Give every chart with its problems."""
        for url in self._stores:
            yield from _stored(url)
        yield from accounted(self._results, self.account)


def accounted(results: Iterable[ReadResult], account: Account) -> Iterator[ReadResult]:
    """Give results of reading on, each added to an account."""
    for result in results:
        account.take(result)
        yield result


def read_files(
    paths: Sequence[Path], taking: Taking, *, keep_sources: bool = True
) -> Iterator[ReadResult]:
    """Read files in order; the ordinal of a problem's source is the file's place among them.

    Raises: InputError, before anything is read, for limits or lists that cannot be.
    """
    from carecoord.adapters.codec.fhir_r4 import read

    return read(
        paths,
        limits=limits(taking.max_bytes, taking.limits),
        complete_for=taking.lists,
        one_record=taking.one_record,
        keep_sources=keep_sources,
        patient_sorted=taking.patient_sorted,
        spill=taking.spill,
    )


def _stored(url: str) -> Iterator[Stored]:
    from carecoord.adapters.storage.open import open_store
    from carecoord.adapters.storage.stored_charts import StoredCharts

    store = open_store(url)
    try:
        yield from StoredCharts(store)
    finally:
        store.close()
