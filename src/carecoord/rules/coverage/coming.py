"""The days of visits that are booked, for rules that ask who pays on them."""

from __future__ import annotations

from datetime import date

from carecoord.rules.concepts.booked import BOOKED, dated, in_time, may_come
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.timing import Row

Days = dict[date, list[Row]]


def days_booked(frame: Frame) -> Days:
    """Every day on which a visit is booked, past ones too, in order, with its visits."""
    found: Days = {}
    for row in in_time(frame.rows(BOOKED).sure):
        if dated(row):
            found.setdefault(on(row.start_low), []).append(row)
    return found


def undated(frame: Frame) -> list[Row]:
    """Visits that may be to come and whose day is not known."""
    rows = in_time(frame.rows(BOOKED).sure)
    return [row for row in rows if not dated(row) and may_come(row, frame)]


def to_come(day: date, frame: Frame) -> bool:
    """Whether a day is not past."""
    return not frame.view.reached(day.toordinal() + 1)


def visits_on(rows: list[Row]) -> Evidence:
    """That visits are booked."""
    return Evidence(clause="visit booked", holds=True, facts=tuple(refer(row) for row in rows))
