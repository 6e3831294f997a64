"""A night: what time alone has done to many values by a moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.shown import shown
from carecoord.rules.moves.event import Event, Moment
from carecoord.rules.moves.moving import advanced
from carecoord.rules.moves.table import Call, Machine

T = TypeVar("T", bound=Fact)


@attrs.frozen
class NotAdvanced:
    """A value that could not be advanced: its place among those given, from 0, and why.

    What was raised may come from anywhere, and may say what stands in a record.
    """

    __repr__ = shown

    place: int
    because: Exception = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Advanced(Generic[T]):
    """All values as they are then, in their order, and what happened to them.

    What ``failed`` stands among the values as it was given, and has no events.
    """

    __repr__ = shown

    values: tuple[T, ...] = attrs.field(converter=as_tuple)
    events: tuple[Event, ...] = attrs.field(converter=as_tuple)
    failed: tuple[NotAdvanced, ...] = attrs.field(converter=as_tuple)


def advance_all(machine: Machine[T], values: Iterable[T], at: Moment) -> Advanced[T]:
    """Make every move that time alone makes by a moment, until each value is at rest.

    One that cannot be advanced costs the others nothing.

    Raises:
        RecordRejected: the moment is an instant without its offset.
    """
    call = Call(at=at)
    kept: list[T] = []
    events: list[Event] = []
    failed: list[NotAdvanced] = []
    for place, value in enumerate(values):
        try:
            rested, happened = _at_rest(machine, value, call)
        except Exception as wrong:  # noqa: BLE001  told beside the others, whatever it is
            rested, happened = value, []
            failed.append(NotAdvanced(place, wrong))
        kept.append(rested)
        events += happened
    return Advanced(values=kept, events=events, failed=failed)


def _at_rest(machine: Machine[T], value: T, call: Call) -> tuple[T, list[Event]]:
    """Advance a value until time makes no further move of it."""
    events: list[Event] = []
    while (made := advanced(machine, value, call)) is not None:
        value, event = made
        events.append(event)
        if len(events) > len(machine.moves):
            raise AuthoringError(
                asked=f"the table of {machine.name}",
                found=f"at one moment time makes the move {event.move} again and again",
                remedy="Let passing tell no move that has been made",
            )
    return value, events
