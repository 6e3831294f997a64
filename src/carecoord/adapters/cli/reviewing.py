"""``carecoord review``: the main job."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from carecoord.adapters.cli.charts import Charts
from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS, NOT_DONE, bad_option
from carecoord.adapters.cli.findings import COLUMNS, rows
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.progress import progress
from carecoord.adapters.cli.reporting import write_report
from carecoord.adapters.cli.tables import encoder

if TYPE_CHECKING:
    from carecoord.adapters.cli.catalogues import Choice
    from carecoord.adapters.cli.charts import Taking
    from carecoord.adapters.cli.columns import Row
    from carecoord.adapters.coordinator import RunSummary
    from carecoord.ports import ChartSource, Notifier, Store
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.engine.finding import Review

_IN_ACCOUNT = frozenset({"problems", "conflicts"})


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for. Without sources, the charts of the store are reviewed.

    ``due_only`` leaves out those whose last review still holds.
    """

    sources: Sequence[str]
    choice: Choice
    taking: Taking
    as_of: date
    store: str | None = None
    due_only: bool = False
    notify: str | None = None
    report: Path | None = None
    show_names: bool = False
    out: Path | None = None


class Found:
    """The latest review of every patient: its rows, and itself when that is asked for."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._rows: dict[str, list[Row]] = {}
        self.reviews: dict[str, Review] = {}

    def take(self, review: Review) -> None:
        """Take a review in the place of an earlier one of the same patient."""
        self._rows[review.patient] = list(rows(review.findings))
        if self._keep:
            self.reviews[review.patient] = review

    def rows(self) -> Iterator[Row]:
        """Give all rows, by patient, rule and key."""
        for patient in sorted(self._rows):
            yield from self._rows[patient]


def run(request: Request) -> int:
    """Read, review, keep, tell, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    _check_due_only(request)
    check_writable("--out", request.out)
    check_writable("--report", request.report)
    check_apart((("--out", request.out), ("--report", request.report)), request.sources)
    encode = encoder(request.out)
    catalogue = request.choice.catalogue()
    charts = Charts(request.sources, request.taking, bare=request.store is None)
    notifier = _notifier(request.notify)
    with opened(request.store) as store:
        found = Found(keep=request.report is not None)
        source = charts if request.sources else _kept(request, store, catalogue)
        summary = take_in(source, store, notifier, catalogue, request.as_of, found.take)
        charts.account.close(summary)
        write(encode(COLUMNS, found.rows()), request.out)
        if request.report is not None:
            write_report(
                request.report,
                store,
                found.reviews,
                catalogue,
                request.as_of,
                notes=charts.account.notes(),
                show_names=request.show_names,
            )
    charts.account.tell()
    say(_told(summary) or ("nobody is due" if request.due_only else "no chart was found"))
    if summary.postponed or summary.given_up:
        return _unsent(summary, kept=request.store is not None)
    return DONE_WITH_PROBLEMS if charts.account.has_problems else DONE


def take_in(  # noqa: PLR0913, PLR0917  what the coordinator needs
    source: ChartSource,
    store: Store,
    notifier: Notifier | None,
    catalogue: Catalogue,
    as_of: date,
    take: Callable[[Review], None],
) -> RunSummary:
    """Run the coordinator over a source, with progress."""
    from carecoord.adapters.coordinator import SystemClock, run_once

    with progress("patient") as step:

        def each(review: Review) -> None:
            take(review)
            step()

        return run_once(source, store, notifier, catalogue, as_of, SystemClock(), each=each)


@contextmanager
def opened(url: str | None) -> Generator[Store, None, None]:
    """Open the store that is named, else one in memory; close it at the end."""
    from carecoord.adapters.storage.open import open_store

    store = open_store("memory:" if url is None else url)
    try:
        yield store
    finally:
        store.close()


def _check_due_only(request: Request) -> None:
    if request.due_only and (request.sources or request.store is None):
        found = "--due-only with SOURCE" if request.sources else "--due-only without --store"
        remedy = "Take the sources in first; then review what is due in the same --store"
        raise bad_option("review", found, remedy)


def _kept(request: Request, store: Store, catalogue: Catalogue) -> ChartSource:
    from carecoord.adapters.storage.stored_charts import StoredCharts, due

    if request.store is None:
        raise bad_option("review", "no SOURCE", "Give at least one, or a --store with charts")
    if not request.due_only:
        return StoredCharts(store)
    found = due(store, request.as_of, catalogue.fingerprint)
    if found.ahead:
        count = counted(found.ahead, "chart was", "charts were")
        say(f"{count} last reviewed for a day after {request.as_of}, and counted as due")
    return StoredCharts(store, found.keys)


def _notifier(url: str | None) -> Notifier | None:
    if url is None:
        return None
    from carecoord.adapters.notification.open import open_notifier

    return open_notifier(url)


def _told(summary: RunSummary) -> str:
    told = {name: count for name, count in summary.shown() if name not in _IN_ACCOUNT}
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in told.items())


def _unsent(summary: RunSummary, *, kept: bool) -> int:
    if summary.postponed:
        count = counted(summary.postponed, "notice was", "notices were")
        then = "they wait in the store: run again" if kept else "without --store they are lost"
        say(f"carecoord: {count} not taken by the channel; {then}")
    if summary.given_up:
        count = counted(summary.given_up, "notice was", "notices were")
        then = "they are not sent again: mend --notify, and tell people yourself"
        say(f"carecoord: {count} refused by the channel for good; {then}")
    return NOT_DONE
