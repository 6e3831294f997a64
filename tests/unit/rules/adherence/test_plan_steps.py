from datetime import UTC, date

import pytest

from carecoord.model import (
    Activity,
    Appointment,
    CarePlan,
    Chart,
    Order,
    Patient,
    Period,
    Procedure,
    Task,
)
from carecoord.model.code import concept, loinc, snomed
from carecoord.rules.adherence.care_plan import RULE
from carecoord.rules.adherence.falling_due import State, last_day
from carecoord.rules.adherence.plan_steps import PLANS, is_test, name_of, planned_tests, steps_of
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.review import view_of

DAY = date(2026, 3, 1)


def steps(*activities, **lists):
    plan = CarePlan(id="p", status="active", activities=activities)
    chart = Chart(key="k", patient=Patient(), care_plans=(plan,), **lists)
    frame = Frame(view_of(chart, Catalogue.of(RULE), date(2026, 6, 1)))
    (row,) = frame.rows(PLANS).sure
    return list(steps_of(row, frame))


def task(status, **more):
    return Task(
        id="t",
        status=status,
        authored_on=date(2026, 1, 1),
        restriction=Period.through(None, DAY),
        **more,
    )


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("completed", State.DONE),
        ("failed", State.OPEN),
        ("in-progress", State.OPEN),
        (None, State.UNKNOWN),
    ],
)
def test_a_task_is_due_by_the_end_of_its_restriction(status, state):
    (item,) = steps(Activity(reference="t"), tasks=(task(status),))

    assert (item.state, item.due) == (state, (DAY.toordinal(), DAY.toordinal()))


@pytest.mark.parametrize("status", ["cancelled", "rejected", "on-hold"])
def test_a_task_that_was_given_up_leaves_the_count(status):
    assert steps(Activity(reference="t"), tasks=(task(status),)) == []


def test_a_task_was_done_when_work_on_it_ended():
    done = task("completed", execution=Period.through(date(2026, 2, 1), date(2026, 2, 3)))
    (item,) = steps(Activity(reference="t"), tasks=(done,))

    assert item.done == (date(2026, 2, 3).toordinal(),) * 2


def test_an_outcome_says_better_when_it_was_done():
    seen = Procedure(id="x", status="completed", performed=date(2026, 2, 20))
    (item,) = steps(
        Activity(reference="t", outcomes=("x",)), tasks=(task("completed"),), procedures=(seen,)
    )

    assert item.done == (date(2026, 2, 20).toordinal(),) * 2
    assert [ref.id for ref in item.facts] == ["t", "x"]


def test_of_several_outcomes_the_last():
    seen = tuple(
        Procedure(id=f"x{day}", status="completed", performed=date(2026, 2, day))
        for day in (20, 10)
    )
    activity = Activity(status="completed", outcomes=("x20", "x10"))
    (item,) = steps(activity, procedures=seen)

    assert item.done == (date(2026, 2, 20).toordinal(),) * 2


def test_an_outcome_of_no_known_day_leaves_the_day_open():
    seen = Procedure(id="x", status="completed")
    (item,) = steps(Activity(status="completed", outcomes=("x",)), procedures=(seen,))

    assert item.done is None


def test_what_is_not_known_yet_is_not_found():
    later = Appointment(id="a", status="booked", created_on=date(2026, 6, 2))
    (item,) = steps(Activity(reference="a"), appointments=(later,))

    assert (item.state, item.due) == (State.UNKNOWN, None)


def test_a_forbidding_order_and_a_fact_of_another_kind():
    forbidding = Order(id="o", status="active", do_not_perform=True)
    seen = Procedure(id="x", status="completed")

    assert steps(Activity(reference="o"), orders=(forbidding,)) == []
    assert [i.state for i in steps(Activity(reference="x"), procedures=(seen,))] == [State.UNKNOWN]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(id="o", code=concept(loinc("4548-4"))), True),
        (Order(id="o", category=(concept(snomed("108252007")),)), True),
        (Order(id="o", code=concept(snomed("91251008"))), False),
        (Order(id="o", kind="device", code=concept(loinc("4548-4"))), False),
        (Order(id="o"), False),
    ],
)
def test_what_is_an_order_for_a_test(order, expected):
    assert is_test(order) is expected


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        (Activity(code=concept(text="Walk"), description="d", kind="Task"), "Walk"),
        (Activity(description="d", kind="Task"), "d"),
        (Activity(kind="Task"), "Task"),
        (Activity(), "activity"),
    ],
)
def test_what_an_activity_is_called(activity, expected):
    assert name_of(activity) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (None, None),
        ("weekly", None),
        (DAY, DAY),
        (Period.through(date(2026, 2, 1), DAY), DAY),
        (Period(date(2026, 2, 1), None), None),
        (Period(None, date.min), date.min),
    ],
)
def test_the_last_day_of_what_is_planned(time, expected):
    day = None if expected is None else (expected.toordinal(),) * 2

    assert last_day(time, UTC) == day


def test_tests_described_in_a_plan_stand_apart():
    measured, walked = Activity(code=concept(loinc("4548-4"))), Activity(status="scheduled")
    forbidden = Activity(code=concept(loinc("4548-4")), do_not_perform=True)
    plan = CarePlan(id="p", status="active", activities=(measured, walked, forbidden))
    frame = Frame(
        view_of(Chart(key="k", patient=Patient(), care_plans=(plan,)), Catalogue.of(RULE), DAY)
    )
    (row,) = frame.rows(PLANS).sure

    assert [activity for activity, _ in planned_tests(row)] == [measured]
    assert [item.state for item in steps_of(row, frame)] == [State.OPEN]
