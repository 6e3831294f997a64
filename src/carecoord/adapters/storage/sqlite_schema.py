"""The tables of a SQLite store, and what a file must be before it is used as one."""

from __future__ import annotations

import sqlite3

from carecoord.errors import StoreFailed

VERSION = 2
APPLICATION = 0x63617265
"""What SQLite notes in the file's header: ``care``."""

# Every version of a chart stays. Columns beside a document are there to be searched: an empty
# due_on or due_at means due at once, NULL means never. Moments are text in UTC, so they sort.
_TABLES = (
    """CREATE TABLE charts (
        patient TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (patient, version))""",
    """CREATE TABLE sources (
        patient TEXT NOT NULL, digest TEXT NOT NULL, ordinal INTEGER NOT NULL,
        content BLOB NOT NULL, url TEXT, PRIMARY KEY (patient, digest, ordinal))""",
    """CREATE TABLE items (
        patient TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (patient, key))""",
    """CREATE TABLE reviews (
        patient TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL,
        due_on TEXT, due_at TEXT, document TEXT)""",
    "CREATE INDEX reviews_due_on ON reviews (due_on)",
    "CREATE INDEX reviews_due_at ON reviews (due_at)",
    "CREATE INDEX reviews_fingerprint ON reviews (fingerprint)",
    """CREATE TABLE outbox (
        id TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL, created_at TEXT NOT NULL,
        next_attempt_at TEXT NOT NULL, document TEXT NOT NULL)""",
    "CREATE INDEX outbox_next ON outbox (status, next_attempt_at)",
    """CREATE TABLE audit (
        sequence INTEGER NOT NULL PRIMARY KEY, previous TEXT NOT NULL, digest TEXT NOT NULL,
        document TEXT NOT NULL)""",
    """CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TABLE audit_end (
        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1), sequence INTEGER NOT NULL,
        digest TEXT NOT NULL)""",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
_UPGRADES = {
    1: ("ALTER TABLE sources ADD COLUMN url TEXT", "PRAGMA user_version = 2"),
}
"""What makes a file of each earlier version one of the next."""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file; bring an earlier store up to date; refuse any other file.

    Raises: StoreFailed.
    """
    if _number(connection, "PRAGMA user_version") < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _number(connection, "PRAGMA user_version") == 0:
                _create(connection)
            _upgrade(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    _check(connection)


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, version by version; nothing that stands in them is lost."""
    while (found := _number(connection, "PRAGMA user_version")) < VERSION:
        if _number(connection, "PRAGMA application_id") != APPLICATION:
            raise _not_ours()
        for statement in _UPGRADES[found]:
            connection.execute(statement)


def _create(connection: sqlite3.Connection) -> None:
    if _number(connection, "SELECT count(*) FROM sqlite_schema"):
        raise _not_ours()
    for statement in _TABLES:
        connection.execute(statement)


def _check(connection: sqlite3.Connection) -> None:
    if _number(connection, "PRAGMA application_id") != APPLICATION:
        raise _not_ours()
    found = _number(connection, "PRAGMA user_version")
    if found > VERSION:
        raise StoreFailed(
            asked=f"opening a store with schema {VERSION}",
            found=f"a newer carecoord made this one, with schema {found}",
            remedy="Update carecoord; nothing was changed",
        )


def _number(connection: sqlite3.Connection, statement: str) -> int:
    (number,) = connection.execute(statement).fetchone()
    return int(number)


def _not_ours() -> StoreFailed:
    return StoreFailed(
        asked="opening a store",
        found="the file is a database of another application",
        remedy="Name a file of its own; nothing was changed",
    )
