"""Activities of a care plan as things to be done by a day; tests among them stand apart.

What each status means: FHIR R4, required value sets of CarePlan.activity.detail.status,
Appointment.status, Task.status and ServiceRequest.status; decision 0031.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carecoord.model.activity import Activity
from carecoord.model.appointment import Appointment
from carecoord.model.care_plan import CarePlan
from carecoord.model.code import LOINC, CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order
from carecoord.model.period import Period
from carecoord.model.prescription import Prescription
from carecoord.model.task import Task
from carecoord.rules.adherence.falling_due import Item, State, last_day
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import label, refer, refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import NEVER, Bounds, Row

PLANS = (
    Facts(CarePlan)
    .where(CarePlan.status, "active")
    .where_not(CarePlan.intent, "proposal", "option")
)
_LISTS = (
    "appointments",
    "tasks",
    "orders",
    "prescriptions",
    "procedures",
    "observations",
    "encounters",
    "communications",
    "immunizations",
    "education",
    "answers",
)
"""Where an activity's references and outcomes are looked for, in this order."""
CATEGORIES = frozenset(
    {
        "108252007",  # laboratory procedure
        "363679005",  # imaging
        "386053000",  # evaluation procedure
    }
)
"""Categories of US Core's service requests that are tests."""


def _states(**states: str) -> Mapping[str | None, State]:
    """A table of statuses, each state with its words."""
    return {word: State(state) for state, words in states.items() for word in words.split()}


ACTIVITY = _states(
    done="completed",
    open="not-started scheduled in-progress",
    out="cancelled stopped on-hold entered-in-error",
)
APPOINTMENT = _states(
    done="fulfilled arrived checked-in",
    open="noshow proposed pending waitlist",
    out="cancelled entered-in-error",
)
TASK = _states(
    done="completed",
    open="draft requested received accepted ready in-progress failed",
    out="cancelled rejected on-hold entered-in-error",
)
ORDER = _states(
    done="completed",
    open="active",
    out="draft on-hold revoked entered-in-error",
)


def is_test(order: Order) -> bool:
    """Whether an order asks for a test: by a LOINC code, or by its category."""
    coded = {code.code for concept in order.category for code in concept.coding}
    return order.kind == "service" and (measures(order.code) or not CATEGORIES.isdisjoint(coded))


def measures(code: CodeableConcept | None) -> bool:
    """Whether a concept names something that is measured: by a LOINC code."""
    return code is not None and any(one.system == LOINC for one in code.coding)


def planned_tests(row: Row) -> Iterable[tuple[Activity, State]]:
    """The activities of a plan that are tests described in place, and how they stand."""
    for activity in _plan(row).activities:
        if activity.reference is None and measures(activity.code) and not activity.do_not_perform:
            yield activity, _state(activity)


def steps_of(row: Row, frame: Frame) -> Iterable[Item]:
    """The activities of a plan that count, tests and medicines left to other rules."""
    for activity in _plan(row).activities:
        if activity.do_not_perform:
            continue
        item = (
            _described(activity, frame)
            if activity.reference is None
            else _referred(activity, activity.reference, frame)
        )
        if item.state is not State.OUT:
            yield item


def _plan(row: Row) -> CarePlan:
    assert isinstance(row.fact, CarePlan)  # noqa: S101  PLANS selects them
    return row.fact


def _state(activity: Activity) -> State:
    if activity.status == "not-started" and activity.status_reason is not None:
        return State.OUT
    return ACTIVITY.get(activity.status, State.UNKNOWN)


def name_of(activity: Activity) -> str:
    """What to call an activity that is described in place."""
    named = None if activity.code is None else activity.code.label
    return named or activity.description or activity.kind or "activity"


def _described(activity: Activity, frame: Frame) -> Item:
    state = State.OUT if measures(activity.code) else _state(activity)
    outcomes = _found(activity.outcomes, frame) if state is State.DONE else []
    return Item(
        name=name_of(activity),
        state=state,
        facts=refer_all(outcomes),
        due=last_day(activity.scheduled, frame.view.zone),
        done=_last_of(outcomes),
    )


def _referred(activity: Activity, reference: str, frame: Frame) -> Item:
    rows = _found((reference,), frame)
    if not rows:
        return Item(name=name_of(activity), state=State.UNKNOWN)
    row = rows[0]
    state, due, done = _as_planned(row.fact)
    outcomes = _found(activity.outcomes, frame) if state is State.DONE else []
    zone = frame.view.zone
    return Item(
        name=label(row.fact),
        state=state,
        facts=(refer(row), *refer_all(outcomes)),
        due=last_day(due, zone),
        done=_last_of(outcomes) or last_day(done if state is State.DONE else None, zone),
    )


_Time = ClinicalTime | Period | None


def _as_planned(fact: Fact) -> tuple[State, _Time, _Time]:
    """How a fact that a plan refers to stands, by when it was to be, and when it was done."""
    if isinstance(fact, Appointment):
        return APPOINTMENT.get(fact.status, State.UNKNOWN), fact.start, fact.start
    if isinstance(fact, Task):
        return TASK.get(fact.status, State.UNKNOWN), fact.restriction, fact.execution
    if isinstance(fact, Order):
        out = fact.do_not_perform or is_test(fact)
        state = State.OUT if out else ORDER.get(fact.status, State.UNKNOWN)
        return state, fact.occurrence, None
    out = isinstance(fact, Prescription)
    return State.OUT if out else State.UNKNOWN, None, None


def _last_of(rows: list[Row]) -> Bounds | None:
    """The day of the last of some outcomes; None without one that is over."""
    ends = [(row.end_low, row.end_high) for row in rows if row.end_high < NEVER]
    return max(ends, default=None)


def _found(ids: Iterable[str], frame: Frame) -> list[Row]:
    """The facts of these ids that are known by now."""
    known = frame.once(_by_id)
    return [known[one] for one in dict.fromkeys(ids) if one in known]


def _by_id(frame: Frame) -> dict[str, Row]:
    known: dict[str, Row] = {}
    for listed in _LISTS:
        for row in frame.view.rows(listed, None):
            known.setdefault(row.fact.id, row)
    return known
