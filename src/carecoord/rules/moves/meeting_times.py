"""When a meeting is: both edges or neither (app-2), instants in order, and who came in time.

Source: HL7 FHIR R4 (4.0.1), Appointment, constraints app-2 and app-3.
"""

from __future__ import annotations

from datetime import datetime

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.moment import first_day, own_day
from carecoord.rules.moves.event import Moment
from carecoord.rules.moves.precedence import precedes
from carecoord.rules.moves.refusal import refused
from carecoord.rules.moves.table import Call

WITHOUT_TIMES = frozenset(("proposed", "cancelled", "waitlist", "entered-in-error"))
"""The states in which start and end may be absent: app-3, and what never was."""


def timed(value: Appointment, call: Call) -> Appointment:
    """The appointment at the times of a call, else at those that it has.

    Raises:
        MoveRefused: one edge is missing or no instant, or the end precedes the start.
    """
    start, end = call.details.get("start"), call.details.get("end")
    if start is None and end is None:
        start, end = value.start, value.end
    if start is None or end is None:
        raise refused("appointment: times", "start or end is missing", "Give both (app-2, app-3)")
    if not (_is_instant(start) and _is_instant(end)):
        raise refused(
            "appointment: times",
            "start or end is no instant with its offset",
            "Give instants: a day alone does not say when somebody has to come",
        )
    if precedes(end, start):
        raise refused("appointment: times", "the end precedes the start", "Correct one of them")
    return attrs.evolve(value, start=start, end=end)


def _is_instant(one: object) -> bool:
    return isinstance(one, datetime) and one.utcoffset() is not None


def begun(value: Appointment, at: Moment) -> Appointment:
    """The appointment, where its start has come.

    Raises:
        MoveRefused: its start is still to come, or is not known.
    """
    if value.start is None or precedes(at, value.start):
        raise refused(
            "appointment: miss",
            "its start has not come, or is not known",
            "Wait for the start; who calls it off before, cancels",
        )
    return value


def on_its_day(value: Appointment, at: Moment) -> Appointment:
    """The appointment, where the day of its start has come; of one without a start nobody can tell.

    The day of an instant is told where the visit is.

    Raises:
        MoveRefused: it starts on a later day.
    """
    start = value.start
    if start is None:
        return value
    day = first_day(at, start.tzinfo) if isinstance(start, datetime) else own_day(at)
    if own_day(start) > day:
        raise refused(
            "appointment: visit",
            "it starts on a later day",
            "Move it to the day on which they came, or wait for its day",
        )
    return value


def fit_for(value: Appointment, to: str) -> Appointment:
    """The appointment, where it has the times that a state needs (app-3).

    Raises:
        MoveRefused: start or end is missing.
    """
    if to not in WITHOUT_TIMES and (value.start is None or value.end is None):
        raise refused(
            "appointment: times",
            f"start or end is missing, and it would be {to}",
            "Only what is proposed, cancelled or on a wait-list is without (app-3)",
        )
    return value
