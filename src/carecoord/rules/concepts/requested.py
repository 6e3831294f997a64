"""Requests for permission: what they wait for, what came of them, and which belong together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from carecoord.model.appeal import Appeal
from carecoord.model.authorization_decision import Decision
from carecoord.model.code import Code
from carecoord.model.moment import ClinicalTime, first_day
from carecoord.rules.concepts.permitted import REQUESTS, permission
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.rule import Conclusion, not_applicable, unknown
from carecoord.rules.engine.timing import Row

APPEALS = Facts(Appeal).where(Appeal.entered_in_error, False)


def requests(frame: Frame) -> list[tuple[str, Row]]:
    """Every request that stands, by name; one that takes an earlier one back is none."""
    return frame.once(_named)


def _named(frame: Frame) -> list[tuple[str, Row]]:
    rows = frame.rows(REQUESTS).sure
    return [(name, row) for name, row in named(rows) if not permission(row).cancels]


def awaiting(row: Row) -> bool:
    """Whether the payer has not decided yet; what it granted without a word is decided."""
    of = permission(row)
    if of.decision is not None:
        return of.decision is Decision.PENDED
    return of.outcome in {None, "queued"} or any(
        item.unanswered and not item.cancelled for item in of.items
    )


def adverse(row: Row) -> bool:
    """Whether less was granted than was asked for."""
    return permission(row).adverse


def decided_as(row: Row) -> str:
    """An adverse decision in words; one that is approved by name says what it is in fact."""
    decision = permission(row).decision
    if decision is Decision.APPROVED:
        return "approved, but less than was asked for"
    return "" if decision is None else decision.value


def names_nothing(row: Row) -> bool:
    """Whether a request names neither an order nor a service."""
    of = permission(row)
    return not of.orders and all(i.code is None and i.requested_code is None for i in of.items)


def made_on(row: Row) -> ClinicalTime | None:
    """When the request was made; of one without an answer, when it was created."""
    of = permission(row)
    return of.created_on if of.requested_on is None else of.requested_on


def made_or_received(row: Row) -> ClinicalTime | None:
    """When a request that was answered on no known day was made, else when the payer had it."""
    of = permission(row)
    received = None if of.case is None else of.case.received_at
    return received if of.requested_on is None else of.requested_on


def alike(row: Row, other: Row) -> bool:
    """Whether two requests are for one service: by their orders, else by its code."""
    one, two = permission(row), permission(other)
    if one.orders and two.orders:
        return not set(one.orders).isdisjoint(two.orders)
    return not _services(row).isdisjoint(_services(other))


def _services(row: Row) -> frozenset[Code]:
    coded = (
        concept
        for item in permission(row).items
        for concept in (item.code, item.requested_code)
        if concept is not None
    )
    return frozenset(code for concept in coded for code in concept.coding)


def made_after(row: Row, frame: Frame) -> list[Row]:
    """Requests for the same service made once this one was decided, or that refer to it."""
    return [
        other
        for _, other in requests(frame)
        if other is not row
        and (refers(other, row) or (alike(other, row) and _follows(other, row, frame.view.zone)))
    ]


def refers(other: Row, row: Row) -> bool:
    """Whether a request names the permission that another one gave."""
    number = permission(row).number
    return number is not None and number in permission(other).prior_numbers


def _follows(other: Row, row: Row, zone: tzinfo) -> bool:
    times = made_on(row), permission(row).created_on, made_on(other)
    if None in times:
        return False
    asked, decided, again = (first_day(time, zone) for time in times if time is not None)
    return again >= decided and again > asked


def appeals_of(row: Row, frame: Frame) -> list[Row]:
    """The appeals that were filed against the decision on a request, the last at the end."""
    filed = [
        one
        for one in frame.rows(APPEALS).sure
        if appeal(one).authorization == row.fact.id and was_filed(one)
    ]
    return sorted(filed, key=lambda one: (appeal(one).level, one.start_low, one.fact.id))


def appeal(row: Row) -> Appeal:
    """The appeal of a row."""
    assert isinstance(row.fact, Appeal)  # noqa: S101  APPEALS selects them
    return row.fact


def was_filed(row: Row) -> bool:
    """Whether an appeal was filed; one without a day of its own is only thought of."""
    return appeal(row).known_on is not None


def line(
    clause: str, rows: Iterable[Row], because: str = "", *, holds: bool | None = True
) -> Evidence:
    """One line of evidence about some facts."""
    return Evidence(clause=clause, holds=holds, facts=refer_all(rows), because=because)


def concluded(told: list[Conclusion], missing: tuple[str, ...], nothing: str) -> list[Conclusion]:
    """What was told, else what is missing to tell anything, else that there is nothing to tell."""
    if told:
        return told
    return [unknown(missing) if missing else not_applicable(nothing)]
