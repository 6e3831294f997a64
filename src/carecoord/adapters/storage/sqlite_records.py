"""Reading a SQLite store."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from carecoord.adapters.codec import json as chart_json
from carecoord.adapters.codec import worklist_json
from carecoord.adapters.storage import refusals
from carecoord.errors import RecordError, StoreFailed
from carecoord.model.source import Source
from carecoord.ports import (
    AuditEntry,
    AuditRecord,
    Moment,
    NoticeStatus,
    QueuedNotice,
    ReviewRecord,
    StoredChart,
)
from carecoord.rules.worklist import WorkItem

T = TypeVar("T")
Rows = list[tuple[Any, ...]]


class Reads(Protocol):
    """Runs a statement that reads, and gives its rows."""

    def __call__(self, statement: str, *values: object) -> Rows:
        """Run it."""
        ...


def instant(at: datetime) -> str:
    """Write a moment so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


_DUE = """
    SELECT patient FROM charts WHERE version = 1 AND patient IN (
        SELECT patient FROM reviews WHERE {} <= ?
        UNION ALL SELECT patient FROM reviews WHERE fingerprint < ?
        UNION ALL SELECT patient FROM reviews WHERE fingerprint > ?)
    ORDER BY patient"""


class SqliteRecords:
    """What can be read, in a store and in a unit of work."""

    def __init__(self, rows: Reads) -> None:
        self._rows = rows

    def chart(self, key: str, *, as_known: int | None = None) -> StoredChart:
        """Give a chart back, or an earlier version of it."""
        rows = self._rows(
            "SELECT document, version FROM charts WHERE patient = ? AND version = coalesce(?,"
            " (SELECT max(version) FROM charts WHERE patient = ?))",
            *(key, as_known, key),
        )
        if not rows:
            raise refusals.not_found(as_known)
        ((document, version),) = rows
        return StoredChart(_read(chart_json.loads, document), version)

    def version(self, key: str) -> int:
        """Give the latest version of a chart; 0 when there is none."""
        ((version,),) = self._rows(
            "SELECT coalesce(max(version), 0) FROM charts WHERE patient = ?", key
        )
        return int(version)

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all charts, sorted."""
        rows = self._rows("SELECT patient FROM charts WHERE version = 1 ORDER BY patient")
        return tuple(key for (key,) in rows)

    def sources(self, key: str) -> tuple[Source, ...]:
        """Give what a patient's facts were read from, by digest and ordinal."""
        rows = self._rows(
            "SELECT digest, ordinal, content, url FROM sources WHERE patient = ?"
            " ORDER BY digest, ordinal",
            key,
        )
        return tuple(
            Source(digest=d, ordinal=o, content=_read(zlib.decompress, content), url=url)
            for d, o, content, url in rows
        )

    def items(self, key: str | None = None) -> tuple[WorkItem, ...]:
        """Give one patient's items, or everybody's, by patient and key."""
        rows = self._rows(
            "SELECT document FROM items WHERE ? IS NULL ORDER BY patient, key"
            if key is None
            else "SELECT document FROM items WHERE patient = ? ORDER BY key",
            key,
        )
        return tuple(_value(document, WorkItem) for (document,) in rows)

    def review(self, key: str) -> ReviewRecord | None:
        """Give the record of the latest review."""
        rows = self._rows(
            "SELECT document FROM reviews WHERE patient = ? AND document IS NOT NULL", key
        )
        return _value(rows[0][0], ReviewRecord) if rows else None

    def due(self, moment: Moment, fingerprint: str) -> tuple[str, ...]:
        """Give the keys of charts to be reviewed by a catalogue at a moment, sorted."""
        if isinstance(moment, datetime):
            rows = self._rows(_DUE.format("due_at"), instant(moment), fingerprint, fingerprint)
        else:
            day = moment.isoformat()
            rows = self._rows(_DUE.format("due_on"), day, fingerprint, fingerprint)
        return tuple(key for (key,) in rows)

    def outbox(self) -> tuple[QueuedNotice, ...]:
        """Give every notice, oldest first."""
        rows = self._rows("SELECT document FROM outbox ORDER BY created_at, id")
        return tuple(_value(document, QueuedNotice) for (document,) in rows)

    def pending(self, at: datetime) -> tuple[QueuedNotice, ...]:
        """Give the notices whose next attempt has come, oldest first."""
        rows = self._rows(
            "SELECT document FROM outbox WHERE status = ? AND next_attempt_at <= ?"
            " ORDER BY created_at, id",
            *(NoticeStatus.PENDING.name, instant(at)),
        )
        return tuple(_value(document, QueuedNotice) for (document,) in rows)

    def audit(self) -> tuple[AuditRecord, ...]:
        """Give the audit trail, oldest first."""
        rows = self._rows(
            "SELECT sequence, previous, digest, document FROM audit ORDER BY sequence"
        )
        return tuple(
            AuditRecord(
                sequence=sequence,
                previous=previous,
                digest=digest,
                entry=_value(document, AuditEntry),
            )
            for sequence, previous, digest, document in rows
        )


def _value(document: str, of: type[T]) -> T:
    return _read(lambda text: worklist_json.loads(text, of), document)


def _read(reader: Callable[[Any], T], document: object) -> T:
    try:
        return reader(document)
    except (RecordError, ValueError, TypeError, zlib.error) as error:
        raise StoreFailed(
            asked="reading from the store",
            found="something that cannot be read back stands in it",
            remedy="See the cause, or bring back a copy of the file",
        ) from error
