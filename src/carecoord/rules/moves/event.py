"""What happened to a value: one move, who made it, when and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.actor import Actor
from carecoord.model.collected import as_tuple
from carecoord.model.moment import aware
from carecoord.model.shown import shown
from carecoord.rules.engine.licence import Licence

Moment = date | datetime
"""A day, or an instant with its offset where hours count."""
_AT, _PAIR = "moment of a move", 2
_aware = aware(_AT)


def is_moment(owner: object, field: attrs.Attribute[Any], at: object) -> None:
    """Validate the moment of a move: a day, or an instant with its offset."""
    if not isinstance(at, date):
        raise RecordRejected(
            asked=_AT, found="no day and no instant", remedy="Give a date or an aware datetime"
        )
    _aware(owner, field, at)


def _check_details(_: Event, __: object, details: tuple[object, ...]) -> None:
    names: set[str] = set()
    for one in details:
        pair = cast("tuple[object, ...]", one) if isinstance(one, tuple) else ()
        if len(pair) != _PAIR or not isinstance(pair[0], str) or pair[0] in names:
            raise RecordRejected(
                asked="details of an event",
                found="no pair of a name and a value, or two of one name",
                remedy="Give each as a tuple of its name and its value, once",
            )
        names.add(pair[0])


@attrs.frozen(kw_only=True)
class Performer:
    """Who makes a move, and under which licence; ``actor`` None is somebody who is not named."""

    __repr__ = shown

    licence: Licence
    actor: Actor | None = None


@attrs.frozen(kw_only=True)
class Event:
    """A domain event: enough to make the same move again on the same value.

    ``machine`` and ``move`` name a row of a table, ``fact`` is the id of what moved, ``before`` and
    ``after`` are states. ``by`` None is nobody who was told, or the passing of time. ``details``
    are the move's further arguments, by name. A correction has the move ``correct``.
    """

    __repr__ = shown

    machine: str
    fact: str
    move: str
    before: str
    after: str
    at: Moment = attrs.field(validator=is_moment)
    by: Performer | None = None
    reason: str | None = attrs.field(default=None, repr=False)
    details: tuple[tuple[str, object], ...] = attrs.field(
        default=(), converter=as_tuple, validator=_check_details, repr=False
    )
