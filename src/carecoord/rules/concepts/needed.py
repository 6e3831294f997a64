"""Whether a booked visit needs permission, as far as its order or the plan says so.

The order says it in the words of Da Vinci CRD, the plan in its answer about benefits. What neither
says is not known here: what else needs permission is a matter of the site's own tables.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.code import Code
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.eligibility_response import CoverageEligibilityResponse, EligibilityInsurance
from carecoord.model.order import Order
from carecoord.model.shown import shown
from carecoord.rules.concepts.deadlines import over
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.timing import Row

NEEDED = frozenset({"auth-needed", "performpa"})
NOT_NEEDED = frozenset({"no-auth", "satisfied"})
LEFT_OPEN = "whether permission is needed (the payer left it open)"
EXPIRED = "whether permission is needed (what the payer said has expired)"
NO_ORDER = "an order of a booked visit that stands"

ORDERS = (
    Facts(Order)
    .where_not(Order.status, "entered-in-error", "revoked")
    .where(Order.do_not_perform, False)
)
ANSWERS = Facts(CoverageEligibilityResponse).where(CoverageEligibilityResponse.status, "active")


@attrs.frozen(kw_only=True)
class Need:
    """Whether permission is needed, by which facts, and what is missing to tell.

    ``holds`` None with nothing missing: everybody was asked, and nobody says anything.
    """

    __repr__ = shown

    holds: bool | None
    said_by: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()


def need(visit: Row, frame: Frame) -> Need:
    """Whether a visit needs permission: if anybody says so, it does."""
    orders = ordered(visit, frame)
    said = [*_by_orders(orders, frame), *_by_plans(visit, frame)]
    needed = tuple(row for answer, row in said if answer is True)
    if needed:
        return Need(holds=True, said_by=needed)
    unsure = {answer: row for answer, row in said if isinstance(answer, str)}
    if unsure:
        return Need(holds=None, said_by=tuple(unsure.values()), missing=tuple(unsure))
    if said:
        return Need(holds=False, said_by=tuple(row for _, row in said))
    return Need(holds=None, missing=_not_asked(visit, orders, frame))


def ordered(visit: Row, frame: Frame) -> list[Row]:
    """The orders that a visit is based on, as far as they are on record."""
    by_id = frame.once(_orders)
    return [by_id[one] for one in booked(visit).based_on if one in by_id]


def _orders(frame: Frame) -> dict[str, Row]:
    return {row.fact.id: row for row in frame.rows(ORDERS).sure}


def booked(visit: Row) -> Appointment:
    """The appointment of a row."""
    assert isinstance(visit.fact, Appointment)  # noqa: S101  selections of visits hold nothing else
    return visit.fact


def services(visit: Row, frame: Frame) -> frozenset[Code]:
    """What a visit is for: its own services, and what was ordered."""
    facts = (visit.fact, *(order.fact for order in ordered(visit, frame)))
    return frozenset(code for fact in facts for one in fact.concepts for code in one.coding)


def _by_orders(orders: list[Row], frame: Frame) -> Iterator[tuple[bool | str, Row]]:
    for row in orders:
        assert isinstance(row.fact, Order)  # noqa: S101  ORDERS selects them
        for one in row.fact.coverage_information:
            answer = _answer(one, frame)
            if answer is not None:
                yield answer, row


def _answer(said: CoverageInformation, frame: Frame) -> bool | str | None:
    """What a payer said of an order: yes, no, or why it is open; None if it said nothing of it."""
    if said.pa_needed is None:
        return None
    if said.expires_on is not None and over(said.expires_on, frame.view):
        return EXPIRED
    if said.pa_needed in NEEDED:
        return True
    return False if said.pa_needed in NOT_NEEDED else LEFT_OPEN


def _by_plans(visit: Row, frame: Frame) -> Iterator[tuple[bool | str, Row]]:
    """What each plan said last of the services of a visit."""
    rows = frame.rows(ANSWERS).sure
    wanted = services(visit, frame) if rows else frozenset[Code]()
    last: dict[str | None, tuple[bool, Row]] = {}
    for row in sorted(rows, key=lambda r: (r.start_low, r.fact.id)):
        assert isinstance(row.fact, CoverageEligibilityResponse)  # noqa: S101  ANSWERS selects them
        for plan in row.fact.insurance:
            required = _required(plan, wanted)
            if required is not None:
                last[plan.coverage] = required, row
    yield from last.values()


def _required(plan: EligibilityInsurance, wanted: frozenset[Code]) -> bool | None:
    if plan.in_force is False:
        return None
    said = [
        item.authorization_required
        for item in plan.items
        if item.authorization_required is not None
        and item.code is not None
        and not wanted.isdisjoint(item.code.coding)
    ]
    return any(said) if said else None


def _not_asked(visit: Row, orders: list[Row], frame: Frame) -> tuple[str, ...]:
    """What was never asked for, or is not on record, of those who might say it."""
    named = booked(visit).based_on
    listed = frame.rows(ORDERS).missing if named else ()
    lost = (NO_ORDER,) if named and not orders and not listed else ()
    return (*listed, *lost, *frame.rows(ANSWERS).missing)
