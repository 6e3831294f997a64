"""SQLite's errors in our words. They name neither the file nor anything in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from carecoord.errors import StoreFailed

_SAID = {
    "SQLITE_FULL": (
        "the disk is full; nothing of this was written",
        "Make room and run it again",
    ),
    "SQLITE_IOERR": (
        "the disk refused to read or write",
        "See that it is sound and has room, and run it again",
    ),
    "SQLITE_BUSY": ("another process kept the file locked", "Let it finish and run it again"),
    "SQLITE_NOTADB": ("the file is not a database", "Name a file of its own"),
    "SQLITE_CORRUPT": ("the file is damaged", "Bring back a copy of it"),
    "SQLITE_READONLY": ("the file cannot be written", "Allow writing, or name another file"),
    "SQLITE_CANTOPEN": (
        "the file cannot be opened",
        "See that its folder exists, and who may read it",
    ),
}


@contextmanager
def translated(asked: str) -> Generator[None]:
    """Raise StoreFailed for whatever SQLite raises, with the cause."""
    try:
        yield
    except sqlite3.Error as error:
        name: str = getattr(error, "sqlite_errorname", "") or type(error).__name__
        found, remedy = next(
            (said for start, said in _SAID.items() if name.startswith(start)),
            (f"SQLite refused ({name})", "See the cause"),
        )
        raise StoreFailed(asked=asked, found=found, remedy=remedy) from error
