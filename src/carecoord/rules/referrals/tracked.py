"""Referrals whose way is written down, and what is known to have happened to them by now."""

from __future__ import annotations

from datetime import date

from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order, Referral
from carecoord.model.task import Task
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence, Urgency
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.timing import Bounds, Row, day_bounds

LAPSES_DAYS = 730
"""Days after a stage began on which it is told no more (decision 0058)."""
ORDERS = (
    Facts(Order)
    .where(Order.status, "active", "completed")
    .where(Order.intent, "order", "original-order", "instance-order", None)
    .where(Order.do_not_perform, False)
)
TASKS = Facts(Task).where(Task.status, "completed")
_URGENCIES = {"urgent": Urgency.URGENT, "asap": Urgency.ASAP, "stat": Urgency.ASAP}


def referral(row: Row) -> Referral:
    """The referral of a row."""
    assert isinstance(row.fact, Referral)  # noqa: S101  ``tracked`` picks them
    return row.fact


def tracked(frame: Frame) -> list[tuple[str, Row]]:
    """The referrals among the orders, each with the name of its occurrence."""
    return named(row for row in frame.rows(ORDERS).sure if isinstance(row.fact, Referral))


def happened(time: ClinicalTime | None, frame: Frame) -> bool:
    """Whether a step is written down and its moment has come."""
    return time is not None and frame.view.passed(time)


def taken(fact: Referral, frame: Frame) -> bool:
    """Whether the other side took it, by a word or by what it did."""
    steps = (fact.accepted_on, fact.scheduled_on, fact.seen_on, fact.reported_on, fact.read_on)
    return any(happened(time, frame) for time in steps)


def refused(fact: Referral, frame: Frame) -> bool:
    """Whether the other side refused it and has not taken it all the same."""
    return happened(fact.rejected_on, frame) and not taken(fact, frame)


def closed_by(row: Row, frame: Frame) -> Row | None:
    """The completed task that closes the loop of a referral, if there is one."""
    for task in frame.rows(TASKS).sure:
        assert isinstance(task.fact, Task)  # noqa: S101  TASKS selects them
        if task.fact.focus == row.fact.id or row.fact.id in task.fact.based_on:
            return task
    return None


def ordered(row: Row) -> Evidence:
    """That there is a referral."""
    return Evidence(clause="referral", holds=True, facts=(refer(row),))


def days_in(time: ClinicalTime, frame: Frame) -> Bounds:
    """The first and the last day that a time can mean."""
    return day_bounds(time, frame.view.zone)


def told(time: ClinicalTime, frame: Frame) -> date:
    """The day of a time, for a sentence; of a month, its first."""
    return on(days_in(time, frame)[0])


def urgency(fact: Referral) -> Urgency:
    """How soon, by the priority of the order."""
    return _URGENCIES.get(fact.priority or "", Urgency.ROUTINE)
