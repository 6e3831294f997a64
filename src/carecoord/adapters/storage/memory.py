"""A store in memory: for tests, notebooks and a single run. It keeps the laws of every store."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Generator, Iterable, MutableMapping
from contextlib import contextmanager
from datetime import datetime
from threading import RLock
from typing import Any

import attrs

from carecoord.adapters.storage import refusals
from carecoord.adapters.storage.audit_chain import START, first_broken, link
from carecoord.model.chart import Chart
from carecoord.model.source import Source
from carecoord.ports import (
    AuditEntry,
    AuditRecord,
    Moment,
    Notice,
    NoticeStatus,
    QueuedNotice,
    ReviewRecord,
    StoredChart,
    UnitOfWork,
)
from carecoord.rules.worklist import WorkItem

SourceKey = tuple[str, int]


@attrs.define
class Tables:
    """What a store in memory holds. Values are never changed, only replaced."""

    charts: MutableMapping[str, tuple[StoredChart, ...]]
    sources: MutableMapping[str, dict[SourceKey, Source]]
    items: MutableMapping[str, dict[str, WorkItem]]
    reviews: MutableMapping[str, ReviewRecord]
    outbox: MutableMapping[str, QueuedNotice]
    audit: MutableMapping[int, AuditRecord]
    audit_end: MutableMapping[None, AuditRecord]

    @classmethod
    def empty(cls) -> Tables:
        """Make tables that hold nothing."""
        return cls({}, {}, {}, {}, {}, {}, {})

    def overlaid(self) -> Tables:
        """Tables that read through to these and keep what is written to themselves."""
        return Tables(*(ChainMap({}, table) for table in self._all()))

    def take_over(self, overlay: Tables) -> None:
        """Keep what was written to an overlay of these tables."""
        for table, other in zip(self._all(), overlay._all(), strict=True):
            if isinstance(other, ChainMap):
                table.update(other.maps[0])

    def _all(self) -> tuple[MutableMapping[Any, Any], ...]:
        return attrs.astuple(self, recurse=False)


class MemoryRecords:
    """Reads over tables in memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables: Tables | None = tables

    @property
    def _open(self) -> Tables:
        if self._tables is None:
            raise refusals.over()
        return self._tables

    def chart(self, key: str, *, as_known: int | None = None) -> StoredChart:
        """Give a chart back, or an earlier version of it."""
        versions = self._open.charts.get(key, ())
        if as_known is None and versions:
            return versions[-1]
        if as_known is None or not 1 <= as_known <= len(versions):
            raise refusals.not_found(as_known)
        return versions[as_known - 1]

    def version(self, key: str) -> int:
        """Give the latest version of a chart; 0 when there is none."""
        return len(self._open.charts.get(key, ()))

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all charts, sorted."""
        return tuple(sorted(self._open.charts))

    def sources(self, key: str) -> tuple[Source, ...]:
        """Give what a patient's facts were read from, by digest and ordinal."""
        kept = self._open.sources.get(key, {})
        return tuple(kept[place] for place in sorted(kept))

    def items(self, key: str | None = None) -> tuple[WorkItem, ...]:
        """Give one patient's items, or everybody's, by patient and key."""
        patients = sorted(self._open.items) if key is None else (key,)
        kept = (self._open.items.get(patient, {}) for patient in patients)
        return tuple(items[item] for items in kept for item in sorted(items))

    def review(self, key: str) -> ReviewRecord | None:
        """Give the record of the latest review."""
        return self._open.reviews.get(key)

    def due(self, moment: Moment, fingerprint: str) -> tuple[str, ...]:
        """Give the keys of charts to be reviewed by a catalogue at a moment, sorted."""
        return tuple(
            key
            for key in self.keys()
            if (record := self.review(key)) is None
            or record.is_due(moment, fingerprint, self.version(key))
        )

    def outbox(self) -> tuple[QueuedNotice, ...]:
        """Give every notice, oldest first."""
        return tuple(sorted(self._open.outbox.values(), key=_age))

    def pending(self, at: datetime) -> tuple[QueuedNotice, ...]:
        """Give the notices whose next attempt has come, oldest first."""
        return tuple(
            queued
            for queued in self.outbox()
            if queued.status is NoticeStatus.PENDING and queued.next_attempt_at <= at
        )

    def audit(self) -> tuple[AuditRecord, ...]:
        """Give the audit trail, oldest first."""
        return tuple(self._open.audit[number] for number in sorted(self._open.audit))


