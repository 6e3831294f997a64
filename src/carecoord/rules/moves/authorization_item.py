"""The moves of a single service of a permission, as a payer decides them by X12 review action.

A payer says them by telephone or portal, item by item. What is certified may be cut back only by a
new answer on the whole, which is a move of the permission.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.answering import as_asked
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.less_granted import shorter
from carecoord.rules.moves.authorization_states import (
    ACTIONS,
    CANCELLED,
    CERTIFIED,
    CONTACT_PAYER,
    DENIED,
    MODIFIED,
    NOT_REQUIRED,
    PENDED,
    REDUCED,
    REQUESTED,
    UNCLEAR,
    item_state_of,
)
from carecoord.rules.moves.detail_kinds import KINDS, UNITS
from carecoord.rules.moves.table import Call, Machine, Move, Need

WITHDRAW = "withdraw"
_UNDECIDED = (REQUESTED, PENDED, CONTACT_PAYER, UNCLEAR)
_CODES = {state: code for code, state in ACTIONS.items()}
_TOLD = ("units", "period", "number", "reasons")


def _refused(found: str, remedy: str) -> MoveRefused:
    return MoveRefused(asked="authorization-item", found=found, remedy=remedy)


def _decided(to: str, item: AuthorizationItem, call: Call) -> AuthorizationItem:
    """The item with the payer's decision and what it told with it."""
    told: dict[str, Any] = {name: call.details.get(name) for name in _TOLD}
    told["reasons"] = tuple(told["reasons"] or ())
    return attrs.evolve(item, review_action=_CODES[to], unanswered=False, **told)


def _plain(to: str) -> Callable[[AuthorizationItem, Call], AuthorizationItem]:
    def change(item: AuthorizationItem, call: Call) -> AuthorizationItem:
        return _decided(to, item, call)

    return change


def _certified(item: AuthorizationItem, call: Call) -> AuthorizationItem:
    done = _decided(CERTIFIED, item, call)
    units = item.requested if done.units is None else done.units
    if units is not None and item.requested is not None and units < item.requested:
        raise _refused("fewer units than were asked for", "Make the move reduce instead")
    if shorter(done):
        remedy = "Make the move reduce instead, or modify where no units are counted"
        raise _refused("fewer days than were asked for", remedy)
    return attrs.evolve(done, units=units)


def _reduced(item: AuthorizationItem, call: Call) -> AuthorizationItem:
    done = _decided(REDUCED, item, call)
    asked, units = item.requested, done.units
    if units is not None and asked is not None and units >= asked and not shorter(done):
        raise _refused("as many units as were asked for", "Make the move certify instead")
    return done


def _modified(item: AuthorizationItem, call: Call) -> AuthorizationItem:
    done = _decided(MODIFIED, item, call)
    code, unit = call.details.get("code"), call.details.get("unit")
    asked_code, asked_unit = item.requested_code or item.code, item.requested_unit or item.unit
    return attrs.evolve(
        done,
        code=code or asked_code,
        unit=unit or asked_unit,
        requested_code=None if code in {None, asked_code} else asked_code,
        requested_unit=None if unit in {None, asked_unit} else asked_unit,
    )


def _withdrawn(item: AuthorizationItem, _: Call) -> AuthorizationItem:
    return attrs.evolve(item, cancelled=True)


def _corrected(item: AuthorizationItem, to: str, call: Call) -> AuthorizationItem:
    """The item as it was decided: what was only withdrawn by mistake is what it was before.

    Else what a payer said of it goes, and what the correction tells stands in its place.
    """
    back = attrs.evolve(item, cancelled=False)
    if item_state_of(back) == to and not call.details:
        return back
    asked = as_asked(back)
    if to in {REQUESTED, UNCLEAR}:
        return attrs.evolve(asked, unanswered=True)
    if to == REDUCED and call.details.get("units") is None:
        raise _refused("no units", "Say how many were granted")
    return _CORRECTIONS.get(to, _plain(to))(asked, call)


_CORRECTIONS: dict[str, Callable[[AuthorizationItem, Call], AuthorizationItem]] = {
    CERTIFIED: _certified,
    REDUCED: _reduced,
    MODIFIED: _modified,
}


def _row(  # noqa: PLR0913, PLR0917  a row has as many columns
    name: str,
    event: str,
    to: str,
    details: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    change: Callable[[AuthorizationItem, Call], AuthorizationItem] | None = None,
) -> Move[AuthorizationItem]:
    return Move(
        name=name,
        event=event,
        before=_UNDECIDED,
        after=(to,),
        change=change or _plain(to),
        details=details,
        optional=optional,
    )


AUTHORIZATION_ITEM: Machine[AuthorizationItem] = Machine(
    name="authorization-item",
    kind=AuthorizationItem,
    states=(
        *(REQUESTED, PENDED, CONTACT_PAYER, UNCLEAR, CERTIFIED, REDUCED, MODIFIED, DENIED),
        *(NOT_REQUIRED, CANCELLED),
    ),
    terminal=(CANCELLED,),
    state_of=item_state_of,
    moves=(
        _row("pend", "pended", PENDED, (), ("reasons",)),
        _row("certify", "certified", CERTIFIED, (), ("units", "period", "number"), _certified),
        _row("reduce", "reduced", REDUCED, ("units",), ("period", "number", "reasons"), _reduced),
        _row("modify", "modified", MODIFIED, (), (*_TOLD, "code", "unit"), _modified),
        _row("deny", "denied", DENIED, (), ("reasons",)),
        _row("contact", "to be talked over", CONTACT_PAYER, (), ("reasons",)),
        _row("not-require", "found to need none", NOT_REQUIRED),
        _row("cancel", "cancelled", CANCELLED, (), ("reasons",)),
        Move(
            name=WITHDRAW,
            event="withdrawn",
            before=(*_UNDECIDED, CERTIFIED, REDUCED, MODIFIED, DENIED, NOT_REQUIRED),
            after=(CANCELLED,),
            change=_withdrawn,
            needs=(Need.REASON,),
        ),
    ),
    corrected=_corrected,
    correcting=(*_TOLD, "code", "unit", "decided_on"),
    kinds=KINDS | {"units": UNITS},
    source="X12 278 HCR01 (review actions); HL7 Da Vinci PAS 2.2.1; the order of moves is ours",
)
"""``cancel`` is the payer's, ``withdraw`` the requester's own."""
