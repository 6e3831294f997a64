"""Messages about work, and what became of them."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import attrs

from carecoord.model.label import Label


@attrs.frozen(kw_only=True)
class Notice:
    """A message about a patient's work, with the minimum for its channel: no name, no diagnosis.

    ``idempotency_key`` digests what it tells; ``id`` adds whom it tells, and names it in the outbox
    and on the channel. ``to`` is an address on the channel; empty means whomever the notifier was
    set up for. ``items`` are the keys of the work it tells of. ``recipient`` is whom it is for: the
    id of a related person of the chart, or ``patient``; empty for the team.
    """

    id: str
    idempotency_key: str
    patient: str
    to: str = attrs.field(default="", repr=False)
    subject: str
    body: str
    items: tuple[str, ...] = attrs.field(default=(), repr=False)
    recipient: str = attrs.field(default="", repr=False)
    labels: frozenset[Label] = frozenset()
    created_at: datetime


class NoticeStatus(Enum):
    """Where a notice stands.

    ``GIVEN_UP``: the channel said that trying again cannot help. ``WITHDRAWN``: when its time came,
    whom it is for might not be told any more.
    """

    PENDING = "pending"
    SENT = "sent"
    GIVEN_UP = "given up"
    WITHDRAWN = "withdrawn"


@attrs.frozen(kw_only=True)
class QueuedNotice:
    """A notice in the outbox, with what became of it so far."""

    notice: Notice
    status: NoticeStatus = NoticeStatus.PENDING
    attempts: int = 0
    next_attempt_at: datetime
    sent_at: datetime | None = None
