"""The audit trail as a chain of digests: what was changed, left out or put between shows.

Who can write to the store can also forge the whole chain: note the latest digest somewhere else
from time to time, and compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from carecoord.adapters.codec import worklist_json
from carecoord.ports import AuditEntry, AuditRecord

START = "0" * 64
"""What stands before the first record."""


def link(entry: AuditEntry, sequence: int, previous: str) -> AuditRecord:
    """Make the record with a sequence, which follows the record with a digest."""
    return AuditRecord(
        sequence=sequence,
        entry=entry,
        previous=previous,
        digest=_digest(sequence, previous, entry),
    )


def first_broken(records: Iterable[AuditRecord], end: str) -> int | None:
    """Give the sequence at which the chain breaks; None when it holds from its start to its end.

    ``end`` is the digest that was noted last, ``START`` when there are no records.
    """
    sequence, previous = 1, START
    for record in records:
        if record != link(record.entry, sequence, previous):
            return sequence
        sequence, previous = sequence + 1, record.digest
    return None if previous == end else sequence


def _digest(sequence: int, previous: str, entry: AuditEntry) -> str:
    text = f"{previous}\n{sequence}\n{worklist_json.dumps(entry)}"
    return sha256(text.encode()).hexdigest()
