"""By when somebody who may has to have seen an alarming result, and whether the record shows it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import cast

from carecoord.model.communication import Communication
from carecoord.model.fact import Fact
from carecoord.model.task import Task
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Facts
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.performer import by_laity, performed_by

_SEEN = Facts(Communication).where(Communication.status, "completed")
_TAKEN = Facts(Task).where(Task.status, "accepted", "in-progress", "completed")


def acknowledged(result: Fact, may: frozenset[Licence], frame: Frame) -> Evidence | None:
    """The first completed communication about it, else the first task on it that was taken."""
    for selection in (_SEEN, _TAKEN):
        told = [
            row
            for row in frame.rows(selection).sure
            if result.id in _about(row.fact) and _may_acknowledge(row.fact, may, frame)
        ]
        if told:
            first = min(told, key=lambda row: (row.start_low, row.fact.id))
            return Evidence(clause="acknowledged", holds=True, facts=(refer(first),))
    return None


def _may_acknowledge(fact: Fact, accepted: frozenset[Licence], frame: Frame) -> bool:
    """Whether somebody who may did it; of a professional whose licence is not known, it is so."""
    return not by_laity(fact) and performed_by(fact, accepted, frame.view.chart) is not False


def _about(fact: Fact) -> tuple[str | None, ...]:
    return (*getattr(fact, "about", ()), getattr(fact, "focus", None))


def on_day(within: timedelta | Parameter, day: date | None, frame: Frame) -> timedelta:
    """How long there is on a day: of a parameter, the value in force then."""
    if isinstance(within, timedelta):
        return within
    return cast("timedelta", frame.view.parameters.value(within.name, day or date.max))


def end_of(day: date | None, frame: Frame) -> datetime:
    """The last second of a day in the catalogue's zone."""
    return datetime.combine(day or date.max, time(23, 59, 59), frame.view.zone)


def later(moment: datetime, span: timedelta) -> datetime:
    """A moment so much later, as far as instants reach."""
    try:
        return moment + span
    except OverflowError:
        # Systems write the calendar's last instant for "never".
        return moment


def since(closing: Evidence) -> str:
    """What closed it, and on which day."""
    on = closing.facts[0].on
    return closing.clause if on is None else f"{closing.clause} on {on}"
