"""The moves of an appointment, in the states of FHIR R4.

``booked`` is what all required participants accepted; until then it is ``pending``. Whoever left
before being seen is cancelled: they came, and the visit did not take place.
"""

from __future__ import annotations

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.code import CodeableConcept
from carecoord.rules.concepts.preparation import reopened
from carecoord.rules.moves.appointment_corrections import CORRECTING, corrected
from carecoord.rules.moves.detail_kinds import KINDS
from carecoord.rules.moves.meeting_times import begun, on_its_day, timed
from carecoord.rules.moves.participants import all_accepted, answered, waited_for
from carecoord.rules.moves.presence import check_confirmed, check_left
from carecoord.rules.moves.statuses import IN_ERROR, row, status_of
from carecoord.rules.moves.table import Call, Machine, Move, Need

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
    """At another time: what was booked stays so; what is waited for stays pending.

    What was seen to before the visit was for the day that it had: it is asked again.
    """
    moved = timed(value, call)
    again = (moved.start, moved.end) != (value.start, value.end)
    return attrs.evolve(
        moved,
        status="pending" if waited_for(value) else "booked",
        checklist=tuple(map(reopened, value.checklist)) if again else value.checklist,
    )


def _arrived(value: Appointment, call: Call) -> Appointment:
    return attrs.evolve(on_its_day(value, call.at), status="arrived", arrived_at=call.at)


def _checked_in(value: Appointment, call: Call) -> Appointment:
    confirmed: tuple[str, ...] = call.details["confirmed"]
    check_confirmed("check-in", confirmed)
    arrived = call.at if value.arrived_at is None else value.arrived_at
    return attrs.evolve(
        on_its_day(value, call.at), status="checked-in", confirmed=confirmed, arrived_at=arrived
    )


def _held(value: Appointment, call: Call) -> Appointment:
    check_left("fulfil", value.arrived_at, call.at)
    return attrs.evolve(
        on_its_day(value, call.at),
        status="fulfilled",
        next_step=call.details.get("next_step"),
        left_at=call.at,
    )


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
    Move(name="arrive", event="arrived", before=("booked",), after=("arrived",), change=_arrived),
    Move(
        name="check-in",
        event="checked in",
        before=("booked", "arrived"),
        after=("checked-in",),
        change=_checked_in,
        details=("confirmed",),
    ),
    Move(
        name="fulfil",
        event="held",
        before=("arrived", "checked-in"),
        after=("fulfilled",),
        change=_held,
        optional=("next_step",),
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
