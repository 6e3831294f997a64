"""What users did with cards, by the findings that the cards were made of.

Source: CDS Hooks 2.0, section Feedback.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, cast

import attrs

from carecoord.adapters.cds_hooks.cards import card_id, suggestion_id
from carecoord.errors import RecordRejected
from carecoord.model.code import Code
from carecoord.model.shown import shown

_ACCEPTED, _OVERRIDDEN = "accepted", "overridden"


@attrs.frozen(kw_only=True)
class Feedback:
    """What a user did with a card.

    ``key`` is the finding's, None for a card of none of the keys that were given. ``taken`` says
    whether the task that the card suggests was accepted. ``reason`` and ``comment`` say why a card
    was overridden, if they were given.
    """

    __repr__ = shown

    card: str
    key: str | None
    accepted: bool
    at: datetime
    taken: bool = False
    reason: Code | None = None
    comment: str | None = attrs.field(default=None, repr=False)


def read_feedback(document: str | bytes, keys: Iterable[str]) -> tuple[Feedback, ...]:
    """Read what a client posts to a service's feedback; ``keys`` are those of findings or items.

    Raises:
        RecordRejected: it is no such document; every place that is wrong is named.
    """
    known = {card_id(key): key for key in keys}
    try:
        parsed: object = json.loads(document)
    except (ValueError, RecursionError):
        raise _rejected(["the text is not JSON"]) from None
    listed = _object(parsed).get("feedback")
    if not isinstance(listed, list):
        raise _rejected(["feedback is not a list"])
    entries = [_object(one) for one in cast("list[object]", listed)]
    faults = [
        f"feedback[{place}]: {fault}"
        for place, entry in enumerate(entries)
        for fault in _faults(entry)
    ]
    if faults:
        raise _rejected(faults)
    return tuple(_feedback(entry, known) for entry in entries)


def _rejected(faults: list[str]) -> RecordRejected:
    return RecordRejected(
        asked="feedback on cards", found="; ".join(faults), remedy="Send it as CDS Hooks 2.0 says"
    )


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _faults(entry: dict[str, Any]) -> Iterator[str]:
    """What an entry lacks of what the specification requires of it."""
    if not isinstance(entry.get("card"), str):
        yield "card is not a text"
    outcome = entry.get("outcome")
    if not isinstance(outcome, str) or outcome not in {_ACCEPTED, _OVERRIDDEN}:
        yield "outcome is neither accepted nor overridden"
    if outcome == _ACCEPTED and not _suggestions(entry):
        yield "acceptedSuggestions names none"
    if _instant(entry.get("outcomeTimestamp")) is None:
        yield "outcomeTimestamp is no instant"


def _suggestions(entry: dict[str, Any]) -> list[str]:
    listed = entry.get("acceptedSuggestions")
    ones = cast("list[object]", listed) if isinstance(listed, list) else []
    return [name for one in ones if isinstance(name := _object(one).get("id"), str)]


def _instant(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return at if at is not None and at.utcoffset() is not None else None


def _feedback(entry: dict[str, Any], known: dict[str, str]) -> Feedback:
    key = known.get(entry["card"].lower())
    why = _object(entry.get("overrideReason"))
    comment = why.get("userComment")
    return Feedback(
        card=entry["card"],
        key=key,
        accepted=entry["outcome"] == _ACCEPTED,
        at=datetime.fromisoformat(entry["outcomeTimestamp"]),
        taken=key is not None and suggestion_id(key) in _suggestions(entry),
        reason=_reason(_object(why.get("reason"))),
        comment=comment if isinstance(comment, str) else None,
    )


def _reason(coding: dict[str, Any]) -> Code | None:
    system, code, display = (coding.get(name) for name in ("system", "code", "display"))
    if not isinstance(code, str):
        return None
    return Code(
        system if isinstance(system, str) else "",
        code,
        display if isinstance(display, str) else None,
    )
