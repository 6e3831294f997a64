"""Making a move: the value as it is then, and the event; or a refusal that says what is legal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.fact import Fact
from carecoord.rules.moves.detail_kinds import other_kind
from carecoord.rules.moves.event import Event, Moment, Performer
from carecoord.rules.moves.table import UNKNOWN, Call, Machine, Move, Need

T = TypeVar("T", bound=Fact)
S = TypeVar("S")
CORRECT, REPLAY = "correct", "replay"
"""The move of an audited correction, legal in every state; and making events again."""


@attrs.frozen
class Moved(Generic[T]):
    """A value after a move, and what happened."""

    value: T
    event: Event


def move(  # noqa: PLR0913  a move has as many parts
    machine: Machine[T],
    value: T,
    name: str,
    *,
    at: Moment,
    by: Performer | None = None,
    reason: str | None = None,
    **details: Any,  # noqa: ANN401  each row says which it takes
) -> Moved[T]:
    """Make a move. The value given is not changed.

    ``at`` is when, ``by`` who, ``reason`` why; further arguments are those of the row.

    Raises:
        MoveRefused: the move is not legal in this state, or lacks what it needs.
    """
    call = Call(at=at, by=by, reason=reason, details=details)
    moved, before, after = step(machine, value, name, call)
    return Moved(moved, event_of(machine, value.id, name, before, after, call))


def correct(  # noqa: PLR0913  a correction has as many parts
    machine: Machine[T],
    value: T,
    to: str,
    *,
    at: Moment,
    by: Performer,
    reason: str,
    **details: Any,  # noqa: ANN401  what the state needs
) -> Moved[T]:
    """Undo a wrong state, a terminal one too; the event keeps the trail.

    Nothing is corrected to ``unknown``: who corrects a state knows which it was.

    Raises:
        MoveRefused: there is no reason, no such state, or the value cannot be in it.
    """
    call = Call(at=at, by=by, reason=reason, details=details)
    fixed, before = step_back(machine, value, to, call)
    return Moved(fixed, event_of(machine, value.id, CORRECT, before, to, call))


def step(machine: Machine[S], value: S, name: str, call: Call) -> tuple[S, str, str]:
    """Make a move of a value or of a part of one: it as it is then, its states before and after.

    Raises:
        MoveRefused: the move is not legal in this state, or lacks what it needs.
    """
    before = machine.state_of(value)
    moved, after = _made(machine, value, before, name, call)
    return moved, before, after


def _made(machine: Machine[S], value: S, before: str, name: str, call: Call) -> tuple[S, str]:
    """Make a move of a value whose state is known: it as it is then, and its state."""
    row = machine.by_name.get(name) if isinstance(name, str) else None
    if row is None or before not in row.before:
        raise _illegal(machine, name, before)
    _check(machine, row, call)
    moved = row.change(value, call)
    after = machine.state_of(moved)
    if after not in row.after:
        raise _refused(machine, name, f"it would leave the value {after}", "Give what it needs")
    return moved, after


def step_back(machine: Machine[S], value: S, to: str, call: Call) -> tuple[S, str]:
    """Correct the state of a value or of a part of one: it as it is then, its state before.

    Raises:
        MoveRefused: there is no reason, no such state, or the value cannot be in it.
    """
    before = machine.state_of(value)
    if call.by is None:
        raise _refused(machine, CORRECT, "nobody who makes it", "Say who corrects it")
    if not call.reason or not call.reason.strip():
        raise _refused(machine, CORRECT, "no reason", "Say what was wrong")
    others = [one for one in machine.states if one not in {before, UNKNOWN}]
    if to not in others:
        states = ", ".join(others)
        named = to if to in machine.states else "what the table does not have"
        raise _refused(
            machine, CORRECT, f"{named} is no other state of it", f"Name one of: {states}"
        )
    _check_names(machine, CORRECT, call, machine.correcting)
    _check_kinds(machine, CORRECT, call)
    fixed = machine.corrected(value, to, call)
    after = machine.state_of(fixed)
    if after != to:
        raise _refused(machine, CORRECT, f"the value would be {after}", "Give what the state needs")
    return fixed, before


def advance(machine: Machine[T], value: T, at: Moment) -> Moved[T] | None:
    """Make the next move that time alone makes by a moment; None where there is none.

    Several may be due: advance again until there is none, or use ``advance_all``.

    Raises:
        RecordRejected: the moment is an instant without its offset.
    """
    made = advanced(machine, value, Call(at=at))
    return None if made is None else Moved(made[0], made[1])


def advanced(machine: Machine[T], value: T, call: Call) -> tuple[T, Event] | None:
    """Make the next move of time, if there is one: the value as it is then, and what happened.

    Out of a terminal state time leads nowhere, and the machine is not asked.
    """
    if machine.passing is None:
        return None
    before = machine.state_of(value)
    name = None if before in machine.terminal else machine.passing(value, before, call.at)
    if name is None:
        return None
    moved, after = _made(machine, value, before, name, call)
    return moved, Event(
        machine=machine.name, fact=value.id, move=name, before=before, after=after, at=call.at
    )


def replay(machine: Machine[T], value: T, events: Iterable[Event]) -> T:
    """Make the moves of events again, in order, from the value that they began with.

    Raises:
        MoveRefused: an event is of another value or machine, or does not follow from those before.
    """
    for event in events:
        part = machine.parts.get(event.machine)
        if event.fact != value.id or (part is None and event.machine != machine.name):
            raise _refused(
                machine,
                _named(machine, event.move, REPLAY),
                "an event of something else",
                "Give its own events",
            )
        after, made = _again(machine, value, event) if part is None else part(value, event)
        if (made.before, made.after) != (event.before, event.after):
            raise _refused(
                machine,
                _named(machine, event.move, REPLAY),
                "it does not follow from what came before",
                "Give all events",
            )
        value = after
    return value


def _again(machine: Machine[T], value: T, event: Event) -> tuple[T, Event]:
    call = called(event)
    if event.move == CORRECT and event.by is not None:
        value, before = step_back(machine, value, event.after, call)
        return value, event_of(machine, event.fact, CORRECT, before, event.after, call)
    value, before, after = step(machine, value, event.move, call)
    return value, event_of(machine, event.fact, event.move, before, after, call)


def called(event: Event) -> Call:
    """The arguments with which an event's move was made."""
    return Call(at=event.at, by=event.by, reason=event.reason, details=dict(event.details))


