"""The moves of an appointment, in the states of FHIR R4.

``booked`` is what all required participants accepted; until then it is ``pending``. Whoever left
before being seen is cancelled: they came, and the visit did not take place.
"""

from __future__ import annotations

from collections.abc import Collection

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.code import CodeableConcept
from carecoord.rules.moves.appointment_corrections import CORRECTING, corrected
from carecoord.rules.moves.detail_kinds import KINDS
from carecoord.rules.moves.meeting_times import begun, timed
from carecoord.rules.moves.participants import all_accepted, answered, waited_for
from carecoord.rules.moves.refusal import refused
from carecoord.rules.moves.statuses import IN_ERROR, row, status_of
from carecoord.rules.moves.table import Call, Machine, Move, Need

CONFIRMED_AT_CHECK_IN = ("demographics", "coverage")
"""What is gone through with every patient who is checked in."""

_OPEN = ("proposed", "pending", "booked", "waitlist", "arrived", "checked-in")
_TIMES = ("start", "end")


def _why(call: Call) -> CodeableConcept | None:
    """The code and the text of a reason; None where there is neither."""
    code: CodeableConcept | None = call.details.get("code")
    if code is None:
        return None if call.reason is None else CodeableConcept((), call.reason)
    return code if call.reason is None else attrs.evolve(code, text=call.reason)


def _awaited(value: Appointment, call: Call) -> Appointment:
    return attrs.evolve(timed(value, call), status="pending")


def _booked(value: Appointment, call: Call) -> Appointment:
    return attrs.evolve(all_accepted(timed(value, call)), status="booked")


def _moved(value: Appointment, call: Call) -> Appointment:
    """At another time: what was booked stays so; what is waited for stays pending."""
    return attrs.evolve(timed(value, call), status="pending" if waited_for(value) else "booked")


def _checked_in(value: Appointment, call: Call) -> Appointment:
    confirmed: Collection[str] = call.details["confirmed"]
    missing = [one for one in CONFIRMED_AT_CHECK_IN if one not in confirmed]
    if isinstance(confirmed, str) or missing:
        raise refused(
            "appointment: check-in",
            f"without {' and '.join(missing or CONFIRMED_AT_CHECK_IN)} confirmed",
            "Go through both with the patient, and give both as a tuple",
        )
    arrived = call.at if value.arrived_at is None else value.arrived_at
    return attrs.evolve(value, status="checked-in", confirmed=tuple(confirmed), arrived_at=arrived)


def _missed(value: Appointment, call: Call) -> Appointment:
    return attrs.evolve(
        begun(value, call.at), status="noshow", cancellation_reason=_why(call), cancelled_on=None
    )


MOVES: tuple[Move[Appointment], ...] = (
    Move(
        name="await",
        event="sent to those who have to agree",
        before=("proposed", "waitlist"),
        after=("pending",),
        change=_awaited,
        optional=_TIMES,
    ),
    Move(
        name="answer",
        event="answered by a participant",
        before=("proposed", "pending", "booked"),
        after=("proposed", "pending", "booked"),
        change=answered,
        details=("participant", "answer"),
    ),
    Move(
        name="book",
        event="booked",
        before=("proposed", "pending", "waitlist"),
        after=("booked",),
        change=_booked,
        optional=_TIMES,
    ),
    row("wait", "put on the wait-list", ("proposed", "pending"), "waitlist"),
    Move(
        name="reschedule",
        event="moved to another time",
        before=("booked", "pending"),
        after=("booked", "pending"),
        change=_moved,
        needs=(Need.REASON,),
        details=_TIMES,
    ),
    row("arrive", "arrived", ("booked",), "arrived", arrived_at=lambda call: call.at),
    Move(
        name="check-in",
        event="checked in",
        before=("booked", "arrived"),
        after=("checked-in",),
        change=_checked_in,
        details=("confirmed",),
    ),
    row(
        "fulfil",
        "held",
        ("arrived", "checked-in"),
        "fulfilled",
        optional=("next_step",),
        next_step=lambda call: call.details.get("next_step"),
        left_at=lambda call: call.at,
    ),
    row(
        "cancel",
        "cancelled",
        _OPEN,
        "cancelled",
        Need.REASON,
        optional=("code",),
        cancellation_reason=_why,
        cancelled_on=lambda call: call.at,
    ),
    Move(
        name="miss",
        event="missed",
        before=("booked", "pending"),
        after=("noshow",),
        change=_missed,
        optional=("code",),
    ),
    row("retract", "retracted", _OPEN, IN_ERROR, Need.REASON),
)

APPOINTMENT = Machine(
    name="appointment",
    kind=Appointment,
    states=(
        "proposed",
        "pending",
        "waitlist",
        "booked",
        "arrived",
        "checked-in",
        "fulfilled",
        "cancelled",
        "noshow",
        IN_ERROR,
        "unknown",
    ),
    terminal=("fulfilled", "cancelled", "noshow", IN_ERROR),
    state_of=status_of,
    moves=MOVES,
    corrected=corrected,
    correcting=CORRECTING,
    kinds=KINDS,
    source="HL7 FHIR R4 (4.0.1), Appointment: status, participant, app-2 to app-4; decision 0051",
)
"""Retracting what is final is a correction."""
