"""Charts gathered by patient on disk, so that memory holds one patient at a time.

The file is one of SQLite's own: it has no name, and is gone when the process ends.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import attrs

from carecoord.adapters.codec import json as chart_json
from carecoord.adapters.codec.json_scalars import read_day, read_partial
from carecoord.errors import PortError
from carecoord.model.chart import Chart
from carecoord.model.moment import PartialDate
from carecoord.model.record import Record
from carecoord.model.source import Source
from carecoord.model.unite import apart, birth_dates_differ, unite

Sources = bool | Iterable[Source]
Run = Callable[..., sqlite3.Cursor]
"""Runs a statement with its values."""

_SETUP = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    PRAGMA cache_size = -8000;
    CREATE TABLE charts (
        place INTEGER PRIMARY KEY, patient TEXT, born TEXT, document BLOB, as_read INTEGER);
    CREATE INDEX of_patient ON charts (patient, place);
    CREATE TABLE records (
        place INTEGER PRIMARY KEY,
        id TEXT, kind TEXT, digest TEXT, ordinal INTEGER, url TEXT, content BLOB);
    BEGIN;
"""
_BATCH = 500
_LONGEST_PARTIAL = len("2022-03")


@attrs.frozen(kw_only=True)
class Gathered:
    """What is known of one patient: united, with everything that it was read from."""

    chart: Chart
    sources: tuple[Source, ...] = ()
    conflicts: int = 0


@attrs.frozen
class Document:
    """A chart as JSON; ``as_read`` when it says what its sources say and nothing else."""

    content: bytes
    as_read: bool


class Gathering:
    """Takes charts in any order, and gives them back by patient in the order of their coming."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.apart = 0
        """How many charts were put under a key of their own for another birth date."""

    def add(self, chart: Chart, sources: Sources) -> None:
        """Take a chart; of two with one key and contradictory birth dates, each is a patient's.

        ``sources`` is True for a chart whose facts know what they were read from: it is as read.
        """
        born = chart.patient.birth_date
        if any(birth_dates_differ(one, born) for one in self._births(chart.key)):
            chart = apart(chart)
            self.apart += 1
        document = zlib.compress(chart_json.dumps(chart, sources=sources), 1)
        self.run(
            "INSERT INTO charts (patient, born, document, as_read) VALUES (?, ?, ?, ?)",
            (chart.key, None if born is None else str(born), document, sources is True),
        )

    def add_record(self, record: Record) -> None:
        """Take a record that belongs to no chart."""
        source = record.source
        if source is not None:
            self.run(
                "INSERT INTO records (id, kind, digest, ordinal, url, content)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(record.id, record.kind, source.digest),
                    *(source.ordinal, source.url, source.content),
                ),
            )

    def documents(self) -> Iterator[tuple[Document, ...]]:
        """Give the documents of each patient, in the order of their coming."""
        found = self.run("SELECT patient FROM charts GROUP BY patient ORDER BY min(place)")
        for (patient,) in found:
            rows = self.run(
                "SELECT document, as_read FROM charts WHERE patient = ? ORDER BY place", (patient,)
            )
            yield tuple(Document(zlib.decompress(held), bool(as_read)) for held, as_read in rows)

    def records(self) -> Iterator[tuple[Record, ...]]:
        """Give the records of no chart, some hundred at a time."""
        found = self.run(
            "SELECT id, kind, digest, ordinal, url, content FROM records ORDER BY place"
        )
        while rows := found.fetchmany(_BATCH):
            yield tuple(map(_record, rows))

    def _births(self, key: str) -> list[date | PartialDate]:
        rows = self.run("SELECT born FROM charts WHERE patient = ? AND born IS NOT NULL", (key,))
        return [_birth(born) for (born,) in rows.fetchall()]


@contextmanager
def gathering() -> Generator[Gathering, None, None]:
    """Open a place to gather charts in, and clear it away at the end.

    Raises: PortError when the disk refuses.
    """
    try:
        connection = sqlite3.connect("", isolation_level=None)
        try:
            connection.executescript(_SETUP)
            yield Gathering(connection.execute)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise PortError(
            asked="gathering charts by patient in a temporary file",
            found="the system refused it",
            remedy="Make room where temporary files are kept, or give fewer sources at a time",
        ) from error


def united(documents: Iterable[Document]) -> Gathered:
    """Unite the documents of one patient, the earliest first."""
    whole: Chart | None = None
    sources: list[Source] = []
    conflicts = 0
    for document in documents:
        chart, held = chart_json.read(document.content)
        sources.extend(held)
        if whole is None:
            whole = chart
        else:
            whole, found = unite(whole, chart)
            conflicts += sum(one.count for one in found)
    if whole is None:
        raise ValueError("there is no document")
    return Gathered(chart=whole, sources=tuple(sources), conflicts=conflicts)


def _record(row: tuple[Any, ...]) -> Record:
    name, kind, digest, ordinal, url, content = row
    source = Source(digest=digest, ordinal=ordinal, url=url, content=content)
    return Record(id=name, kind=kind, source=source)


def _birth(text: str) -> date | PartialDate:
    return read_partial(text) if len(text) <= _LONGEST_PARTIAL else read_day(text)
