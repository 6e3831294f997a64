"""Undoing a wrong state of an appointment: what does not belong to the right one goes, no more.

An arrival keyed after ``noshow`` keeps all that was known and loses what told of the no-show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from carecoord.model.appointment import Appointment
from carecoord.rules.moves.deadlines import check_done
from carecoord.rules.moves.meeting_times import begun, fit_for, on_its_day
from carecoord.rules.moves.participants import all_accepted
from carecoord.rules.moves.presence import check_confirmed, check_left
from carecoord.rules.moves.refusal import refused
from carecoord.rules.moves.statuses import told
from carecoord.rules.moves.table import Call

CORRECTING = (
    "arrived_at",
    "confirmed",
    "left_at",
    "next_step",
    "cancelled_on",
    "cancellation_reason",
)
_CAME = frozenset(("arrived", "checked-in", "fulfilled"))
_CALLED_OFF = frozenset(("cancelled",))
_IN_ERROR = frozenset(("entered-in-error",))
_BELONGS = {
    "arrived_at": _CAME | _IN_ERROR,
    "confirmed": _CAME - {"arrived"} | _IN_ERROR,
    "left_at": _CAME - {"arrived", "checked-in"} | _IN_ERROR,
    "next_step": _CAME - {"arrived", "checked-in"} | _IN_ERROR,
    "cancelled_on": _CALLED_OFF | _IN_ERROR,
    "cancellation_reason": _CALLED_OFF | _IN_ERROR,
}
"""In which states a field says something (FHIR app-4 for the last)."""
_TIMES = ("arrived_at", "left_at", "cancelled_on")
_ASKED = "appointment: correct"
_NOTHING: dict[str, Any] = {"confirmed": ()}


def corrected(value: Appointment, to: str, call: Call) -> Appointment:
    """The appointment as it should have stood.

    Raises:
        MoveRefused: a state that it cannot be in, or one that lacks what it needs.
    """
    held: dict[str, Any] = {
        name: told(value, call, name) if to in states else _NOTHING.get(name)
        for name, states in _BELONGS.items()
    }
    if to == "cancelled" and held["cancelled_on"] is None:
        raise refused(_ASKED, "no cancelled_on", "Say when it was cancelled")
    if to not in _IN_ERROR:
        _check(to, held, call)
    fixed = fit_for(attrs.evolve(value, status=to, **held), to)
    if to == "noshow":
        return begun(fixed, call.at)
    if to in _CAME:
        return on_its_day(fixed, call.at)
    return all_accepted(fixed) if to == "booked" else fixed


def _check(to: str, held: Mapping[str, Any], call: Call) -> None:
    """Whether a state has what its move needs, and nothing of it is yet to come."""
    if to in _CAME and held["arrived_at"] is None:
        raise refused(_ASKED, "no arrived_at", "Say when they came")
    if to == "checked-in":
        check_confirmed("correct", held["confirmed"])
    check_done(_ASKED, call.at, **{name: held[name] for name in _TIMES})
    check_left("correct", held["arrived_at"], held["left_at"])
