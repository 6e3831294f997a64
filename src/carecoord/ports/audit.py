"""What was done to whose record, as a chain in which a later change shows."""

from __future__ import annotations

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class AuditEntry:
    """What was done, when, by whom, to whose record. Details hold keys and counts."""

    at: datetime
    action: str
    actor: str
    patient: str | None = None
    details: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class AuditRecord:
    """An entry in the chain: its digest covers the entry and the digest before it."""

    sequence: int
    entry: AuditEntry
    previous: str
    digest: str
