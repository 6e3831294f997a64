"""Facts of a permission in few words, for the pages of this folder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from carecoord.model import (
    Appeal,
    Appointment,
    Authorization,
    AuthorizationItem,
    Order,
    Period,
    Task,
)
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.eligibility_response import (
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
)
from carecoord.model.permission_case import PermissionCase

LONG_AGO = date(2026, 1, 2)


def service(symbol):
    return CodeableConcept((Code("urn:invented:service", symbol),))


def visit(name, on, *, code="physio", order=None, status="booked", minutes=None, end=None):
    """A visit at 09:00 UTC of a day, at an instant, or of no known day."""
    start = on
    if on is not None and not isinstance(on, datetime):
        start = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return Appointment(
        id=name,
        status=status,
        start=start,
        end=end,
        created_on=LONG_AGO,
        minutes_duration=minutes,
        service_type=() if code is None else (service(code),),
        based_on=() if order is None else (order,),
    )


def item(action="A1", units=None, unit="visits", *, code="physio", **more):
    return AuthorizationItem(
        code=None if code is None else service(code),
        review_action=action,
        units=None if units is None else Decimal(units),
        unit=unit,
        **more,
    )


SPRING = Period.through(date(2026, 4, 1), date(2026, 5, 31))
CERTIFIED_WITH_LESS = (
    item(units=12, requested=Decimal(16)),
    item(serviced=SPRING, period=Period.through(date(2026, 4, 1), date(2026, 4, 10))),
)
"""A1, "certified in total": of 12 of 16 visits; of 10 days of April and May."""


def request(name="z1", *items, first=None, last=None, case=None, **more):
    """A request that was answered on 2 March 2026; its days are inside."""
    given = {"outcome": "complete", "created_on": date(2026, 3, 2), "status": "active"} | more
    period = None
    if first is not None or last is not None:
        period = Period.through(first, last)
    return Authorization(
        id=name,
        items=items or (item(),),
        period=period,
        case=None if case is None else PermissionCase(**case),
        **given,
    )


def waiting(name="z1", **more):
    """A request of 2 March 2026 that nobody answered."""
    return request(name, item(None, unanswered=True), outcome=None, **more)


def order(name="s1", *said, code="physio", status="active", expires_on=None):
    """An order with what payers said of it."""
    return Order(
        id=name,
        status=status,
        intent="order",
        code=service(code),
        authored_on=LONG_AGO,
        coverage_information=tuple(
            CoverageInformation(pa_needed=one, expires_on=expires_on) for one in said
        ),
    )


def plan_says(required, *, name="b1", on=LONG_AGO, code="physio", coverage="c1", in_force=True):
    """A plan's answer about one service."""
    one = EligibilityItem(
        code=None if code is None else service(code), authorization_required=required
    )
    insurance = EligibilityInsurance(coverage=coverage, in_force=in_force, items=(one,))
    return CoverageEligibilityResponse(
        id=name, status="active", created_on=on, insurance=(insurance,)
    )


def appeal(name="p1", of="z1", **more):
    return Appeal(id=name, authorization=of, **more)


def task(focus="z1", status="completed"):
    return Task(
        id="t1",
        status=status,
        authored_on=date(2026, 3, 3),
        execution=Period.through(date(2026, 3, 3), date(2026, 3, 4)),
        focus=focus,
    )


def named(finding, clause):
    """The ids of the facts of a line of evidence."""
    (line,) = [one for one in finding.evidence if one.clause == clause]
    return [fact.id for fact in line.facts]
