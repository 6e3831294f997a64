"""The moves of a task, as FHIR R4 draws them.

Between people of one house ``ready`` is enough; requested, received, accepted and rejected are for
hand-offs from one house to another.
"""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.period import Period
from carecoord.model.task import Task
from carecoord.rules.moves.detail_kinds import KINDS
from carecoord.rules.moves.statuses import IN_ERROR, row, status_of
from carecoord.rules.moves.table import Call, Machine, Move, Need

_OPEN = ("draft", "requested", "received", "accepted", "ready", "in-progress", "on-hold")
_NOT_BEGUN = ("draft", "requested", "received", "accepted", "ready", "rejected")
_AT_WORK = ("in-progress", "on-hold")
_WITH_REASON = ("on-hold", "rejected", "failed", "cancelled", IN_ERROR)


def _why(call: Call) -> CodeableConcept:
    return CodeableConcept((), call.reason)


def _started(value: Task, call: Call) -> Task:
    begun = value.execution.start if value.execution else None
    return attrs.evolve(
        value,
        status="in-progress",
        status_reason=None,
        execution=Period(begun or call.at, None),
        modified_at=call.at,
    )


def _ended(to: str, value: Task, call: Call) -> Task:
    begun = value.execution.start if value.execution else None
    return attrs.evolve(
        value,
        status=to,
        status_reason=_why(call) if call.reason else None,
        execution=Period.through(begun, call.at),
        outputs=tuple(call.details.get("outputs", value.outputs)),
        modified_at=call.at,
    )


def _completed(value: Task, call: Call) -> Task:
    return _ended("completed", value, call)


def _failed(value: Task, call: Call) -> Task:
    return _ended("failed", value, call)


def _corrected(value: Task, to: str, call: Call) -> Task:
    """The task as it should have stood: when it was worked on, and why, as far as that can be."""
    held = value.execution
    if to in _NOT_BEGUN:
        held = None
    elif to in _AT_WORK and held is not None:
        held = Period(held.start, None)
    why = _why(call) if to == IN_ERROR else value.status_reason
    return attrs.evolve(
        value,
        status=to,
        status_reason=why if to in _WITH_REASON else None,
        execution=held,
        modified_at=call.at,
    )


MOVES: tuple[Move[Task], ...] = (
    row("request", "requested", ("draft",), "requested", modified_at=lambda call: call.at),
    row("receive", "received", ("requested",), "received", modified_at=lambda call: call.at),
    row(
        "accept",
        "accepted",
        ("requested", "received"),
        "accepted",
        modified_at=lambda call: call.at,
    ),
    row(
        "reject",
        "rejected",
        ("requested", "received"),
        "rejected",
        Need.REASON,
        status_reason=_why,
        modified_at=lambda call: call.at,
    ),
    row(
        "make-ready",
        "made ready",
        ("draft", "requested", "accepted"),
        "ready",
        modified_at=lambda call: call.at,
    ),
    Move(
        name="start",
        event="started",
        before=("ready", "accepted"),
        after=("in-progress",),
        change=_started,
    ),
    row(
        "hold",
        "put on hold",
        ("in-progress",),
        "on-hold",
        Need.REASON,
        status_reason=_why,
        modified_at=lambda call: call.at,
    ),
    Move(
        name="resume", event="resumed", before=("on-hold",), after=("in-progress",), change=_started
    ),
    Move(
        name="complete",
        event="completed",
        before=("in-progress",),
        after=("completed",),
        change=_completed,
        optional=("outputs",),
    ),
    Move(
        name="fail",
        event="failed",
        before=("in-progress", "on-hold"),
        after=("failed",),
        change=_failed,
        needs=(Need.REASON,),
    ),
    row(
        "cancel",
        "cancelled",
        _OPEN,
        "cancelled",
        Need.REASON,
        status_reason=_why,
        modified_at=lambda call: call.at,
    ),
    row(
        "retract",
        "retracted",
        (*_OPEN,),
        IN_ERROR,
        Need.REASON,
        status_reason=_why,
        modified_at=lambda call: call.at,
    ),
)

TASK = Machine(
    name="task",
    kind=Task,
    states=(
        "draft",
        "requested",
        "received",
        "accepted",
        "ready",
        "in-progress",
        "on-hold",
        "rejected",
        "cancelled",
        "failed",
        "completed",
        IN_ERROR,
        "unknown",
    ),
    terminal=("rejected", "cancelled", "failed", "completed", IN_ERROR),
    state_of=status_of,
    moves=MOVES,
    corrected=_corrected,
    kinds=KINDS,
    source="HL7 FHIR R4 (4.0.1), Task, state machine",
)
"""Retracting a final task is a correction."""
