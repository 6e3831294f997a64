"""Whether those who have to come to a meeting agreed to it.

A participant is waited for who has not accepted and has been asked: ``required`` says so, or
``status`` holds another answer. Nobody waits for those who are optional or told only.
"""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.appointment import Appointment
from carecoord.rules.moves.refusal import refused
from carecoord.rules.moves.table import Call

ANSWERS = ("accepted", "declined", "tentative", "needs-action")
_DECIDED = frozenset(("accepted", "declined"))
_NOT_NEEDED = frozenset(("optional", "information-only"))


def waited_for(value: Appointment) -> int:
    """How many required participants have not accepted."""
    return sum(map(_awaited, value.participants))


def _awaited(one: Actor) -> bool:
    if one.required in _NOT_NEEDED or one.status == "accepted":
        return False
    return one.status is not None or one.required == "required"


def all_accepted(value: Appointment) -> Appointment:
    """The appointment, where nobody is waited for.

    Raises:
        MoveRefused: a required participant has not accepted.
    """
    if missing := waited_for(value):
        raise refused(
            "appointment: booked",
            f"{missing} required participant(s) have not accepted",
            "Make the move answer for each of them, or await",
        )
    return value


def answered(value: Appointment, call: Call) -> Appointment:
    """The appointment with a participant's answer, and the status that follows from all answers."""
    answer = call.details["answer"]
    if answer not in ANSWERS:
        raise refused("appointment: answer", "no such answer", f"Give one of: {', '.join(ANSWERS)}")
    at = [
        place
        for place, one in enumerate(value.participants)
        if (one.id if one.id is not None else one.kind) == call.details["participant"]
    ]
    if len(at) != 1:
        raise refused(
            "appointment: answer",
            f"{len(at)} participants are called that",
            "Give the id of one actor; of one without an id, the kind",
        )
    people = tuple(
        attrs.evolve(one, status=answer) if place in at else one
        for place, one in enumerate(value.participants)
    )
    heard = attrs.evolve(value, participants=people)
    return attrs.evolve(heard, status=_status(heard))


def _status(value: Appointment) -> str:
    """Booked when all that are required accepted, pending once anybody decided, else as it was."""
    timed = value.start is not None and value.end is not None
    if value.status == "proposed" and not (timed and _anybody_decided(value)):
        return "proposed"
    return "pending" if waited_for(value) else "booked"


def _anybody_decided(value: Appointment) -> bool:
    return any(one.status in _DECIDED for one in value.participants)
