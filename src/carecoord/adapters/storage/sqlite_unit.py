"""Writing to a SQLite store."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable

from carecoord.adapters.codec import json as chart_json
from carecoord.adapters.codec import worklist_json
from carecoord.adapters.storage import refusals
from carecoord.adapters.storage.audit_chain import START, link
from carecoord.adapters.storage.sqlite_faults import translated
from carecoord.adapters.storage.sqlite_records import Rows, SqliteRecords, instant
from carecoord.model.chart import Chart
from carecoord.model.source import Source
from carecoord.ports import AuditEntry, Notice, QueuedNotice, ReviewRecord
from carecoord.rules.worklist import WorkItem


class SqliteUnit(SqliteRecords):
    """A unit of work over a connection whose transaction is open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(self._run)
        self._connection: sqlite3.Connection | None = connection

    def _run(self, statement: str, *values: object) -> Rows:
        if self._connection is None:
            raise refusals.over()
        with translated("a unit of work"):
            return self._connection.execute(statement, values).fetchall()

    def put_chart(self, chart: Chart, *, expected_version: int) -> int:
        """Save a chart over the version that was read and give the new version."""
        found = self.version(chart.key)
        if found != expected_version:
            raise refusals.changed(expected_version, found)
        self._run(
            "INSERT INTO charts (patient, version, document) VALUES (?, ?, ?)",
            *(chart.key, found + 1, chart_json.dumps(chart).decode()),
        )
        self._run(
            "INSERT INTO reviews (patient, fingerprint, due_on, due_at) VALUES (?, '', '', '')"
            " ON CONFLICT DO UPDATE SET due_on = '', due_at = ''",
            chart.key,
        )
        return found + 1

    def put_sources(self, key: str, sources: Iterable[Source]) -> None:
        """Keep what a patient's facts were read from; what is there already stays."""
        for source in sources:
            self._run(
                "INSERT OR IGNORE INTO sources (patient, digest, ordinal, content, url)"
                " VALUES (?, ?, ?, ?, ?)",
                *(key, source.digest, source.ordinal, zlib.compress(source.content), source.url),
            )

    def put_items(self, items: Iterable[WorkItem]) -> None:
        """Save work items over those with the same patient and key."""
        for item in items:
            self._run(
                "INSERT OR REPLACE INTO items (patient, key, document) VALUES (?, ?, ?)",
                *(item.patient, item.key, worklist_json.dumps(item)),
            )

    def put_review(self, record: ReviewRecord) -> None:
        """Note that a patient was reviewed."""
        at = record.due_at
        due = (record.due_on and record.due_on.isoformat(), at and instant(at))
        if record.version != self.version(record.patient):
            due = ("", "")
        self._run(
            "INSERT OR REPLACE INTO reviews (patient, fingerprint, due_on, due_at, document)"
            " VALUES (?, ?, ?, ?, ?)",
            *(record.patient, record.fingerprint, *due, worklist_json.dumps(record)),
        )

    def queue(self, notice: Notice) -> bool:
        """Put a notice into the outbox; False when its id was there already."""
        if self._run("SELECT 1 FROM outbox WHERE id = ?", notice.id):
            return False
        self._save(QueuedNotice(notice=notice, next_attempt_at=notice.created_at))
        return True

    def put_notice(self, queued: QueuedNotice) -> None:
        """Note what became of a notice that is in the outbox."""
        if not self._run("SELECT 1 FROM outbox WHERE id = ?", queued.notice.id):
            raise refusals.not_queued()
        self._save(queued)

    def _save(self, queued: QueuedNotice) -> None:
        created, next_at = instant(queued.notice.created_at), instant(queued.next_attempt_at)
        self._run(
            "INSERT OR REPLACE INTO outbox (id, status, created_at, next_attempt_at, document)"
            " VALUES (?, ?, ?, ?, ?)",
            *(queued.notice.id, queued.status.name, created, next_at),
            worklist_json.dumps(queued),
        )

    def record(self, entry: AuditEntry) -> None:
        """Append to the audit trail."""
        # The end is kept apart: whoever cuts the trail short does not move it.
        ends = self._run("SELECT sequence + 1, digest FROM audit_end")
        sequence, previous = ends[0] if ends else (1, START)
        added = link(entry, sequence, previous)
        self._run(
            "INSERT INTO audit (sequence, previous, digest, document) VALUES (?, ?, ?, ?)",
            *(added.sequence, added.previous, added.digest, worklist_json.dumps(entry)),
        )
        self._run(
            "INSERT OR REPLACE INTO audit_end (only, sequence, digest) VALUES (1, ?, ?)",
            *(added.sequence, added.digest),
        )

    def finish(self) -> None:
        """Refuse everything from now on."""
        self._connection = None
