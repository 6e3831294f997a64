"""What a notice about work says: the minimum, because mail and consoles are read by others.

No name, no diagnosis. Work with a label is told of apart, and of it nothing is said: whoever may
not see a fact may not learn that something follows from it, not even as a count beside a key.
These are the words for the team; those for a patient or relative are ``carecoord.rules.telling``'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

import attrs

from carecoord.adapters.codec import worklist_json
from carecoord.model.label import Label
from carecoord.ports import Notice
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.telling import Message
from carecoord.rules.worklist import WorkItem

_SUBJECT = "Work in care coordination"
_RESTRICTED = "There is new or changed work that is restricted. Open the worklist to see it."
_MOST_URGENT_FIRST = (Urgency.STAT, Urgency.ASAP, Urgency.URGENT, Urgency.ROUTINE)


def notices(items: Iterable[WorkItem], created_at: datetime, to: str = "") -> Iterator[Notice]:
    """Word the notices about one patient's work: one at most for what is open, one for the rest."""
    told = sorted(items, key=lambda item: item.key)
    for group in ([i for i in told if not i.labels], [i for i in told if i.labels]):
        if group:
            yield _notice(group, created_at, to)


def reworded(notice: Notice, items: Iterable[WorkItem]) -> Notice:
    """Say nothing any more if work that a notice tells of got a label since it was queued."""
    labels = _labels(item for item in items if item.key in notice.items)
    if labels <= notice.labels:
        return notice
    return attrs.evolve(notice, subject=_SUBJECT, body=_RESTRICTED, labels=notice.labels | labels)


def personal(
    message: Message, item: WorkItem, recipient: str, to: str, created_at: datetime
) -> Notice:
    """Make the notice of a message about one piece of work, for the patient or a relative."""
    key = _digest(item.patient, recipient, *_told(item))
    return Notice(
        id=_digest(key, to),
        idempotency_key=key,
        patient=item.patient,
        to=to,
        subject=message.subject,
        body=message.body,
        items=(item.key,),
        recipient=recipient,
        labels=item.labels,
        created_at=created_at,
    )


def _notice(items: Sequence[WorkItem], created_at: datetime, to: str) -> Notice:
    patient, labels = items[0].patient, _labels(items)
    key = _digest(patient, *(text for item in items for text in _told(item)))
    return Notice(
        id=_digest(key, to),
        idempotency_key=key,
        patient=patient,
        to=to,
        subject=_SUBJECT,
        body=_RESTRICTED if labels else _body(patient, items),
        items=tuple(item.key for item in items),
        labels=labels,
        created_at=created_at,
    )


def _told(item: WorkItem) -> tuple[str, str, str]:
    """Give what makes a notice another one: the work, its action, its coming back later."""
    back = "" if item.changed_on == item.opened_on else item.changed_on.isoformat()
    return item.key, worklist_json.dumps(item.action), back


def _body(patient: str, items: Sequence[WorkItem]) -> str:
    counted = Counter(item.action.urgency for item in items)
    lines = [f"Patient {patient}"]
    lines += [f"{u.value}: {counted[u]}" for u in _MOST_URGENT_FIRST if u in counted]
    lines += sorted({f"- {item.title}" for item in items})
    return "\n".join(lines) + "\n"


def _labels(items: Iterable[WorkItem]) -> frozenset[Label]:
    return frozenset(label for item in items for label in item.labels)


def _digest(*parts: str) -> str:
    return sha256("\n".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()[:32]
