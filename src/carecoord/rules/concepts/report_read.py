"""When the loop of a referral is closed: the referrer has read the report.

A referral that keeps its report, the day on which it came, or the day on which it was read, says
itself whether it was read. Of one that keeps none of these a task on it that is done says so, as in
eCQM CMS50FHIR. Every rule that asks means this (decision 0056).
"""

from __future__ import annotations

from datetime import tzinfo

import attrs

from carecoord.model.moment import ClinicalTime
from carecoord.model.order import Order, Referral
from carecoord.model.task import Task
from carecoord.rules.concepts.times import certainly_before
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Facts, Itself, Selection
from carecoord.rules.engine.timing import ALWAYS, NEVER, Row, day_bounds


def keeps_reading(referral: Order) -> bool:
    """Whether the record of a referral itself keeps what came back: then no task speaks for it."""
    return isinstance(referral, Referral) and (
        referral.report is not None
        or referral.reported_on is not None
        or referral.read_on is not None
    )


def when_done(task: Task) -> ClinicalTime | None:
    """When a task that is done ended, else when it last changed."""
    ended = task.execution.ended if task.execution else None
    return task.modified_at if ended is None else ended


def fulfills(task: Task, referral: Order, zone: tzinfo) -> bool:
    """Whether a task on a referral is done, and did not end before the referral was written."""
    on, ordered = when_done(task), referral.authored_on
    early = on is not None and ordered is not None and certainly_before(on, ordered, zone)
    return task.status == "completed" and not early


def _on_the_day_done(row: Row, zone: tzinfo) -> Row:
    task = row.fact
    assert isinstance(task, Task)  # noqa: S101  Facts(Task, …)
    done = when_done(task)
    low, high = (ALWAYS, NEVER) if done is None else day_bounds(done, zone)
    return Row(task, low, high, low, high)


_DONE = Facts(Task).where(Task.status, "completed").timed(_on_the_day_done)


@attrs.frozen(eq=False, repr=False)
class ReportRead(Selection):
    """What shows that the report of the referral ``EACH`` was read, on the day it was.

    That is the referral itself, with who read it as its performer, or a task on it. What lies ahead
    has not happened.
    """

    tasks: Selection

    @classmethod
    def of_it(cls) -> ReportRead:
        """Look at the tasks that act on the referral or are based on it."""
        return cls(_DONE.linked(Task.focus, Itself()) | _DONE.linked(Task.based_on, Itself()))

    def depends_on_each(self) -> bool:
        """Always."""
        return True

    def rows(self, frame: Frame) -> Rows:
        """The referral as it was read, or the tasks that are done."""
        assert frame.each is not None  # noqa: S101  it depends on EACH
        referral = frame.each.fact
        assert isinstance(referral, Order)  # noqa: S101  Facts(Order, …)
        if keeps_reading(referral):
            return Rows(_as_read(referral, frame), [])
        found = frame.rows(self.tasks)
        return Rows([row for row in found.sure if _closes(row, referral, frame)], [], found.missing)

    def __str__(self) -> str:
        return "the day on which its report was read"


def _as_read(referral: Order, frame: Frame) -> list[Row]:
    """The referral on the day on which its report was read; those asked did not read it."""
    read_on = referral.read_on if isinstance(referral, Referral) else None
    if not isinstance(referral, Referral) or read_on is None or not frame.view.passed(read_on):
        return []
    reader = () if referral.read_by is None else (referral.read_by,)
    low, high = day_bounds(read_on, frame.view.zone)
    return [Row(attrs.evolve(referral, performers=reader), low, high, low, high)]


def _closes(row: Row, referral: Order, frame: Frame) -> bool:
    task = row.fact
    assert isinstance(task, Task)  # noqa: S101  Facts(Task, …)
    done = when_done(task)
    passed = done is None or frame.view.passed(done)
    return passed and fulfills(task, referral, frame.view.zone)
