"""The moves of a permission: asked for, decided by the payer, drawn on by visits, over.

The state of the whole follows from what the payer said of its items (decision 0045). What time
does is told by ``advance``; a payer that is late has not approved. What is over, cancelled or
entered in error is changed by a correction alone, such as drawing a visit that is keyed late.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from carecoord.model.authorization import Authorization
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.asking import KEPT_FROM_ANSWERS, decided, received, requested
from carecoord.rules.moves.authorization_item import AUTHORIZATION_ITEM
from carecoord.rules.moves.authorization_states import (
    ACTION_NEEDED,
    AWAITED,
    CANCELLED,
    DECIDED,
    DENIED,
    DRAFT,
    ENDED,
    GRANTING,
    MODIFIED,
    OPEN,
    PARTIAL,
    PENDED,
    REQUESTED,
    STATES,
    TERMINAL,
    UNCLEAR,
    state_of,
)
from carecoord.rules.moves.detail_kinds import ANSWER, KINDS
from carecoord.rules.moves.drawing import DRAW, UNDRAW, drawn, undrawn
from carecoord.rules.moves.moving_items import item_again
from carecoord.rules.moves.permission_corrections import CORRECTING, corrected
from carecoord.rules.moves.permission_talks import (
    extended,
    information_asked,
    information_sent,
    peer_to_peer_held,
    peer_to_peer_offered,
    reviewed,
)
from carecoord.rules.moves.permission_time import (
    EXPIRE,
    OVERDUE,
    expired,
    overdue,
    passing,
)
from carecoord.rules.moves.statuses import IN_ERROR, row
from carecoord.rules.moves.table import Call, Machine, Move, Need

__all__ = ["AUTHORIZATION"]

_LIVE = OPEN | DECIDED
_ANSWERED = _LIVE - {REQUESTED}


def _in_place(  # noqa: PLR0913  a row has as many columns
    name: str,
    event: str,
    states: Collection[str],
    change: Callable[[Authorization, Call], Authorization],
    *needs: Need,
    details: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    licences: Collection[Licence] = (),
) -> Move[Authorization]:
    """A row that leaves the state what it is."""
    return Move(
        name=name,
        event=event,
        before=states,
        after=states,
        change=change,
        needs=needs,
        details=details,
        optional=optional,
        licences=licences,
    )


_ASKING: tuple[Move[Authorization], ...] = (
    Move(
        name="request",
        event="requested",
        before=(DRAFT,),
        after=(REQUESTED, CANCELLED),
        change=requested,
        optional=("received_at", "due"),
    ),
    _in_place("receive", "received", (REQUESTED,), received, optional=("received_at", "due")),
    Move(
        name="answer",
        event="answered",
        before=_LIVE,
        after=(PENDED, ACTION_NEEDED, UNCLEAR, *DECIDED, CANCELLED),
        change=decided,
        details=("answer",),
        optional=KEPT_FROM_ANSWERS,
    ),
    _in_place("ask-information", "asked for more", OPEN, information_asked, optional=("due",)),
    _in_place("send-information", "told more", OPEN, information_sent),
    _in_place(
        "extend",
        "given more time",
        AWAITED,
        extended,
        Need.REASON,
        details=("to",),
        optional=("noticed_on", "limit"),
    ),
    _in_place(
        "offer-peer-to-peer",
        "offered a peer-to-peer talk",
        (PENDED, MODIFIED, PARTIAL, DENIED),
        peer_to_peer_offered,
        details=("until",),
    ),
    _in_place(
        "hold-peer-to-peer",
        "talked over",
        (PENDED, MODIFIED, PARTIAL, DENIED),
        peer_to_peer_held,
        details=("outcome",),
        licences=(Licence.PRESCRIBER,),
    ),
    _in_place(
        "review",
        "reviewed while it goes on",
        OPEN | GRANTING,
        reviewed,
        details=("days_asked",),
        optional=("days_granted", "next_on"),
    ),
)
_USING: tuple[Move[Authorization], ...] = (
    _in_place(
        DRAW,
        "drawn on",
        GRANTING,
        drawn,
        details=("appointment", "units", "unit", "on"),
        optional=("item", "first_weekday"),
    ),
    _in_place(UNDRAW, "given back", _ANSWERED, undrawn, Need.REASON, details=("appointment",)),
)
_ENDING: tuple[Move[Authorization], ...] = (
    row("cancel", "cancelled", {DRAFT, *_LIVE}, CANCELLED, Need.REASON),
    row("retract", "retracted", {DRAFT, *_LIVE}, IN_ERROR, Need.REASON),
    Move(name=EXPIRE, event="ended", before=GRANTING, after=(ENDED,), change=expired),
    _in_place(OVERDUE, "found overdue", AWAITED, overdue),
)

AUTHORIZATION: Machine[Authorization] = Machine(
    name="authorization",
    kind=Authorization,
    states=STATES,
    terminal=TERMINAL,
    state_of=state_of,
    moves=(*_ASKING, *_USING, *_ENDING),
    corrected=corrected,
    correcting=CORRECTING,
    kinds=KINDS | {"answer": ANSWER},
    passing=passing,
    parts={AUTHORIZATION_ITEM.name: item_again},
    source="X12 278 HCR01 (review actions); HL7 Da Vinci PAS 2.2.1; FHIR R4 Claim and "
    "ClaimResponse; FHIR fixes no transitions of them: the table is ours (decision 0052)",
)
