"""The moves of a referral, from the order to the report read by the referrer.

A warm hand-off is open until the other side accepted: no visit is booked out of it before. What
was rejected goes to somebody else as a new referral, which names the old one.
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.actor import Actor
from carecoord.model.order import Referral
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.detail_kinds import ACTOR, KINDS
from carecoord.rules.moves.event import Moment, Performer
from carecoord.rules.moves.moving import Moved, move
from carecoord.rules.moves.referral_changes import (
    handed_off,
    ordered,
    read,
    referred_again,
    renewed,
    scheduled,
)
from carecoord.rules.moves.referral_stages import CORRECTING, STAGES, corrected, resumed, state_of
from carecoord.rules.moves.statuses import IN_ERROR, row
from carecoord.rules.moves.table import Machine, Move, Need

READERS = (Licence.PRESCRIBER, Licence.RN)
"""Who may read the report for the referrer: it has to be judged what follows from it."""

_UNDER_WAY = tuple(stage for stage in STAGES if stage != "closed")
_OPEN = ("draft", *_UNDER_WAY, "on-hold")

MOVES: tuple[Move[Referral], ...] = (
    Move(
        name="order",
        event="ordered",
        before=("draft",),
        after=("ordered",),
        change=ordered,
        needs=(Need.PERFORMER,),
    ),
    Move(
        name="again",
        event="referred again",
        before=("draft",),
        after=("ordered",),
        change=referred_again,
        needs=(Need.PERFORMER,),
        details=("performers",),
    ),
    row("send", "sent", ("ordered",), "sent", status=None, sent_on=lambda call: call.at),
    Move(
        name="hand-off",
        event="handed off in person",
        before=("ordered", "sent"),
        after=("handed-off",),
        change=handed_off,
        needs=(Need.PERFORMER,),
        details=("to",),
    ),
    row(
        "accept",
        "accepted",
        ("sent", "handed-off"),
        "accepted",
        status=None,
        accepted_on=lambda call: call.at,
    ),
    row(
        "reject",
        "rejected",
        ("sent", "handed-off", "accepted"),
        "rejected",
        Need.REASON,
        status=None,
        rejected_on=lambda call: call.at,
        rejected_because=lambda call: call.reason,
    ),
    Move(
        name="schedule",
        event="visit booked",
        before=("ordered", "sent", "accepted"),
        after=("scheduled",),
        change=scheduled,
        details=("appointment",),
    ),
    Move(
        name="reschedule",
        event="visit booked anew",
        before=("scheduled",),
        after=("scheduled",),
        change=scheduled,
        details=("appointment",),
    ),
    row(
        "see",
        "patient seen",
        ("accepted", "scheduled"),
        "seen",
        status=None,
        seen_on=lambda call: call.at,
    ),
    row(
        "report",
        "report received",
        ("sent", "accepted", "scheduled", "seen"),
        "reported",
        details=("report",),
        status=None,
        report=lambda call: call.details["report"],
        reported_on=lambda call: call.at,
    ),
    Move(
        name="read",
        event="report read by the referrer",
        before=("reported",),
        after=("closed",),
        change=read,
        needs=(Need.PERFORMER,),
        licences=READERS,
    ),
    row("hold", "put on hold", _UNDER_WAY, "on-hold", Need.REASON),
    Move(
        name="resume",
        event="resumed",
        before=("on-hold",),
        after=_UNDER_WAY,
        change=resumed,
    ),
    row("cancel", "cancelled", _OPEN, "cancelled", Need.REASON, status="revoked"),
    row("retract", "retracted", _OPEN, IN_ERROR, Need.REASON),
)

REFERRAL = Machine(
    name="referral",
    kind=Referral,
    states=(
        "draft",
        "ordered",
        "sent",
        "handed-off",
        "accepted",
        "scheduled",
        "seen",
        "reported",
        "on-hold",
        "closed",
        "rejected",
        "cancelled",
        IN_ERROR,
        "unknown",
    ),
    terminal=("closed", "rejected", "cancelled", IN_ERROR),
    state_of=state_of,
    moves=MOVES,
    corrected=corrected,
    correcting=CORRECTING,
    kinds=KINDS | {"to": ACTOR},
    source="HL7 FHIR R4 (4.0.1), ServiceRequest: status, replaces; decision 0051",
)
"""Retracting what is final is a correction."""


def again(
    referral: Referral, new_id: str, *, at: Moment, by: Performer, performers: Iterable[Actor]
) -> Moved[Referral]:
    """Refer again after a rejection: a new referral, and its first event.

    The event makes it again out of ``renewed(referral, new_id)``. The old one is not changed.

    Raises:
        MoveRefused: the old one was not rejected, or nobody is named.
    """
    draft = renewed(referral, new_id)
    return move(REFERRAL, draft, "again", at=at, by=by, performers=tuple(performers))
