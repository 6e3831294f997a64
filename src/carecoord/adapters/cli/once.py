"""Writing each resource once: several charts may hold the same, several sources copies of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carecoord.adapters.cli.gathering import Run

if TYPE_CHECKING:
    from carecoord.adapters.codec.fhir_r4.writing.results import Resource

_ELEMENTS = """
    CREATE TABLE elements (digest TEXT, ordinal INTEGER, content BLOB,
        PRIMARY KEY (digest, ordinal, content)) WITHOUT ROWID"""
_ADDRESSES = """
    CREATE TABLE addresses (address TEXT PRIMARY KEY, content BLOB, digest TEXT) WITHOUT ROWID"""


class Once:
    """Knows what was written, on disk.

    What a source itself repeats is written as often. A copy of what another source gave under the
    same address is not; something else under it is, and counted: who refers to it means either.
    """

    def __init__(self, run: Run) -> None:
        run(_ELEMENTS)
        run(_ADDRESSES)
        self._run = run
        self.ambiguous = 0

    def is_new(self, resource: Resource, address: str | None) -> bool:
        """Whether a resource is to be written; it counts as written then."""
        content = hashlib.sha256(resource.content).digest()
        source = resource.source
        digest = None if source is None else source.digest
        if source is not None:
            added = self._run(
                "INSERT OR IGNORE INTO elements VALUES (?, ?, ?)",
                (digest, source.ordinal, content),
            )
            if not added.rowcount:
                return False
        return address is None or self._is_first(address, content, digest)

    def _is_first(self, address: str, content: bytes, digest: str | None) -> bool:
        added = self._run(
            "INSERT OR IGNORE INTO addresses VALUES (?, ?, ?)", (address, content, digest)
        )
        if added.rowcount:
            return True
        ((known, where),) = self._run(
            "SELECT content, digest FROM addresses WHERE address = ?", (address,)
        )
        if digest is not None and where == digest:
            return True
        if known == content:
            return False
        self.ambiguous += 1
        return True
