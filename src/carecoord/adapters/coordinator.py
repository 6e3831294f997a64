"""The one imperative shell: read, unite, review, reconcile, save, tell.

All that follows from one chart is saved in one transaction, its notices too; they are sent from the
outbox afterwards. A run that dies anywhere is mended by running again, and a second run over the
same input changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import attrs

from carecoord.adapters.outbox import Outbox
from carecoord.adapters.run_summary import RunSummary
from carecoord.adapters.save_review import save
from carecoord.adapters.step import united_with_stored
from carecoord.adapters.storage.stored_charts import StoredCharts, due
from carecoord.errors import ChartChanged
from carecoord.model.chart import Chart
from carecoord.ports import ChartSource, Clock, Moment, Notifier, Store
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Review, Urgency
from carecoord.rules.engine.review import review

__all__ = ["RunSummary", "SystemClock", "run_due", "run_once"]

_TRIES = 5
"""How often a chart is begun again because somebody else saved it meanwhile."""


class SystemClock:
    """The system's clock, in UTC."""

    def now(self) -> datetime:
        """Give the moment."""
        return datetime.now(UTC)


def run_once(  # noqa: PLR0913, PLR0917  here the four ports and the core meet
    source: ChartSource,
    store: Store,
    notifier: Notifier | None,
    catalogue: Catalogue,
    as_of: Moment,
    clock: Clock,
    *,
    each: Callable[[Review], None] | None = None,
) -> RunSummary:
    """Take in every chart of a source, and tell what is new.

    Without a notifier nothing is queued. A chart is not reviewed again while its last review holds,
    unless ``each`` asks for the reviews; of two reviews of one patient the later counts.

    Raises: StoreFailed; ChartChanged when somebody else keeps saving the same chart.
    """
    outbox = None
    if notifier is not None:
        outbox = Outbox(
            store=store, notifier=notifier, catalogue=catalogue, as_of=as_of, clock=clock
        )
    run = _Run(store=store, outbox=outbox, catalogue=catalogue, as_of=as_of, clock=clock, each=each)
    total = RunSummary()
    for read in source:
        total += RunSummary(problems=len(read.problems))
        if read.chart is not None:
            total += run.take_in(read.chart)
    return total + outbox.send() if outbox else total


def run_due(  # noqa: PLR0913  as run_once, whose source is the store itself
    store: Store,
    notifier: Notifier | None,
    catalogue: Catalogue,
    as_of: Moment,
    clock: Clock,
    *,
    each: Callable[[Review], None] | None = None,
) -> RunSummary:
    """Review again the stored charts that have to be, and no others; tell what is new.

    Those are the charts that were never reviewed or changed since, those that another catalogue
    reviewed, those whose review is no longer valid or of a later moment, and those with an item
    that comes back.

    Raises: StoreFailed; ChartChanged when somebody else keeps saving the same chart.
    """
    found = StoredCharts(store, due(store, as_of, catalogue.fingerprint).keys)
    return run_once(found, store, notifier, catalogue, as_of, clock, each=each)


@attrs.frozen(kw_only=True)
class _Run:
    store: Store
    outbox: Outbox | None
    catalogue: Catalogue
    as_of: Moment
    clock: Clock
    each: Callable[[Review], None] | None

    def take_in(self, chart: Chart) -> RunSummary:
        """Bring what is kept in step with a chart that was read."""
        tries = 1
        while True:
            try:
                return self._take_in(chart)
            except ChartChanged:
                if tries == _TRIES:
                    raise
                tries += 1

    def _take_in(self, chart: Chart) -> RunSummary:
        step = united_with_stored(self.store, chart)
        fingerprint = self.catalogue.fingerprint
        if self.each is None and step.covered(self.store, self.as_of, fingerprint):
            return step.summary
        found = review(step.united, self.catalogue, self.as_of)
        with self.store.transaction() as unit:
            saved = save(unit, step, found, self.clock.now(), tell=self.outbox is not None)
        if self.each is not None:
            self.each(found)
        # What is urgent for safety waits for no batch.
        if self.outbox and any(item.action.urgency is Urgency.STAT for item in saved.told):
            return saved.summary + self.outbox.send()
        return saved.summary