def _age(queued: QueuedNotice) -> tuple[datetime, str]:
    return queued.notice.created_at, queued.notice.id


class MemoryUnit(MemoryRecords):
    """A unit of work over tables in memory."""

    def put_chart(self, chart: Chart, *, expected_version: int) -> int:
        """Save a chart over the version that was read and give the new version."""
        found = self.version(chart.key)
        if found != expected_version:
            raise refusals.changed(expected_version, found)
        versions = self._open.charts.get(chart.key, ())
        self._open.charts[chart.key] = (*versions, StoredChart(chart, found + 1))
        return found + 1

    def put_sources(self, key: str, sources: Iterable[Source]) -> None:
        """Keep what a patient's facts were read from; what is there already stays."""
        kept = dict(self._open.sources.get(key, {}))
        for source in sources:
            place = (source.digest, source.ordinal)
            if place not in kept:
                whole = source if source.within is None else attrs.evolve(source, within=None)
                kept[place] = whole
        self._open.sources[key] = kept

    def put_items(self, items: Iterable[WorkItem]) -> None:
        """Save work items over those with the same patient and key."""
        for item in items:
            kept = self._open.items.get(item.patient, {})
            self._open.items[item.patient] = kept | {item.key: item}

    def put_review(self, record: ReviewRecord) -> None:
        """Note that a patient was reviewed."""
        self._open.reviews[record.patient] = record

    def queue(self, notice: Notice) -> bool:
        """Put a notice into the outbox; False when its id was there already."""
        if notice.id in self._open.outbox:
            return False
        self._open.outbox[notice.id] = QueuedNotice(
            notice=notice, next_attempt_at=notice.created_at
        )
        return True

    def put_notice(self, queued: QueuedNotice) -> None:
        """Note what became of a notice that is in the outbox."""
        if queued.notice.id not in self._open.outbox:
            raise refusals.not_queued()
        self._open.outbox[queued.notice.id] = queued

    def record(self, entry: AuditEntry) -> None:
        """Append to the audit trail."""
        end = self._open.audit_end.get(None)
        added = link(entry, end.sequence + 1, end.digest) if end else link(entry, 1, START)
        self._open.audit[added.sequence] = self._open.audit_end[None] = added

    def finish(self) -> None:
        """Refuse everything from now on."""
        self._tables = None


class MemoryStore(MemoryRecords):
    """Keeps everything in memory for as long as it lives."""

    def __init__(self) -> None:
        super().__init__(Tables.empty())
        self._writing = RLock()
        self._in_transaction = False

    @contextmanager
    def transaction(self) -> Generator[UnitOfWork]:
        """Open a unit of work; other threads wait for its end."""
        with self._writing:
            if self._in_transaction:
                raise refusals.nested()
            overlay = self._open.overlaid()
            unit = self._unit(overlay)
            self._in_transaction = True
            try:
                yield unit
                self._open.take_over(overlay)
            finally:
                unit.finish()
                self._in_transaction = False

    def _unit(self, tables: Tables) -> MemoryUnit:
        return MemoryUnit(tables)

    def verify(self) -> int | None:
        """Give the sequence of the first audit record that was changed; None: all are sound."""
        end = self._open.audit_end.get(None)
        return first_broken(self.audit(), end.digest if end else START)

    def close(self) -> None:
        """Forget everything."""
        self._tables = None
