"""A store in one SQLite file: durable, for many processes of one machine, without a server.

Write-ahead log, and every commit is on the disk before it counts. The file is made for its owner
alone: it holds records of patients.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from time import monotonic, sleep

from carecoord.adapters.storage import refusals
from carecoord.adapters.storage.audit_chain import START, first_broken
from carecoord.adapters.storage.sqlite_faults import translated
from carecoord.adapters.storage.sqlite_records import Rows, SqliteRecords
from carecoord.adapters.storage.sqlite_schema import prepare
from carecoord.adapters.storage.sqlite_unit import SqliteUnit
from carecoord.errors import StoreFailed
from carecoord.ports import UnitOfWork

PATIENCE_SECONDS = 30.0
"""How long a transaction waits for another process to finish its own."""
_A_MOMENT = 0.01


class SqliteStore(SqliteRecords):
    """Keeps everything in a file. Threads may share it; a forked process opens its own.

    Raises: StoreFailed, when the file cannot be used: another application's, a newer schema.
    """

    def __init__(self, path: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        super().__init__(self._run)
        self._path = path
        self._patience_seconds = patience_seconds
        self._idle: list[sqlite3.Connection] = []
        self._in_transaction: set[int] = set()
        self._closed = False
        with self._connection() as connection, translated("opening a store"):
            prepare(connection)

    def _run(self, statement: str, *values: object) -> Rows:
        with self._connection() as connection, translated("reading from a store"):
            return connection.execute(statement, values).fetchall()

    @contextmanager
    def _connection(self) -> Generator[sqlite3.Connection]:
        """Lend a connection that nobody else uses meanwhile."""
        if self._is_closed():
            raise refusals.over()
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._idle.append(connection)
            if self._is_closed():
                self.close()

    def _connect(self) -> sqlite3.Connection:
        with translated("opening a store"):
            _make(self._path)
            connection = sqlite3.connect(
                self._path,
                timeout=self._patience_seconds,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                self._write_ahead(connection)
                connection.execute("PRAGMA synchronous = FULL")
            except sqlite3.Error:
                connection.close()
                raise
            return connection

    def _write_ahead(self, connection: sqlite3.Connection) -> None:
        """Switch a new file to its write-ahead log, and wait for whoever is doing the same.

        SQLite waits for locks of transactions by itself, for the one of this switch it does not.
        """
        until = monotonic() + self._patience_seconds
        while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or monotonic() >= until:
                    raise
                sleep(_A_MOMENT)

    @contextmanager
    def transaction(self) -> Generator[UnitOfWork]:
        """Open a unit of work; other threads and processes wait for its end."""
        me = get_ident()
        if me in self._in_transaction:
            raise refusals.nested()
        with self._connection() as connection:
            with translated("opening a transaction"):
                connection.execute("BEGIN IMMEDIATE")
            unit = SqliteUnit(connection)
            self._in_transaction.add(me)
            try:
                yield unit
                with translated("saving a unit of work"):
                    connection.execute("COMMIT")
            finally:
                unit.finish()
                self._in_transaction.discard(me)
                with suppress(sqlite3.Error):  # SQLite rolls some failures back by itself
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")

    def verify(self) -> int | None:
        """Give the sequence of the first audit record that was changed; None: all are sound."""
        ends = self._run("SELECT digest FROM audit_end")
        return first_broken(self.audit(), ends[0][0] if ends else START)

    def _is_closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Let go of the file; a transaction that is open ends first."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()


def _make(path: Path) -> None:
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreFailed(
            asked="opening a store",
            found="the file cannot be made or written",
            remedy="See that its folder exists, and who may write there",
        ) from error
