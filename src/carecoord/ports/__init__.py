"""What the outside must provide: somewhere to keep things, a way to tell people, charts, the time.

Adapters satisfy these protocols; ``carecoord.testing.laws`` proves that they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from carecoord.model.chart import Chart
from carecoord.model.source import Source
from carecoord.ports.audit import AuditEntry, AuditRecord
from carecoord.ports.kept import Moment, ReviewRecord, StoredChart
from carecoord.ports.notice import Notice, NoticeStatus, QueuedNotice
from carecoord.rules.worklist import WorkItem

__all__ = [
    "AuditEntry",
    "AuditRecord",
    "ChartSource",
    "Clock",
    "Moment",
    "Notice",
    "NoticeStatus",
    "Notifier",
    "QueuedNotice",
    "ReadResult",
    "Records",
    "ReviewRecord",
    "Store",
    "StoredChart",
    "UnitOfWork",
]


class Records(Protocol):
    """What can be read, in a store and in a unit of work."""

    def chart(self, key: str, *, as_known: int | None = None) -> StoredChart:
        """Give a chart back, or an earlier version of it. Raises: ChartNotFound."""
        ...

    def version(self, key: str) -> int:
        """Give the latest version of a chart; 0 when there is none."""
        ...

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all charts, sorted."""
        ...

    def sources(self, key: str) -> tuple[Source, ...]:
        """Give what a patient's facts were read from, by digest and ordinal."""
        ...

    def items(self, key: str | None = None) -> tuple[WorkItem, ...]:
        """Give one patient's items, or everybody's, by patient and key."""
        ...

    def review(self, key: str) -> ReviewRecord | None:
        """Give the record of the latest review."""
        ...

    def due(self, moment: Moment, fingerprint: str) -> tuple[str, ...]:
        """Give the keys of charts to be reviewed by a catalogue at a moment, sorted."""
        ...

    def outbox(self) -> tuple[QueuedNotice, ...]:
        """Give every notice, oldest first."""
        ...

    def pending(self, at: datetime) -> tuple[QueuedNotice, ...]:
        """Give the notices whose next attempt has come, oldest first. Inclusive."""
        ...

    def audit(self) -> tuple[AuditRecord, ...]:
        """Give the audit trail, oldest first."""
        ...


class UnitOfWork(Records, Protocol):
    """Writes that are kept together or not at all. Its reads see its own writes."""

    def put_chart(self, chart: Chart, *, expected_version: int) -> int:
        """Save a chart over the version that was read (0: none) and give the new version.

        Raises: ChartChanged, and then the whole unit is given up.
        """
        ...

    def put_sources(self, key: str, sources: Iterable[Source]) -> None:
        """Keep what a patient's facts were read from; what is there already stays.

        An entry that contains several facts is kept once: ``within`` is not.
        """
        ...

    def put_items(self, items: Iterable[WorkItem]) -> None:
        """Save work items over those with the same patient and key."""
        ...

    def put_review(self, record: ReviewRecord) -> None:
        """Note that a patient was reviewed."""
        ...

    def queue(self, notice: Notice) -> bool:
        """Put a notice into the outbox; False when its id was there already, sent or not."""
        ...

    def put_notice(self, queued: QueuedNotice) -> None:
        """Note what became of a notice that is in the outbox."""
        ...

    def record(self, entry: AuditEntry) -> None:
        """Append to the audit trail."""
        ...


class Store(Records, Protocol):
    """Keeps charts and their history, sources, work, reviews, outbox and audit trail.

    Its reads see what was committed. Whatever fails outside raises StoreFailed with its cause.
    """

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work: saved whole at the end of the block, or on an error not at all."""
        ...

    def verify(self) -> int | None:
        """Give the sequence of the first audit record that was changed; None: all are sound."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class Notifier(Protocol):
    """Tells people. The same notice sent twice carries the same id, so that it can be dropped."""

    def send(self, notice: Notice) -> None:
        """Hand a notice to the channel. Raises: NoticeNotSent."""
        ...


class ReadResult(Protocol):
    """A chart, and what was lost or changed in reading it."""

    @property
    def chart(self) -> Chart | None:
        """The chart that was read; None when only problems are told."""
        ...

    @property
    def problems(self) -> Sequence[object]:
        """What did not come through unharmed."""
        ...


class ChartSource(Protocol):
    """Charts from outside, one after the other; what a reader gives back is one."""

    def __iter__(self) -> Iterator[ReadResult]:
        """Read the charts."""
        ...


class Clock(Protocol):
    """The time of day. Only the outside reads it."""

    def now(self) -> datetime:
        """Give the moment, with its offset from UTC."""
        ...
