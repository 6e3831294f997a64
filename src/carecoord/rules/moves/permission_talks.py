"""What is said between request and decision: questions, more time, talks of clinicians, reviews."""

from __future__ import annotations

import attrs

from carecoord.model.authorization import Authorization
from carecoord.model.permission_case import ClockExtension, ConcurrentReview, PeerToPeer
from carecoord.rules.moves.cases import case_of, refused, with_case
from carecoord.rules.moves.deadlines import check_done, later
from carecoord.rules.moves.table import Call

NOT_HELD = "not-held"
OUTCOMES = frozenset({"upheld", "overturned", NOT_HELD})


def information_asked(value: Authorization, call: Call) -> Authorization:
    """The payer wants to know more; its clock runs on."""
    asked = attrs.evolve(value, information_requested=True)
    return with_case(asked, information_due=call.details.get("due"))


def information_sent(value: Authorization, _: Call) -> Authorization:
    """What the payer wanted to know was sent."""
    return with_case(attrs.evolve(value, information_requested=False), information_due=None)


def extended(value: Authorization, call: Call) -> Authorization:
    """The payer takes more time, and gives its reason.

    Raises:
        MoveRefused: time was taken before, no more than there was, more than the limit of the
            call, or said only when the time was over.
    """
    held = case_of(value)
    to, limit = call.details["to"], call.details.get("limit")
    said = call.details.get("noticed_on")
    check_done("authorization: extend", call.at, noticed_on=said)
    if held.extension is not None:
        raise refused("extend", "time was taken before", "No payer may take more time twice")
    if held.due is not None and not later(to, held.due):
        raise refused("extend", "no more time than before", "Give the new end")
    if limit is not None and later(to, limit):
        raise refused("extend", "more time than may be taken", "Give an end within the limit")
    if held.due is not None and later(said or call.at, held.due):
        raise refused("extend", "told after the time was over", "It is overdue; late is no answer")
    more = ClockExtension(to=to, reason=call.reason, noticed_on=said)
    return with_case(value, extension=more, due=to, overdue_since=None)


def peer_to_peer_offered(value: Authorization, call: Call) -> Authorization:
    """The payer's clinician can be talked to until a moment."""
    until = call.details["until"]
    if later(call.at, until):
        raise refused("offer-peer-to-peer", "an end that is past", "Give until when it can be had")
    return with_case(value, peer_to_peer=PeerToPeer(until=until))


def peer_to_peer_held(value: Authorization, call: Call) -> Authorization:
    """The talk was held, or was not; what it changes comes with a new answer.

    Raises:
        MoveRefused: none was offered, it was held too late, or it cannot end so.
    """
    held, outcome = case_of(value).peer_to_peer, call.details["outcome"]
    if held is None or held.outcome is not None:
        raise refused("hold-peer-to-peer", "no talk is to come", "Note the payer's offer first")
    if outcome not in OUTCOMES:
        raise refused(
            "hold-peer-to-peer",
            "no outcome of a talk",
            f"Say one of: {', '.join(sorted(OUTCOMES))}",
        )
    took_place = outcome != NOT_HELD
    if took_place and held.until is not None and later(call.at, held.until):
        raise refused("hold-peer-to-peer", "the time for it is over", "File an appeal instead")
    return with_case(
        value,
        peer_to_peer=attrs.evolve(
            held,
            outcome=outcome,
            held_at=call.at if took_place else None,
            by=call.by.actor if call.by else None,
        ),
    )


def reviewed(value: Authorization, call: Call) -> Authorization:
    """The payer looked at a stay or a course that goes on."""
    asked, granted = call.details["days_asked"], call.details.get("days_granted")
    next_on = call.details.get("next_on")
    if next_on is not None and not later(next_on, call.at):
        raise refused("review", "a next review that is not after this one", "Give its day")
    look = ConcurrentReview(on=call.at, days_asked=asked, days_granted=granted, next_on=next_on)
    return with_case(value, reviews=(*case_of(value).reviews, look))
