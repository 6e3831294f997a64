"""What people do with work: somebody takes it, puts it off, or closes it with a reason.

None of these needs a review at once: ``reconcile`` leaves an item that was changed so as it is, as
long as its finding stays the same. An item that was put off comes back on its day, which is when
its patient has to be looked at again: ``carecoord.rules.worklist.next_wake``.
"""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.errors import RecordRejected
from carecoord.rules.worklist import ItemStatus, WorkItem

_IN_HAND = frozenset({ItemStatus.OPEN, ItemStatus.SNOOZED})
_NOT_CLOSED = _IN_HAND | {ItemStatus.CANCELLATION_PROPOSED}


def assign(item: WorkItem, to: str | None, on: date | datetime) -> WorkItem:
    """Give an item to somebody, or with None to nobody.

    Raises: RecordRejected, when the item is closed.
    """
    _refuse_unless(item, _NOT_CLOSED, "giving an item to somebody")
    return attrs.evolve(item, assigned_to=to, changed_on=on)


def snooze(item: WorkItem, until: date, on: date | datetime) -> WorkItem:
    """Put an item off; ``until`` is the day on which it comes back, later than ``on``.

    Raises: RecordRejected, when the day is not later, or the item is not open.
    """
    _refuse_unless(item, _IN_HAND, "putting an item off")
    today = on.date() if isinstance(on, datetime) else on
    if until <= today:
        raise RecordRejected(
            asked="putting an item off",
            found="the day on which it comes back is not later than the day it is put off",
            remedy="Give a later day",
        )
    return attrs.evolve(item, status=ItemStatus.SNOOZED, snoozed_until=until, changed_on=on)


def close(item: WorkItem, reason: str, on: date | datetime) -> WorkItem:
    """Close an item for a reason that no record will show; a proposed cancellation is accepted.

    It comes back only if what is to be done becomes another thing than it was.

    Raises: RecordRejected, when there is no reason, or the item is closed.
    """
    _refuse_unless(item, _NOT_CLOSED, "closing an item")
    if not reason.strip():
        raise RecordRejected(
            asked="closing an item",
            found="no reason",
            remedy="Say why nothing is left to do: whoever comes next will ask",
        )
    proposed = item.status is ItemStatus.CANCELLATION_PROPOSED
    return attrs.evolve(
        item,
        status=ItemStatus.CANCELLED if proposed else ItemStatus.RESOLVED,
        closed_by_person=reason,
        snoozed_until=None,
        changed_on=on,
    )


def _refuse_unless(item: WorkItem, legal: frozenset[ItemStatus], asked: str) -> None:
    if item.status not in legal:
        raise RecordRejected(
            asked=asked,
            found=f"it is {item.status.value}",
            remedy="Read the worklist again; a closed item comes back by itself if it must",
        )
