"""Moves of tasks. Source: FHIR R4 Task, its state machine."""

from datetime import UTC, date, datetime

import pytest
from legal_moves import drawn, tried

from carecoord.errors import MoveRefused
from carecoord.model import Period, Task
from carecoord.model.code import CodeableConcept
from carecoord.model.task import TaskParameter
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.event import Performer
from carecoord.rules.moves.moving import correct, move
from carecoord.rules.moves.task import TASK

AT = datetime(2026, 3, 10, 8, tzinfo=UTC)
BEGUN = datetime(2026, 3, 9, 8, tzinfo=UTC)
DESK = Performer(licence=Licence.COORDINATOR)

LEGAL = """
draft: request > requested, make-ready > ready, cancel > cancelled, retract > entered-in-error
requested: receive > received, accept > accepted, reject > rejected, make-ready > ready, cancel > cancelled, retract > entered-in-error
received: accept > accepted, reject > rejected, cancel > cancelled, retract > entered-in-error
accepted: make-ready > ready, start > in-progress, cancel > cancelled, retract > entered-in-error
ready: start > in-progress, cancel > cancelled, retract > entered-in-error
in-progress: hold > on-hold, complete > completed, fail > failed, cancel > cancelled, retract > entered-in-error
on-hold: resume > in-progress, fail > failed, cancel > cancelled, retract > entered-in-error
rejected:
cancelled:
failed:
completed:
entered-in-error:
unknown:
"""  # noqa: E501  a state is a line


def test_each_state_has_the_moves_of_its_line_and_no_others():
    values = {
        state: Task(id="t", status=None if state == "unknown" else state) for state in TASK.states
    }

    assert drawn(LEGAL) == tried(TASK, values, lambda _: {"at": AT, "reason": "so"})


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ("requested", "reject"),
        ("in-progress", "hold"),
        ("in-progress", "fail"),
        ("ready", "cancel"),
        ("ready", "retract"),
    ],
)
def test_what_ends_or_stops_a_task_needs_a_reason(status, name):
    with pytest.raises(MoveRefused, match="without a reason"):
        move(TASK, Task(id="t", status=status), name, at=AT)


def test_the_reason_stands_in_the_task():
    made = move(TASK, Task(id="t", status="requested"), "reject", at=AT, reason="not ours")

    assert made.value == Task(
        id="t", status="rejected", status_reason=CodeableConcept((), "not ours"), modified_at=AT
    )


def test_work_begins_when_it_is_started():
    made = move(TASK, Task(id="t", status="ready"), "start", at=AT)

    assert made.value == Task(
        id="t", status="in-progress", execution=Period(AT, None), modified_at=AT
    )


def test_work_that_is_resumed_began_before():
    held = Task(
        id="t",
        status="on-hold",
        status_reason=CodeableConcept((), "no form"),
        execution=Period(BEGUN, None),
    )

    assert move(TASK, held, "resume", at=AT).value == Task(
        id="t", status="in-progress", execution=Period(BEGUN, None), modified_at=AT
    )


def test_work_that_is_done_has_an_end_and_what_came_of_it():
    begun = Task(id="t", status="in-progress", execution=Period(BEGUN, None))
    report = TaskParameter(reference="doc")

    assert move(TASK, begun, "complete", at=AT, outputs=[report]).value == Task(
        id="t",
        status="completed",
        execution=Period(BEGUN, AT),
        outputs=(report,),
        modified_at=AT,
    )


def test_work_done_on_a_day_ends_with_that_day():
    begun = Task(id="t", status="in-progress", execution=Period(date(2026, 3, 9), None))

    made = move(TASK, begun, "complete", at=date(2026, 3, 10))

    assert made.value.execution == Period(date(2026, 3, 9), date(2026, 3, 11))


def test_work_that_failed_says_why():
    begun = Task(id="t", status="in-progress")

    assert move(TASK, begun, "fail", at=AT, reason="moved away").value == Task(
        id="t",
        status="failed",
        status_reason=CodeableConcept((), "moved away"),
        execution=Period(None, AT),
        modified_at=AT,
    )


def fixed(value, to):
    return correct(TASK, value, to, at=AT, by=DESK, reason="wrong chart").value


def test_what_is_final_is_retracted_by_a_correction():
    assert fixed(Task(id="t", status="completed"), "entered-in-error") == Task(
        id="t",
        status="entered-in-error",
        status_reason=CodeableConcept((), "wrong chart"),
        modified_at=AT,
    )


FAILED = Task(
    id="t",
    status="failed",
    status_reason=CodeableConcept((), "moved away"),
    execution=Period(BEGUN, AT),
)


def test_work_that_goes_on_after_a_correction_has_no_end_and_no_reason_of_failing():
    assert fixed(FAILED, "in-progress") == Task(
        id="t", status="in-progress", execution=Period(BEGUN, None), modified_at=AT
    )


def test_work_that_never_began_was_not_worked_on():
    assert fixed(FAILED, "ready") == Task(id="t", status="ready", modified_at=AT)


def test_work_that_was_done_and_not_failed_keeps_when_it_was():
    assert fixed(FAILED, "completed") == Task(
        id="t", status="completed", execution=Period(BEGUN, AT), modified_at=AT
    )


def test_work_of_unknown_beginning_has_none_after_a_correction_either():
    done = Task(id="t", status="completed")

    assert fixed(done, "in-progress") == Task(id="t", status="in-progress", modified_at=AT)


def test_work_that_was_cancelled_and_not_failed_keeps_its_reason():
    assert fixed(FAILED, "cancelled").status_reason == CodeableConcept((), "moved away")
