"""A state machine as a table: states, moves, what each needs, and what it does to the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

import attrs

from carecoord.errors import AuthoringError, RecordRejected
from carecoord.model.collected import as_frozenset
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.detail_kinds import Kind
from carecoord.rules.moves.event import Event, Moment, Performer, is_moment

T = TypeVar("T")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
UNKNOWN = "unknown"
"""The state of what says none: kept where it is read, and never written by us."""


class Need(Enum):
    """What a move cannot do without, besides its moment."""

    REASON = "a reason"
    PERFORMER = "who does it"


def _with_tuples(details: Mapping[str, Any]) -> Mapping[str, Any]:
    """What can be gone through once becomes a tuple: an event keeps what its move was told."""
    if not details:
        return _NOTHING
    return {name: _kept(one) for name, one in details.items()}


def _kept(one: object) -> object:
    whole = isinstance(one, str | bytes | Mapping) or attrs.has(type(one))
    return one if whole or not isinstance(one, Iterable) else tuple(cast("Iterable[object]", one))


def _check_by(_: Call, __: object, by: object) -> None:
    if by is not None and not isinstance(by, Performer):
        raise RecordRejected(
            asked="who makes a move", found="no Performer", remedy="Give a Performer, or None"
        )


def _check_reason(_: Call, __: object, reason: object) -> None:
    if reason is not None and not isinstance(reason, str):
        raise RecordRejected(
            asked="reason of a move", found="no text", remedy="Give the reason as a text"
        )


@attrs.frozen(kw_only=True)
class Call:
    """The arguments of a move."""

    at: Moment = attrs.field(validator=is_moment)
    by: Performer | None = attrs.field(default=None, validator=_check_by)
    reason: str | None = attrs.field(default=None, repr=False, validator=_check_reason)
    details: Mapping[str, Any] = attrs.field(default=_NOTHING, converter=_with_tuples, repr=False)


@attrs.frozen(kw_only=True)
class Move(Generic[T]):
    """A row of the table: ``name`` is what is done, ``event`` what has then happened.

    ``after`` are the states that it may lead to: several where the value decides, as an answer
    does. ``details`` names the further arguments, ``optional`` those of them that may be left out.
    ``licences`` are those who may do it; empty: anybody.
    """

    name: str
    event: str
    before: frozenset[str] = attrs.field(converter=as_frozenset)
    after: frozenset[str] = attrs.field(converter=as_frozenset)
    change: Callable[[T, Call], T]
    needs: frozenset[Need] = attrs.field(default=frozenset(), converter=as_frozenset)
    details: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    licences: frozenset[Licence] = attrs.field(default=frozenset(), converter=as_frozenset)


@attrs.frozen(kw_only=True)
class Machine(Generic[T]):
    """The moves of one type of value.

    ``state_of`` reads the state from the value. Out of ``terminal`` states leads nothing but a
    correction; ``corrected`` gives a value the state that a correction says, where that can be, and
    ``correcting`` names the arguments that it may take. ``kinds`` says what arguments are, by name:
    of one that it lacks the move itself has to see to that. ``passing`` tells the move that time
    alone has made by a moment, or None, from a value and its state; without it time moves none.
    ``parts`` makes the moves of a
    value's parts again from their events, by the name of their machine.
    """

    name: str
    kind: type[T]
    states: tuple[str, ...]
    terminal: frozenset[str] = attrs.field(converter=as_frozenset)
    state_of: Callable[[T], str]
    moves: tuple[Move[T], ...]
    corrected: Callable[[T, str, Call], T]
    correcting: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = attrs.field(factory=dict[str, Kind])
    passing: Callable[[T, str, Moment], str | None] | None = None
    parts: Mapping[str, Callable[[T, Event], tuple[T, Event]]] = attrs.field(
        factory=dict[str, Callable[[T, Event], tuple[T, Event]]]
    )
    source: str
    """Where the states and moves come from."""

    def __attrs_post_init__(self) -> None:
        known = set(self.states)
        for move in self.moves:
            if not (move.before | move.after) <= known or move.before & self.terminal:
                raise AuthoringError(
                    asked=f"the table of {self.name}",
                    found=f"{move.name} uses a state that it may not",
                    remedy="Name states of the table; no move leaves a terminal state",
                )

    @cached_property
    def by_name(self) -> Mapping[str, Move[T]]:
        """The moves by name."""
        return {move.name: move for move in self.moves}

    def legal(self, state: str) -> tuple[str, ...]:
        """The names of the moves that are legal in a state, in the order of the table."""
        return tuple(move.name for move in self.moves if state in move.before)
