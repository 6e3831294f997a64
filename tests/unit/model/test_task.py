from datetime import date

import pytest

from carecoord.model import Period, Task, TaskParameter
from carecoord.model.code import concept, snomed

BEGUN, DONE = date(2026, 3, 10), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("execution", "learned"),
    [(Period.through(BEGUN, DONE), DONE), (Period(BEGUN), None), (None, None)],
)
def test_the_result_of_a_task_is_learned_when_it_is_done(execution, learned):
    assert learned == Task(id="t", execution=execution).learned_later


@pytest.mark.parametrize(
    ("execution", "before"), [(Period(BEGUN, DONE), Period(BEGUN)), (None, Period())]
)
def test_before_it_was_done_a_task_was_in_progress_without_results(execution, before):
    done = Task(
        id="t",
        status="completed",
        status_reason=concept(snomed("44054006")),
        outputs=[TaskParameter(value="done")],
        execution=execution,
        focus="f",
    )

    assert Task(id="t", status="in-progress", execution=before, focus="f") == done.before_later()


@pytest.mark.parametrize(
    ("status", "never"), [("entered-in-error", True), ("cancelled", False), ("completed", False)]
)
def test_a_task_that_never_was(status, never):
    assert Task(id="t", status=status).never_was is never
