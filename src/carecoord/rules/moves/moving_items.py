"""Moving one item of a permission: the permission as it is then, and the event."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.moment import ClinicalTime
from carecoord.rules.moves.asking import lateness, requested_by
from carecoord.rules.moves.authorization_item import AUTHORIZATION_ITEM, WITHDRAW
from carecoord.rules.moves.authorization_states import (
    CANCELLED,
    DECIDED,
    DRAFT,
    REQUESTED,
    TERMINAL,
    state_of,
)
from carecoord.rules.moves.cases import with_case
from carecoord.rules.moves.deadlines import check_done, check_order
from carecoord.rules.moves.event import Event, Moment, Performer
from carecoord.rules.moves.moving import CORRECT, Moved, called, event_of, step, step_back
from carecoord.rules.moves.table import Call


def move_item(  # noqa: PLR0913  a move has as many parts
    value: Authorization,
    item: int,
    name: str,
    *,
    at: Moment,
    by: Performer | None = None,
    reason: str | None = None,
    **details: Any,  # noqa: ANN401  each row says which it takes
) -> Moved[Authorization]:
    """Make a move of one item, by its sequence; the permission's state follows from its items.

    The event is of the machine ``authorization-item``, with the sequence among its details.

    Raises:
        MoveRefused: no such item, or the move is not legal, or lacks what it needs.
    """
    return _made(value, item, name, Call(at=at, by=by, reason=reason, details=details))


def _made(value: Authorization, item: object, name: str, call: Call) -> Moved[Authorization]:
    held = _held(value, item)
    state = state_of(value)
    if state in TERMINAL or (state == DRAFT and name != WITHDRAW):
        raise _refused(f"the permission is {state}", "Move items while the payer has the request")
    moved, before, after = step(AUTHORIZATION_ITEM, held, name, call)
    return _moved(value, held, moved, (name, before, after), call)


def correct_item(  # noqa: PLR0913  a correction has as many parts
    value: Authorization,
    item: int,
    to: str,
    *,
    at: Moment,
    by: Performer,
    reason: str,
    **details: Any,  # noqa: ANN401  what the state needs
) -> Moved[Authorization]:
    """Undo a wrong state of one item; the event keeps the trail.

    ``decided_on`` is when the payer decided, which the first decision on a request needs.

    Raises:
        MoveRefused: no such item, no reason, no such state, or the item cannot be in it.
    """
    return _corrected(value, item, to, Call(at=at, by=by, reason=reason, details=details))


def item_again(value: Authorization, event: Event) -> tuple[Authorization, Event]:
    """Make the move of an item again, from its event.

    Raises:
        MoveRefused: the event names no item, or does not follow from what came before.
    """
    call = called(event)
    details = {name: one for name, one in call.details.items() if name != "item"}
    told = attrs.evolve(call, details=details)
    item = call.details.get("item")
    if event.move == CORRECT and event.by is not None:
        made = _corrected(value, item, event.after, told)
    else:
        made = _made(value, item, event.move, told)
    return made.value, made.event


def _corrected(value: Authorization, item: object, to: str, call: Call) -> Moved[Authorization]:
    held = _held(value, item)
    if state_of(value) == DRAFT and to not in {REQUESTED, CANCELLED}:
        raise _refused("the permission is draft", "Correct it once the payer has the request")
    moved, before = step_back(AUTHORIZATION_ITEM, held, to, call)
    if moved != attrs.evolve(held, cancelled=moved.cancelled):
        value = _without_added(value, held.sequence)
    return _moved(value, held, moved, (CORRECT, before, to), call)


def _without_added(value: Authorization, item: int | None) -> Authorization:
    """The permission without what a wrong decision put in the place of an item."""
    shared = [one for one in value.items if item in one.added_for and set(one.added_for) != {item}]
    if shared:
        raise _refused(
            "what was put in its place stands for other items too",
            "Correct the permission, with the payer's answer",
        )
    kept = tuple(one for one in value.items if item not in one.added_for)
    return attrs.evolve(value, items=kept)


def _held(value: Authorization, item: object) -> AuthorizationItem:
    """The one item that was asked for under a sequence."""
    numbered = [] if type(item) is not int else value.items
    found = [one for one in numbered if one.sequence == item and not one.added]
    if len(found) != 1:
        many = "several items" if found else "no item"
        raise _refused(f"{many} under the sequence", "Name an item that was asked for")
    return found[0]


def _moved(
    value: Authorization,
    held: AuthorizationItem,
    moved: AuthorizationItem,
    made: tuple[str, str, str],
    call: Call,
) -> Moved[Authorization]:
    """The permission with the item; what was asked ``made`` is the move and the states."""
    items = tuple(moved if one is held else one for one in value.items)
    told = attrs.evolve(call, details={**call.details, "item": held.sequence})
    headed = _headed(attrs.evolve(value, items=items), made[0], call)
    return Moved(
        _late_or_not(value, headed),
        event_of(AUTHORIZATION_ITEM, value.id, *made, told),
    )


def _late_or_not(before: Authorization, after: Authorization) -> Authorization:
    """The permission with since when it was overdue, told by the day of its decision."""
    on = after.created_on
    if before.case is None or on is None or state_of(before) in DECIDED:
        return after
    if state_of(after) not in DECIDED:
        return after
    return with_case(after, overdue_since=lateness(before, on))


def _headed(value: Authorization, name: str, call: Call) -> Authorization:
    """The permission as answered once a payer spoke of every item, and as asked before it did."""
    on = _decided_on(value, name, call)
    spoken = [one.review_action is not None for one in value.items if not one.cancelled]
    if value.outcome is None and spoken and all(spoken):
        if on is None:
            raise _refused("no decided_on", "Say when the payer decided")
        return attrs.evolve(
            value,
            outcome="complete",
            created_on=on,
            requested_on=value.created_on,
            identifiers=(),
            request_identifiers=value.identifiers,
        )
    if value.outcome is not None and spoken and not any(spoken):
        return attrs.evolve(
            value,
            outcome=None,
            created_on=value.requested_on,
            requested_on=None,
            identifiers=value.request_identifiers,
            request_identifiers=(),
        )
    if value.outcome is None or name == WITHDRAW:
        return value
    return attrs.evolve(
        value,
        outcome="complete" if all(spoken) else value.outcome,
        created_on=value.created_on if on is None else on,
    )


def _decided_on(value: Authorization, name: str, call: Call) -> ClinicalTime | None:
    """When the payer decided: at the moment of a move, of a correction only if it says so."""
    if name == WITHDRAW:
        return call.at
    on: ClinicalTime | None = call.details.get("decided_on") if name == CORRECT else call.at
    check_done(AUTHORIZATION_ITEM.name, call.at, decided_on=on)
    check_order(AUTHORIZATION_ITEM.name, requested_by(value), on, "a decision before the request")
    return on


def _refused(found: str, remedy: str) -> MoveRefused:
    return MoveRefused(asked=AUTHORIZATION_ITEM.name, found=found, remedy=remedy)
