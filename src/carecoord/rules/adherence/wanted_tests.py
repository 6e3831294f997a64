"""The tests that somebody asked for: by an order, or by an activity of an active care plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

import attrs

from carecoord.model.activity import Activity
from carecoord.model.care_plan import CarePlan
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order
from carecoord.model.period import Period
from carecoord.model.shown import shown
from carecoord.rules.adherence.falling_due import State, last_day
from carecoord.rules.adherence.plan_steps import ORDER, PLANS, is_test, name_of, planned_tests
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import label, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.timing import ALWAYS, NEVER, Bounds, Row, day_bounds

ORDERS = (
    Facts(Order)
    .where(Order.do_not_perform, False)
    .where_not(Order.status, "draft", "on-hold", "revoked", "entered-in-error")
    .where_not(Order.intent, "proposal", "option", "reflex-order", "filler-order")
)


@attrs.frozen(kw_only=True)
class Wanted:
    """A test: from which day on a result counts (``asked``), and by which it is due."""

    __repr__ = shown

    name: str
    code: CodeableConcept | None
    state: State
    asked: Bounds
    due: Bounds | None
    facts: tuple[FactRef, ...]
    order: str | None = None

    @property
    def codes(self) -> tuple[Code, ...]:
        """Under which a result is found."""
        return () if self.code is None else self.code.coding


def wanted(frame: Frame) -> Iterator[Wanted]:
    """Every test that was asked for, done or not."""
    zone = frame.view.zone
    for row in frame.rows(ORDERS).sure:
        order = row.fact
        if isinstance(order, Order) and is_test(order):
            yield _ordered(order, row, zone)
    for row in frame.rows(PLANS).sure:
        for activity, state in planned_tests(row):
            if state is not State.OUT:
                yield _planned(activity, state, row, zone)


def _ordered(order: Order, row: Row, zone: tzinfo) -> Wanted:
    asked = (row.start_low, row.start_high)
    return Wanted(
        name=label(order),
        code=order.code,
        state=ORDER.get(order.status, State.UNKNOWN),
        asked=_later(asked, _start(order.occurrence, zone)),
        due=last_day(order.occurrence, zone),
        facts=(refer(row),),
        order=order.id,
    )


def _planned(activity: Activity, state: State, row: Row, zone: tzinfo) -> Wanted:
    plan = row.fact
    assert isinstance(plan, CarePlan)  # noqa: S101  PLANS selects them
    made = plan.known_on
    asked = (ALWAYS, NEVER) if made is None else day_bounds(made, zone)
    return Wanted(
        name=name_of(activity),
        code=activity.code,
        state=state,
        asked=_later(asked, _start(activity.scheduled, zone)),
        due=last_day(activity.scheduled, zone),
        facts=(refer(row),),
    )


def _start(time: ClinicalTime | Period | str | None, zone: tzinfo) -> Bounds:
    """When a span begins, if it is one."""
    start = time.start if isinstance(time, Period) else None
    return (ALWAYS, ALWAYS) if start is None else day_bounds(start, zone)


def _later(one: Bounds, other: Bounds) -> Bounds:
    return max(one[0], other[0]), max(one[1], other[1])
