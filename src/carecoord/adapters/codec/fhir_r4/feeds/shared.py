"""What an export holds for all patients: people, places and medicines, looked up on disk."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from carecoord.adapters.codec.fhir_r4.elements.decoded import is_list, is_object
from carecoord.adapters.codec.fhir_r4.feeds.spill import Line, refused
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS, SHAPES

_REFERENCE = re.compile(rb'"reference"\s*:\s*"([^"\\]{1,4096})"')
_IDENTIFIER = re.compile(rb'"identifier"\s*:\s*(?=\{)')
_TAIL = re.compile(r"(?:^|/)(?P<type>[A-Z][A-Za-z]+)/(?P<id>[^/?#]+)(?:/_history/[^/]*)?$")
_QUERY = re.compile(r"(?:^|/)[A-Z][A-Za-z]+\?(?:.*&)?identifier=(?P<name>[^&]+\|[^&]+)")
_LOOKED_UP = frozenset(SHAPES) - frozenset(FACTS) - {"Patient", "Claim"}
_JSON = json.JSONDecoder()
_FASTEST = 1
_AT_ONCE = 500
_LONGEST = 4096
"""Bytes of an identifier, or of a reference, that is looked up."""
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -4000;
CREATE TABLE line (ordinal INTEGER PRIMARY KEY, content BLOB, lent INTEGER DEFAULT 0);
CREATE TABLE name (name TEXT, ordinal INTEGER, PRIMARY KEY (name, ordinal)) WITHOUT ROWID;
CREATE INDEX named ON name (ordinal);
"""


class Shared:
    """Lines that are no patient's, found by their address, identifier, or whose role they are."""

    __slots__ = ("_held", "_tables")

    def __init__(self, folder: Path, held: int) -> None:
        self._held = held
        with _translated():
            self._tables = sqlite3.connect(folder / "shared", isolation_level=None)
            self._tables.executescript(_TABLES)
            self._tables.execute("BEGIN")

    def put(self, ordinal: int, kind: str, line: bytes) -> None:
        """Keep a line."""
        with _translated():
            self._tables.execute(
                "INSERT INTO line (ordinal, content) VALUES (?, ?)",
                (ordinal, zlib.compress(line, _FASTEST)),
            )
            if kind in _LOOKED_UP:
                self._tables.executemany(
                    "INSERT OR IGNORE INTO name VALUES (?, ?)",
                    [(name, ordinal) for name in _names(kind, line)],
                )

    def wanted(self, lines: Iterable[bytes]) -> list[Line]:
        """Find what lines refer to, and what that refers to; no more than may be held at once."""
        found: dict[int, bytes] = {}
        asked: set[str] = set()
        room = self._held
        names = {name for line in lines for name in _referred(line)}
        while names and room > 0:
            asked |= names
            new = {one: line for one, line in self._look(sorted(names)) if one not in found}
            found.update(new)
            room -= sum(map(len, new.values()))
            names = {name for line in new.values() for name in _referred(line)}
            names |= self._roles_of(sorted(new))
            names -= asked
        return sorted(found.items())

    def _look(self, names: list[str]) -> Iterator[Line]:
        """Find lines by their names, and remember that they were."""
        for rows in self._asked(
            "SELECT DISTINCT line.ordinal, content, lent FROM name JOIN line USING (ordinal)"
            " WHERE name IN",
            names,
        ):
            unmarked = [(ordinal,) for ordinal, _, lent in rows if not lent]
            with _translated():
                self._tables.executemany("UPDATE line SET lent = 1 WHERE ordinal = ?", unmarked)
            for ordinal, content, _ in rows:
                yield ordinal, zlib.decompress(content)

    def _roles_of(self, ordinals: list[int]) -> set[str]:
        """The names that roles of these have, of those that are practitioners."""
        found = self._asked(
            "SELECT '<' || name FROM name WHERE name LIKE 'Practitioner/%' AND ordinal IN", ordinals
        )
        return {name for rows in found for (name,) in rows}

    def _asked(self, query: str, values: Sequence[str | int]) -> Iterator[list[tuple[Any, ...]]]:
        """Ask for so many values at a time."""
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            with _translated():
                rows = self._tables.execute(f"{query} ({marks})", some).fetchall()
            yield rows

    def each(self) -> Iterator[Line]:
        """Yield every line, in order."""
        with _translated():
            rows = self._tables.execute("SELECT ordinal, content FROM line ORDER BY ordinal")
        for ordinal, content in rows:
            yield ordinal, zlib.decompress(content)

    def lent(self, first: int, last: int) -> set[int]:
        """Which of these lines somebody referred to."""
        with _translated():
            rows = self._tables.execute(
                "SELECT ordinal FROM line WHERE lent AND ordinal BETWEEN ? AND ?", (first, last)
            )
            return {ordinal for (ordinal,) in rows}

    def close(self) -> None:
        """Let go of the file."""
        self._tables.close()


@contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise refused(OSError(0, str(error))) from error


def _names(kind: str, line: bytes) -> Iterator[str]:
    """What a line can be found under."""
    try:
        found: object = _JSON.decode(line.decode(errors="replace"))
    except (ValueError, RecursionError):
        return
    if not is_object(found):
        return
    if isinstance(number := found.get("id"), str):
        yield f"{kind}/{number}"
    held = found.get("identifier")
    for one in held if is_list(held) else [held]:
        if is_object(one) and (name := _identified(one)) is not None:
            yield name
    if is_object(person := found.get("practitioner")):
        match = _TAIL.search(str(person.get("reference")))
        if match is not None:
            yield f"<{match['type']}/{match['id']}"


def _identified(identifier: dict[str, object]) -> str | None:
    system, value = identifier.get("system"), identifier.get("value")
    return f"|{system}|{value}" if system and value else None


def _referred(line: bytes) -> Iterator[str]:
    """What a line refers to, as names to look up."""
    for reference in _REFERENCE.findall(line):
        text = reference.decode(errors="replace")
        if (match := _TAIL.search(text)) is not None:
            if match["type"] in _LOOKED_UP:
                yield f"{match['type']}/{match['id']}"
        elif (query := _QUERY.search(text)) is not None:
            yield f"|{unquote(query['name'])}"
    for place in _IDENTIFIER.finditer(line):
        text = line[place.end() : place.end() + _LONGEST].decode(errors="replace")
        try:
            found, _ = _JSON.raw_decode(text)
        except (ValueError, RecursionError):
            continue
        if is_object(found) and (name := _identified(found)) is not None:
            yield name
