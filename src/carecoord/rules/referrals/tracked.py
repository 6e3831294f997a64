"""Referrals as a rule sees them: what has happened to each by now, and what belongs to it.

How far one has come is worked out by modules that a start does not load (decision 0041): most
charts hold no referral.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.communication import Communication
from carecoord.model.document_reference import DocumentReference
from carecoord.model.encounter import Encounter
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Observation
from carecoord.model.order import Order, Referral
from carecoord.model.task import Task
from carecoord.rules.concepts.booked import not_known
from carecoord.rules.concepts.referral_stages import DAYS
from carecoord.rules.concepts.referred import is_referral
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import label, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence, FactRef, Urgency
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion
from carecoord.rules.engine.timing import Bounds, Row, day_bounds

if TYPE_CHECKING:
    from carecoord.rules.referrals.parts import Parts
    from carecoord.rules.referrals.stages import Rejection, Standing

LAPSES_DAYS = 730
"""Days after a stage began on which it is told no more (decision 0058)."""
_WRONG = "entered-in-error"
ORDERS = Facts(Order).where(Order.status, "active", "completed").where(Order.do_not_perform, False)
PARTS = (
    Facts(Task).where_not(Task.status, _WRONG),
    Facts(Appointment).where_not(Appointment.status, _WRONG),
    Facts(Encounter).where_not(Encounter.status, _WRONG, "cancelled", "planned"),
    Facts(DocumentReference).where_not(DocumentReference.status, _WRONG),
    Facts(Observation).where_not(Observation.status, _WRONG, "cancelled"),
    Facts(Communication).where_not(Communication.status, _WRONG, "not-done"),
)
"""Tasks that were rejected or given up and visits that did not take place tell, too."""
_DATES = (*DAYS.values(), "rejected_on")
_URGENCIES = {"urgent": Urgency.URGENT, "asap": Urgency.ASAP, "stat": Urgency.ASAP}


def tracked(frame: Frame) -> list[tuple[str, Row]]:
    """The referrals among the orders, each as it is known by now, with its occurrence's name."""
    return [
        (name, attrs.evolve(row, fact=_by_now(referral(row), frame)))
        for name, row in named(frame.rows(ORDERS).sure)
        if is_referral(referral(row))
    ]


def referral(row: Row) -> Order:
    """The order of a row."""
    assert isinstance(row.fact, Order)  # noqa: S101  ORDERS selects them
    return row.fact


def never_asked(frame: Frame) -> Conclusion | None:
    """That nobody asked for orders, if so."""
    missing = frame.rows(ORDERS).missing
    return not_known("-", missing) if missing else None


def standing(row: Row, frame: Frame) -> Standing | None:
    """At which stage a referral stands, as the record shows it by now."""
    from carecoord.rules.referrals.stages import current, stages

    return current(stages(referral(row), frame.once(parts), frame.view.zone))


def rejection(row: Row, frame: Frame) -> Rejection | None:
    """That a referral was rejected by now and nobody else has taken it, if so."""
    from carecoord.rules.referrals.stages import rejected

    return rejected(referral(row), frame.once(parts), frame.view.zone)


def parts(frame: Frame) -> Parts:
    """What is visible of the facts that may show how far a referral has come."""
    from carecoord.rules.referrals.parts import Parts

    tasks, visits, encounters, papers, results, messages = (
        [row.fact for row in frame.rows(one).sure] for one in PARTS
    )
    return Parts(
        tasks=[one for one in tasks if isinstance(one, Task)],
        appointments=[one for one in visits if isinstance(one, Appointment)],
        encounters=[one for one in encounters if isinstance(one, Encounter)],
        documents=[one for one in papers if isinstance(one, DocumentReference)],
        others=(*results, *messages),
    )


def _by_now(fact: Order, frame: Frame) -> Order:
    """A referral without what has not happened yet: a day that is written down is no secret."""
    if not isinstance(fact, Referral):
        return fact
    known = {name: time for name in _DATES if (time := getattr(fact, name)) is not None}
    ahead: dict[str, Any] = {
        name: None for name, time in known.items() if not frame.view.passed(time)
    }
    return attrs.evolve(fact, **ahead) if ahead else fact


def ordered(row: Row) -> Evidence:
    """That there is a referral."""
    return Evidence(clause="referral", holds=True, facts=(refer(row),))


def shown_by(ids: tuple[str, ...], row: Row, frame: Frame) -> tuple[FactRef, ...]:
    """Name the facts that show a stage, besides the referral itself."""
    own = frame.once(parts).on(referral(row))
    held: tuple[Fact, ...] = (
        *own.tasks,
        *own.appointments,
        *own.encounters,
        *own.documents,
        *own.others,
    )
    return tuple(
        FactRef(id=one.id, type=type(one).__name__, label=label(one))
        for one in held
        if one.id in ids
    )


def days_in(time: ClinicalTime, frame: Frame) -> Bounds:
    """The first and the last day that a time can mean."""
    return day_bounds(time, frame.view.zone)


def told(time: ClinicalTime, frame: Frame) -> date:
    """The day of a time, for a sentence; of a month, its first."""
    return on(days_in(time, frame)[0])


def urgency(fact: Order, *, least: Urgency = Urgency.ROUTINE) -> Urgency:
    """How soon, by the priority of the order, and no later than ``least``."""
    return _URGENCIES.get(fact.priority or "", least)
