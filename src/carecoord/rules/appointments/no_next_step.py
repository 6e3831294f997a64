"""A follow-up visit was ordered at a visit, and the patient left without one being booked.

Only what the record says counts: an order for a follow-up visit, written at the encounter of a
visit that took place. That nothing was ordered is no finding.

Population: patients with a visit at which a follow-up visit was ordered.
Source: convention of this project on FHIR R4 ServiceRequest.encounter, Encounter.appointment and
Appointment.basedOn.
Departures: which orders are for a follow-up visit; due 2 days after the visit, told for 180 days
(decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.appointment import Appointment
from carecoord.model.code import snomed
from carecoord.model.encounter import Encounter
from carecoord.model.order import Order
from carecoord.rules.concepts.booked import days_of, in_time, not_known, visit
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row

WITHIN = Parameter(
    "appointments.no-next-step.within",
    default=days(2),
    says="how long after a visit the follow-up ordered there is booked in time",
)
LAPSES_DAYS = 180
FOLLOW_UP = coded("Follow-up visit", snomed("390906007"))
ORDERS = (
    Facts(Order, FOLLOW_UP)
    .where(Order.status, "active")
    .where(Order.intent, "order", "original-order", "instance-order")
    .where(Order.do_not_perform, False)
)
TOOK_PLACE = Facts(Appointment).where(Appointment.status, "fulfilled")
BOOKINGS = Facts(Appointment).where(
    Appointment.status, "booked", "pending", "arrived", "checked-in", "fulfilled"
)
ENCOUNTERS = Facts(Encounter).where_not(
    Encounter.status, "planned", "cancelled", "entered-in-error"
)
_NONE = "no follow-up visit was ordered at a visit lately"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each order of a follow-up at a visit that took place lately."""
    visits, ordered = frame.rows(TOOK_PLACE), frame.rows(ORDERS)
    if visits.missing or (visits.sure and ordered.missing):
        return (not_known("-", visits.missing or ordered.missing),)
    orders = named(ordered.sure) if visits.sure else []
    if not orders:
        return (not_applicable(_NONE),)
    lately = frame.view.not_over(in_time(visits.sure), LAPSES_DAYS, lambda _: True)
    held = frame.rows(ENCOUNTERS)
    if lately and held.missing:
        return (not_known("-", held.missing),)
    at = {
        row.fact.id: row.fact.appointments for row in held.sure if isinstance(row.fact, Encounter)
    }
    told = [
        _about(name, order, made_at, frame, rule)
        for name, order in orders
        for made_at in _visit_of(order, at, lately)
    ]
    return told or (not_applicable(_NONE),)


def _order(row: Row) -> Order:
    assert isinstance(row.fact, Order)  # noqa: S101  ORDERS selects them
    return row.fact


def _visit_of(order: Row, at: dict[str, tuple[str, ...]], visits: list[Row]) -> tuple[Row, ...]:
    """The visit at which an order was written; the first, where an encounter names several."""
    during = at.get(_order(order).encounter or "", ())
    return tuple([row for row in visits if row.fact.id in during][:1])


def _about(name: str, order: Row, made_at: Row, frame: Frame, rule: Rule) -> Conclusion:
    written = (
        Evidence(clause="follow-up ordered at a visit", holds=True, facts=(refer(order),)),
        Evidence(clause="visit took place", holds=True, facts=(refer(made_at),)),
    )
    booked = [row for row in frame.rows(BOOKINGS).sure if order.fact.id in visit(row).based_on]
    if booked or visit(made_at).next_step is not None:
        seen = tuple(refer(row) for row in in_time(booked))
        return Conclusion(
            occurrence=name,
            outcome=Outcome.NOT_MET,
            reason="the next step is booked",
            evidence=(*written, Evidence(clause="next step booked", holds=True, facts=seen)),
        )
    if made_at.start_low != made_at.start_high:
        return not_known(name, ("the day of a visit",), written)
    day = on(made_at.start_low)
    due = on(made_at.start_low + days_of(WITHIN, made_at.start_low, frame))
    action = Action(
        title="Book the follow-up visit that was ordered",
        urgency=Urgency.ROUTINE,
        closes="a visit booked for the order, or the order withdrawn",
        licences=rule.licences,
        earliest=day,
        due=due,
        overdue_after=due,
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"ordered at the visit on {day}, no follow-up visit is booked",
        evidence=(*written, Evidence(clause="next step booked", holds=False)),
        action=action,
        details=(("visit on", day),),
    )


RULE = Rule(
    id="appointments.no-next-step",
    edition="2026",
    title="No follow-up booked that was ordered at a visit",
    population="patients with a visit at which a follow-up visit was ordered",
    citation=Citation(
        text="carecoord convention on FHIR R4 ServiceRequest, Encounter and Appointment",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT),
    limits="a follow-up that is ordered in words alone is not seen, nor one under another code, "
    "nor an order that names no encounter or whose encounter names no visit",
    departures="which orders and visits, days: decision 0058",
    parameters=(WITHIN,),
    shape=Check(look=look, uses=(ORDERS, TOOK_PLACE, BOOKINGS, ENCOUNTERS)),
)
