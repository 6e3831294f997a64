"""Whether supply has run out after a discharge, and whether permissions are still to be had.

Lines as in task_lines: one holds when something is open (decision 0039).
"""

from __future__ import annotations

from carecoord.model.order import Order
from carecoord.rules.concepts.fills import FILLS
from carecoord.rules.concepts.in_hand import InHand, in_hand
from carecoord.rules.concepts.permitted import (
    BOOKED,
    PERMISSIONS,
    REQUESTS,
    TOLD_DAYS_AFTER,
    asked_for,
    belongs,
    granted_items,
    not_known,
    permission,
    refused,
    uncounted,
    uncovered_visits,
)
from carecoord.rules.concepts.prescribed import PRESCRIPTIONS, all_stopped, not_stopped
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import Answer, refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.timing import Row, day_bounds
from carecoord.rules.readmission.task_lines import asked

LOOK_BACK_DAYS = 180
"""Supply that ended, and permission that was asked for, longer before the discharge is over
(decision 0039)."""
WAITING = frozenset({"A4", "CT"})
"""X12 278 HCR01: pended; contact payer."""
DENIED = "A3"
ORDERS = Facts(Order).where(Order.status, "active", "on-hold").where(Order.do_not_perform, False)
USES = (FILLS, PRESCRIPTIONS, REQUESTS, PERMISSIONS, BOOKED, ORDERS)

SUPPLY = "supply run out"
SUPPLY_ANSWERED_BY = ("adherence.late-refill", "adherence.gap")
RUNS_OUT = "permission runs out before the booked visits"
RUNS_OUT_ANSWERED_BY = ("permissions.running-out",)
NOT_GRANTED = "permission asked for and not granted"


def supply(out: int, _: int, frame: Frame) -> Answer:
    """Whether supply of a class ended without a fill seen after it, and was not stopped."""
    unasked = frame.rows(FILLS).missing
    if unasked:
        return asked(None, SUPPLY, (), "", SUPPLY_ANSWERED_BY, unasked)
    classes = in_hand(frame)
    unknown = [one for one in classes if not isinstance(one, InHand)]
    missing = tuple(what for one in unknown for what in one.missing)
    lately = [one for one in classes if isinstance(one, InHand) and one.last_day >= _since(out)]
    told = [(one, *_supplied(one, frame)) for one in lately]
    lines = (
        *(line for one in unknown for line in one.evidence),
        *(line for _, _, _, seen in told for line in seen),
    )
    facts = tuple(dict.fromkeys(ref for line in lines for ref in line.facts))
    ended = "; ".join(words for _, gone, words, _ in told if gone)
    if ended:
        return asked(True, SUPPLY, facts, ended, SUPPLY_ANSWERED_BY, missing)
    if missing:
        return asked(None, SUPPLY, facts, "", SUPPLY_ANSWERED_BY, missing)
    words = "; ".join(words for _, _, words, _ in told)
    return asked(False, SUPPLY, facts, words or "none seen that ended lately", ())


def _since(out: int) -> int:
    return out - LOOK_BACK_DAYS


def _supplied(held: InHand, frame: Frame) -> tuple[bool, str, tuple[Evidence, ...]]:
    """Whether the supply of a class has run out, in words, and what says so."""
    until = f"{held.drugs.name} to {on(held.last_day)}"
    if not frame.view.reached(held.last_day + 1):
        return False, until, (held.evidence,)
    stopped = all_stopped(held, frame)
    if stopped is not None:
        return False, stopped.reason, stopped.evidence
    lines = (held.evidence, *not_stopped(held, frame))
    return True, f"{until}, no fill seen after it", lines


