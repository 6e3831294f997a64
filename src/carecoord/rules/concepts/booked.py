"""Visits that are booked and still to come, and how a rule says what it does not know of them."""

from __future__ import annotations

from typing import cast

from carecoord.model.appointment import Appointment
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, unknown
from carecoord.rules.engine.timing import ALWAYS, NEVER, Row

BOOKED = Facts(Appointment).where(Appointment.status, "booked", "pending")
THE_DAY = "the day of a booked visit"


def visit(row: Row) -> Appointment:
    """The visit of a row."""
    assert isinstance(row.fact, Appointment)  # noqa: S101  BOOKED selects them
    return row.fact


def in_time(rows: list[Row]) -> list[Row]:
    """Rows in order of time; of one day, the lower id first."""
    return sorted(rows, key=lambda row: (row.start_low, row.fact.id))


def dated(row: Row) -> bool:
    """Whether the day of a visit is known."""
    return row.start_low == row.start_high


def may_come(row: Row, frame: Frame) -> bool:
    """Whether a visit may still be to come: its day, the last that it can be, is not past."""
    return row.start_high == NEVER or not frame.view.reached(row.start_high + 1)


def soon(row: Row, lead: int, frame: Frame) -> bool:
    """Whether a visit lies no more than so many days ahead, its own day inside.

    One without a day may lie there.
    """
    return (row.start_low == ALWAYS or frame.view.reached(row.start_low - lead)) and may_come(
        row, frame
    )


def days_of(parameter: Parameter, day: int, frame: Frame) -> int:
    """How many days a parameter whose default is in days says, on a day."""
    return cast("Offset", frame.view.parameters.value(parameter.name, on(max(day, 1)))).count


def not_known(
    occurrence: str,
    missing: tuple[str, ...],
    evidence: tuple[Evidence, ...] = (),
    details: tuple[tuple[str, object], ...] = (),
) -> Conclusion:
    """What cannot be told, for want of what."""
    return unknown(missing, evidence, occurrence, details)
