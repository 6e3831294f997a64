"""What happened to a value: one move, who made it, when and why."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.model.actor import Actor
from carecoord.model.collected import as_tuple
from carecoord.model.moment import aware
from carecoord.model.shown import shown
from carecoord.rules.engine.licence import Licence

Moment = date | datetime
"""A day, or an instant with its offset where hours count."""


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
    at: Moment = attrs.field(validator=aware("moment of a move"))
    by: Performer | None = None
    reason: str | None = attrs.field(default=None, repr=False)
    details: tuple[tuple[str, object], ...] = attrs.field(
        default=(), converter=as_tuple, repr=False
    )
