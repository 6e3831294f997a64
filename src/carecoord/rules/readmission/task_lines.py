"""What may still be open after a discharge: one line of evidence for each kind of task.

A line holds when its task is open, and not when it is done or arranged. What closes a task is what
closes it in the follow-up that the line names. A line of which nobody asked for the list, or of
which a day or a performer is not known, is open to question (decision 0039).
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.shown import shown
from carecoord.rules.concepts.permitted import BOOKED
from carecoord.rules.concepts.visits import (
    ATTEMPTS,
    CONTACTS,
    RECONCILERS,
    RECONCILIATIONS,
    VISITS,
)
from carecoord.rules.criteria.answer import Answer, refer, refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.closers import Closers, in_time, sorted_by_performer
from carecoord.rules.engine.finding import Evidence, FactRef
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.timing import ALWAYS, Row

SEEN_BY = frozenset({Licence.PRESCRIBER})
ONE_DAY_AFTER = 1
"""A contact or visit counts from the day after discharge (decision 0002)."""


@attrs.frozen(kw_only=True)
class Task:
    """What closes a kind of task, by whom, and the rules whose work it is.

    ``days`` are how many days after the discharge it counts from.
    """

    __repr__ = shown

    clause: str
    done: str
    closed_by: Selection
    by: frozenset[Licence]
    unknown_closes: bool
    days: int
    answered_by: tuple[str, ...]


VISIT = Task(
    clause="visit not booked",
    done="visit",
    closed_by=VISITS,
    by=SEEN_BY,
    unknown_closes=True,
    days=ONE_DAY_AFTER,
    answered_by=("followup.transitional-care:visit-7", "followup.transitional-care:visit-14"),
)
MEDICINES = Task(
    clause="medicines not reconciled",
    done="reconciled",
    closed_by=RECONCILIATIONS,
    by=RECONCILERS,
    unknown_closes=False,
    days=0,
    answered_by=(
        "followup.medication-reconciliation:reconciliation-30",
        "followup.transitional-care:reconciliation",
    ),
)
CONTACT = Task(
    clause="no contact with patient or caregiver",
    done="contact",
    closed_by=CONTACTS,
    by=frozenset(),
    unknown_closes=True,
    days=ONE_DAY_AFTER,
    answered_by=("followup.transitional-care:contact", "followup.patient-engagement:engagement"),
)


def visit(out: int, last: int, frame: Frame) -> Answer:
    """Whether a visit by the last day was made, or is booked and still to come."""
    made = _task(VISIT, out, last, frame)
    if made.holds is False:
        return made
    booked = frame.rows(BOOKED)
    undated = [row for row in booked.sure if row.start_low == ALWAYS]
    found = _by_performer([row for row in booked.sure if row.start_low > out], VISIT, frame).counted
    within = sorted((row for row in found if row.start_low <= last), key=in_time)
    came = [row for row in within if _status(row) not in {"booked", "pending"}]
    coming = [row for row in within if not frame.view.reached(row.start_low + 1)]
    if came or coming:
        row = (came or coming)[0]
        return _closed(VISIT, row, f"{'arrived' if came else 'booked for'} {on(row.start_low)}")
    if within:
        doubt = "whether the patient came to a booked visit"
        return _in_doubt(VISIT, within, f"booked for {on(within[-1].start_low)}", doubt)
    if undated:
        return _in_doubt(VISIT, undated, "", "the day of a booked visit")
    return _none_booked(made, found, booked.missing)


def _none_booked(made: Answer, after: tuple[Row, ...], missing: tuple[str, ...]) -> Answer:
    """What is told where no visit is booked within the window."""
    if made.holds is None:
        return made
    if missing:
        return _in_doubt(VISIT, (), "", *missing)
    first = min(after, key=in_time, default=None)
    if first is None:
        return made
    return _open(VISIT, (first,), f"booked for {on(first.start_low)}, after the window")


def medicines(out: int, last: int, frame: Frame) -> Answer:
    """Whether medicines were reconciled by somebody whose licence may."""
    return _task(MEDICINES, out, last, frame)


def contact(out: int, last: int, frame: Frame) -> Answer:
    """Whether anybody spoke with the patient or a caregiver; attempts are told."""
    found = _task(CONTACT, out, last, frame)
    tries = [row for row in frame.rows(ATTEMPTS).sure if out <= row.start_low <= last]
    if not found.holds or not tries:
        return found
    many = f"{len(tries)} attempt{'s' if len(tries) > 1 else ''}"
    return _open(CONTACT, tries, f"{many}, nobody reached")


def _task(task: Task, out: int, last: int, frame: Frame) -> Answer:
    found, since = frame.rows(task.closed_by), out + task.days
    near = [row for row in found.sure if row.start_high >= since and row.start_low <= last]
    exact = [row for row in near if row.start_low == row.start_high]
    seen = _by_performer(exact, task, frame)
    if seen.counted:
        row = min(seen.counted, key=in_time)
        return _closed(task, row, f"{task.done} on {on(row.start_low)}")
    unsure = [row for row in near if row.start_low != row.start_high]
    if unsure:
        return _in_doubt(task, unsure, "", f"the exact day: {task.done}")
    if seen.open:
        because = "the performer's licence is not known"
        return _in_doubt(task, seen.open, because, f"who performed it: {task.done}")
    if found.missing:
        return _in_doubt(task, (), "", *found.missing)
    needs = " or ".join(sorted(licence.value for licence in task.by))
    return _open(task, seen.refused, f"refused: needs {needs}" if seen.refused else "none seen")


def asked(  # noqa: PLR0913, PLR0917  one line from its parts
    holds: bool | None,  # noqa: FBT001  what is told of it
    clause: str,
    facts: tuple[FactRef, ...],
    because: str,
    answered_by: tuple[str, ...],
    missing: tuple[str, ...] = (),
) -> Answer:
    """A line that is open, or open to question, with the rules whose work answers it."""
    line = Evidence(
        clause=clause,
        holds=holds,
        facts=facts,
        because=because or (", ".join(missing) if holds is None else ""),
        answered_by=answered_by,
    )
    return Answer(holds, (line,), missing)


def _by_performer(rows: list[Row], task: Task, frame: Frame) -> Closers:
    chart = frame.view.chart
    return sorted_by_performer(rows, task.by, chart, unknown_closes=task.unknown_closes)


def _status(row: Row) -> str | None:
    assert isinstance(row.fact, Appointment)  # noqa: S101  BOOKED selects them
    return row.fact.status


def _closed(task: Task, row: Row, because: str) -> Answer:
    line = Evidence(clause=task.clause, holds=False, facts=(refer(row),), because=because)
    return Answer(False, (line,))


def _open(task: Task, rows: Iterable[Row], because: str) -> Answer:
    return asked(True, task.clause, refer_all(rows), because, task.answered_by)


def _in_doubt(task: Task, rows: Iterable[Row], because: str, *missing: str) -> Answer:
    return asked(None, task.clause, refer_all(rows), because, task.answered_by, missing)
