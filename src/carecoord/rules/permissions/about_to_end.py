"""A permission is about to end while the course goes on, and nobody has asked for a renewal.

The course goes on while visits for it are booked ahead, while an order that permission was asked
for is active, or an active care plan names one. Where visits are booked after its last day,
``running-out`` tells of that.

Population: patients with a permission in force that has a last day.
Source: practice of utilization management; FHIR R4 ClaimResponse.preAuthPeriod.
Departures: told from 14 days before the last day, which is inside; a request for the same service
that is made later, refers to it, waits or ends later is a renewal (decision 0057).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.care_plan import CarePlan
from carecoord.model.order import Order
from carecoord.rules.concepts.deadlines import days_in
from carecoord.rules.concepts.funding import ahead, granting, last_ahead, visits
from carecoord.rules.concepts.permitted import (
    BOOKED,
    PERMISSIONS,
    REQUESTS,
    belongs,
    permission,
)
from carecoord.rules.concepts.requested import (
    alike,
    awaiting,
    concluded,
    line,
    made_after,
    requests,
)
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Conclusion, Rule, unknown
from carecoord.rules.engine.timing import NEVER, Row, as_date
from carecoord.rules.permissions.running_out import runs_out

LEAD = Parameter(
    "permissions.about-to-end.lead",
    default=days(14),
    says="how long before the last day of a permission a renewal is asked for",
)
ACTIVE_ORDERS = Facts(Order).where(Order.status, "active").where(Order.do_not_perform, False)
ACTIVE_PLANS = Facts(CarePlan).where(CarePlan.status, "active")
NO_LONGER = "the exact last day of the permission"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each permission in force that has a last day."""
    told = [
        _about(name, row, frame, rule)
        for name, row in named(granting(frame))
        if as_date(row.end_high) is not None and _in_force(row, frame)
    ]
    missing = frame.rows(PERMISSIONS).missing
    return concluded(told, missing, "no permission in force that has a last day")


def _in_force(row: Row, frame: Frame) -> bool:
    view = frame.view
    return view.reached(row.start_low) and not view.reached(row.end_high + 1)


def _about(name: str, row: Row, frame: Frame, rule: Rule) -> Conclusion:
    view, first, last = frame.view, row.end_low, as_date(row.end_high)
    near = first - days_in(LEAD, first, view)
    seen = line("permission", [row], f"last day {last}")
    if not view.reached(near):
        return _nothing(name, f"good to {last}", (seen,), row)
    if first != row.end_high and view.reached(first + 1):
        return unknown((NO_LONGER,), (seen,), name)
    own = [v for v in visits(frame) if belongs(v, row)]
    settled = _settled(row, own, frame)
    if settled is not None:
        why, shows = settled
        return _nothing(name, why, (seen, shows), row)
    goes_on = _course(row, own, frame)
    if goes_on:
        return _ends(name, row, (seen, line("the course goes on", goes_on)), near, rule)
    missing = _not_asked(row, frame)
    if missing:
        return unknown(missing, (seen,), name)
    return _nothing(name, f"ends on {last}; nothing goes on after it", (seen,), row)


def _settled(row: Row, own: list[Row], frame: Frame) -> tuple[str, Evidence] | None:
    """Why nothing is to be asked for here: a renewal, or work that running-out tells of."""
    renewed = _renewals(row, frame)
    if renewed:
        return "a renewal was asked for", line("requests for renewal", renewed)
    told = [v for v in own if v.fact.id in frame.once(runs_out) and ahead(v, frame)]
    if told:
        return "days or units run out: told by running-out", line("booked visits", told)
    return None


def _renewals(row: Row, frame: Frame) -> list[Row]:
    """Requests for the same service that are to follow the permission."""
    later = {id(one) for one in made_after(row, frame)}
    return [
        one
        for _, one in requests(frame)
        if one is not row
        and (id(one) in later or (alike(one, row) and (awaiting(one) or _ends_later(one, row))))
    ]


def _ends_later(one: Row, row: Row) -> bool:
    return bool(permission(one).granted) and one.end_high > row.end_high


def _course(row: Row, own: list[Row], frame: Frame) -> list[Row]:
    """What shows that the course goes on: a visit, else orders, else care plans."""
    booked = last_ahead(own, frame)
    if booked:
        return booked
    wanted = set(permission(row).orders)
    orders = [r for r in frame.rows(ACTIVE_ORDERS).sure if r.fact.id in wanted]
    return orders or [r for r in frame.rows(ACTIVE_PLANS).sure if _names(r, wanted, frame)]


def _names(row: Row, wanted: set[str], frame: Frame) -> bool:
    """Whether a care plan that is not over names an order."""
    assert isinstance(row.fact, CarePlan)  # noqa: S101  ACTIVE_PLANS selects them
    references = {activity.reference for activity in row.fact.activities}
    named_there = not wanted.isdisjoint(references | set(row.fact.based_on))
    return named_there and (row.end_high == NEVER or not frame.view.reached(row.end_high + 1))


def _not_asked(row: Row, frame: Frame) -> tuple[str, ...]:
    lists = [BOOKED]
    if permission(row).orders:
        lists += [ACTIVE_ORDERS, ACTIVE_PLANS]
    return tuple(one for selection in lists for one in frame.rows(selection).missing)


def _nothing(name: str, why: str, seen: tuple[Evidence, ...], row: Row) -> Conclusion:
    return Conclusion(
        occurrence=name,
        outcome=Outcome.NOT_MET,
        reason=why,
        evidence=seen,
        details=(("last day", as_date(row.end_high)),),
    )


def _ends(name: str, row: Row, seen: tuple[Evidence, ...], near: int, rule: Rule) -> Conclusion:
    last = as_date(row.end_low)
    action = Action(
        title="Ask for the permission to be renewed",
        urgency=Urgency.ROUTINE,
        closes="a request for renewal, or the course ended",
        licences=rule.licences,
        earliest=as_date(near),
        due=last,
        overdue_after=last,
        window_over="the permission has ended: ask for a new one",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"ends on {last}, the course goes on, and no renewal was asked for",
        evidence=seen,
        action=action,
        details=(("last day", last),),
    )


RULE = Rule(
    id="permissions.about-to-end",
    edition="2026",
    title="Permission is about to end while the course goes on",
    population="patients with a permission in force that has a last day",
    citation=Citation(
        text="Utilization management practice; FHIR R4 ClaimResponse",
        locator="preAuthPeriod",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="a course is seen by booked visits, active orders and active care plans that name them",
    departures="days before the last day, and what is a renewal: decision 0057",
    parameters=(LEAD,),
    shape=Check(look=look, uses=(PERMISSIONS, REQUESTS, BOOKED, ACTIVE_ORDERS, ACTIVE_PLANS)),
)