def _illegal(machine: Machine[S], name: str, state: str) -> MoveRefused:
    found = f"it is {state}" if state in machine.states else "the table has no such state"
    final = f": {state} is final" if state in machine.terminal else ""
    legal = ", ".join(machine.legal(state)) or f"none but a correction{final}"
    named = _named(machine, name, "a move that the table does not have")
    return _refused(machine, named, found, f"Legal now: {legal}")


def _named(machine: Machine[S], name: object, otherwise: str) -> str:
    """The name of a move of the table; another one is a text of the caller, and not repeated."""
    known = isinstance(name, str) and (name in machine.by_name or name == CORRECT)
    return str(name) if known else otherwise


def _check(machine: Machine[S], row: Move[S], call: Call) -> None:
    """Whether a call brings what its row needs, and nothing that it does not know."""
    if not (row.details or row.needs or row.licences or call.details):
        return
    missing = [one for one in row.details if call.details.get(one) is None]
    if Need.REASON in row.needs and not (call.reason and call.reason.strip()):
        missing.append(Need.REASON.value)
    unnamed = call.by is None or (Need.PERFORMER in row.needs and call.by.actor is None)
    if (Need.PERFORMER in row.needs or row.licences) and unnamed:
        missing.append(Need.PERFORMER.value)
    if missing:
        raise _refused(
            machine, row.name, f"without {', '.join(missing)}", "Give what the move needs"
        )
    _check_names(machine, row.name, call, (*row.details, *row.optional))
    if row.licences and call.by is not None and call.by.licence not in row.licences:
        who = ", ".join(sorted(one.value for one in row.licences))
        raise _refused(machine, row.name, f"by a {call.by.licence.value}", f"It is done by: {who}")
    _check_kinds(machine, row.name, call)


def _check_names(machine: Machine[S], name: str, call: Call, known: tuple[str, ...]) -> None:
    if call.details.keys() - set(known):
        takes = ", ".join(known) or "nothing further"
        raise _refused(machine, name, "arguments that it does not take", f"It takes: {takes}")


def _check_kinds(machine: Machine[S], name: str, call: Call) -> None:
    """Whether what a call brings is of the kinds that the table says."""
    if (other := other_kind(machine.kinds, call.details)) is not None:
        wrong, kind = other
        raise _refused(machine, name, f"{wrong} is of another kind", f"Give {kind.said}")


def event_of(  # noqa: PLR0913, PLR0917  an event has as many parts
    machine: Machine[S], fact: str, name: str, before: str, after: str, call: Call
) -> Event:
    """Say what happened to a fact, or to a part of it; ``fact`` is its id."""
    return Event(
        machine=machine.name,
        fact=fact,
        move=name,
        before=before,
        after=after,
        at=call.at,
        by=call.by,
        reason=call.reason,
        details=tuple(sorted(call.details.items())) if call.details else (),
    )


def _refused(machine: Machine[S], name: str, found: str, remedy: str) -> MoveRefused:
    return MoveRefused(asked=f"{machine.name}: {name}", found=found, remedy=remedy)