def running_out(out: int, _: int, frame: Frame) -> Answer:
    """Whether visits from the discharge on are booked beyond what was granted."""
    found, booked = frame.rows(PERMISSIONS), frame.rows(BOOKED)
    if found.missing:
        return asked(None, RUNS_OUT, (), "", RUNS_OUT_ANSWERED_BY, found.missing)
    granted = [row for row in found.sure if granted_items(row)]
    live = [r for r in found.sure if not refused(r) and r.end_high >= out - TOLD_DAYS_AFTER]
    visits = sorted(booked.sure, key=lambda v: (v.start_low, v.fact.id))
    own = [(row, [v for v in visits if belongs(v, row)]) for row in live]
    theirs = [v for v in visits if any(v in mine for _, mine in own)]
    sharing = [row for row in granted if row in live or any(belongs(v, row) for v in theirs)]
    drawn = [v for v in visits if any(belongs(v, row) for row in sharing)]
    facts = refer_all({id(row): row for row in (*live, *sharing, *drawn)}.values())
    missing = booked.missing if live else ()
    lacking = (w for r, mine in own for w in (*not_known(r, mine), *uncounted(r, mine)))
    missing = tuple(dict.fromkeys((*missing, *lacking)))
    left = [v for v in uncovered_visits(visits, granted) if v.start_low >= out and v in theirs]
    if left:
        because = f"visits from {on(left[0].start_low)} are not covered"
        return asked(True, RUNS_OUT, facts, because, RUNS_OUT_ANSWERED_BY, missing)
    if missing:
        return asked(None, RUNS_OUT, facts, "", RUNS_OUT_ANSWERED_BY, missing)
    return asked(False, RUNS_OUT, facts, "" if live else "no permission seen", ())


def not_granted(out: int, _: int, frame: Frame) -> Answer:
    """Whether permission was asked for, for what is ordered or booked, and is not there yet."""
    found = frame.rows(REQUESTS)
    if found.missing:
        return asked(None, NOT_GRANTED, (), "", (), found.missing)
    wanting = [row for row in found.sure if _lacks(row) and _asked_lately(row, out, frame)]
    settled = [(row, _settling(row, found.sure, out)) for row in wanting]
    needed = [(row, *_needed(row, out, frame)) for row, by in settled if not by]
    open_ = [(row, by) for row, by, _ in needed if by]
    missing = tuple(dict.fromkeys(what for _, _, lacking in needed for what in lacking))
    rows = (
        *(r for row, by in (*settled, *open_) for r in (row, *by)),
        *(row for row, _, _ in needed),
    )
    facts = refer_all({id(row): row for row in rows}.values())
    if open_:
        because = "denied" if all(DENIED in _actions(row) for row, _ in open_) else "not decided"
        return asked(True, NOT_GRANTED, facts, because, (), missing)
    if missing:
        return asked(None, NOT_GRANTED, facts, "", (), missing)
    return asked(False, NOT_GRANTED, facts, "" if facts else "none seen", ())


def _actions(row: Row) -> set[str | None]:
    return {item.review_action for item in permission(row).items}


def _lacks(row: Row) -> bool:
    """Whether something that was asked for waits, or nothing of it was granted."""
    actions = _actions(row)
    waits = (
        permission(row).outcome == "queued"
        or any(one.unanswered and not one.cancelled for one in permission(row).items)
        or not WAITING.isdisjoint(actions)
    )
    return waits or (DENIED in actions and refused(row))


def _asked_lately(row: Row, out: int, frame: Frame) -> bool:
    created = permission(row).created_on
    last = row.end_high if created is None else day_bounds(created, frame.view.zone)[1]
    return last >= _since(out)


def _settling(row: Row, rows: list[Row], out: int) -> list[Row]:
    """Permissions for the same that were granted and are in force at the discharge or after it."""
    mine = permission(row)
    codes = {c for item in mine.items if item.code for c in item.code.coding}
    return [
        other
        for other in rows
        if other is not row
        and other.end_high >= out
        and granted_items(other)
        and (
            not set(mine.orders).isdisjoint(permission(other).orders)
            or any(c in codes for i in granted_items(other) if i.code for c in i.code.coding)
        )
    ]


def _needed(row: Row, out: int, frame: Frame) -> tuple[list[Row], tuple[str, ...]]:
    """The orders and visits to come that it was asked for; and what is missing to tell of any."""
    asked_of = permission(row)
    booked, orders = frame.rows(BOOKED), frame.rows(ORDERS)
    visits = [v for v in booked.sure if v.start_low >= out and asked_for(v, row, asked_of.items)]
    needing = [*visits, *(o for o in orders.sure if o.fact.id in asked_of.orders)]
    if needing:
        return needing, ()
    if not asked_of.orders and all(item.code is None for item in asked_of.items):
        return [], ("for which service permission was asked",)
    return [], (*(orders.missing if asked_of.orders else ()), *booked.missing)
