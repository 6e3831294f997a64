"""What the moves of a referral do to it, where that is more than a date."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.order import Referral
from carecoord.rules.moves.referral_stages import NOTHING_YET, check_read, state_of
from carecoord.rules.moves.refusal import check_new_id, refused
from carecoord.rules.moves.table import Call


def ordered(value: Referral, call: Call) -> Referral:
    """The referral as somebody ordered it; who did is its requester, unless it says another."""
    authored = call.at if value.authored_on is None else value.authored_on
    actor = call.by.actor if call.by is not None else None
    asked = actor if value.requester is None else value.requester
    return attrs.evolve(value, status="active", authored_on=authored, requester=asked)


def referred_again(value: Referral, call: Call) -> Referral:
    """The referral that takes the place of a rejected one, to somebody else.

    Raises:
        MoveRefused: it takes no place, or names nobody.
    """
    performers = tuple(call.details["performers"])
    if not value.replaces or not performers:
        raise refused(
            "referral: again",
            "it replaces none, or is to nobody",
            "Make it from the one that was rejected, and say to whom it goes",
        )
    return ordered(attrs.evolve(value, performers=performers), call)


def handed_off(value: Referral, call: Call) -> Referral:
    """The referral as one clinician handed it to another, who is then among its performers."""
    to: Actor = call.details["to"]
    performers = value.performers if to in value.performers else (*value.performers, to)
    return attrs.evolve(value, handed_off_on=call.at, performers=performers)


def scheduled(value: Referral, call: Call) -> Referral:
    """The referral with the visit that was booked."""
    return attrs.evolve(value, appointment=call.details["appointment"], scheduled_on=call.at)


def read(value: Referral, call: Call) -> Referral:
    """The referral whose report the referrer read: in FHIR's words it is completed."""
    check_read("read", value.reported_on, call.at)
    actor = call.by.actor if call.by is not None else None
    return attrs.evolve(value, status="completed", read_on=call.at, read_by=actor)


def renewed(referral: Referral, new_id: str) -> Referral:
    """Draft a referral that takes the place of a rejected one, with which nothing has happened.

    What payers said of the old one, and its business identifiers, are the old one's alone.

    Raises:
        MoveRefused: the old one was not rejected, or has this id.
    """
    check_new_id("referral: again", new_id, referral.id)
    if state_of(referral) != "rejected":
        raise refused("referral: again", "it was not rejected", "Refer again what was rejected")
    return attrs.evolve(
        referral,
        id=new_id,
        status="draft",
        identifiers=(),
        source=None,
        authored_on=None,
        requester=None,
        performers=(),
        coverage_information=(),
        replaces=(referral.id,),
        **NOTHING_YET,
    )
