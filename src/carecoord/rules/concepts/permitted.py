"""Permissions of payers: what was granted, and which booked visits it covers.

Of several permissions for the same visits the first to end is drawn on first (decision 0005).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.code import Code
from carecoord.rules.concepts.amounts import Amount, UnitType, granted, total
from carecoord.rules.concepts.capped import Cap, Used, cap_of, unclear
from carecoord.rules.concepts.drawn import ONE_VISIT, countable
from carecoord.rules.criteria import Facts
from carecoord.rules.engine.timing import NEVER, Row, as_date

TOLD_DAYS_AFTER = 30
UNITS_OF_A_VISIT = "how many of its units a visit takes"
CAP_COUNTED = "how the payer counts its cap"
DAY_OF_A_VISIT = "the day of a booked visit"

REQUESTS = Facts(Authorization).where(Authorization.status, "active")
PERMISSIONS = REQUESTS.where(Authorization.outcome, "complete", "partial")
DRAWING = ("booked", "pending", "arrived", "checked-in", "fulfilled")
"""The states of visits that draw, or will draw, on a permission."""
BOOKED = Facts(Appointment).where(Appointment.status, *DRAWING)


def permission(row: Row) -> Authorization:
    """The permission of a row."""
    assert isinstance(row.fact, Authorization)  # noqa: S101  REQUESTS selects them
    return row.fact


def granted_items(row: Row) -> tuple[AuthorizationItem, ...]:
    """The items that were not refused; one without a review action counts as granted."""
    return permission(row).granted


def refused(row: Row) -> bool:
    """Whether there are items and none was granted."""
    return bool(permission(row).items) and not granted_items(row)


def not_known(row: Row, own: Sequence[Row]) -> tuple[str, ...]:
    """What has to be known of a permission and of its visits."""
    if not permission(row).items:
        return ("what was granted",)
    if not _says_what(row):
        return ("which service it permits",)
    if any(as_date(v.start_low) is None for v in own):
        return (DAY_OF_A_VISIT,)
    if row.end_high != NEVER and any(row.end_low < v.start_low <= row.end_high for v in own):
        return ("the exact last day of the permission",)
    return ()


def _says_what(row: Row) -> bool:
    return bool(permission(row).orders) or any(i.code is not None for i in granted_items(row))


def units_granted(row: Row) -> Amount | None:
    """What the granted items hold together, where visits can be counted in it.

    None where one of them names no number, or they count what visits do not tell of.
    """
    held = total(granted(item.units, item.unit) for item in granted_items(row))
    return held if held is not None and countable(held.unit) else None


def cap_granted(row: Row) -> Cap | None:
    """The most that may be used of the granted items in a day, a week or a month."""
    return cap_of(granted_items(row))


def uncounted(row: Row, own: Sequence[Row]) -> tuple[str, ...]:
    """What is missing where a permission has a number of units that visits cannot be counted in.

    Or a cap that they cannot be counted by.
    """
    items, inside = granted_items(row), [v for v in own if _lies_in(row, v)]
    if not inside:
        return ()
    if all(item.units is not None for item in items) and units_granted(row) is None:
        return (UNITS_OF_A_VISIT,)
    if unclear(items):
        return (CAP_COUNTED,)
    vague = cap_granted(row) is not None and any(exact_day(v) is None for v in inside)
    return (DAY_OF_A_VISIT,) if vague else ()


def exact_day(visit: Row) -> date | None:
    """The day of a visit, where it is one and known."""
    return as_date(visit.start_low) if visit.start_low == visit.start_high else None


def _lies_in(row: Row, visit: Row) -> bool:
    return row.start_low <= visit.start_low <= row.end_high


def belongs(visit: Row, row: Row) -> bool:
    """By the order it is based on, else by the code of the service."""
    return asked_for(visit, row, granted_items(row))


def belonging(visits: Iterable[Row], row: Row) -> list[Row]:
    """The visits that belong to a permission, in their order."""
    return _asked_for(visits, row, granted_items(row))


def asked_for(visit: Row, row: Row, items: tuple[AuthorizationItem, ...]) -> bool:
    """Whether some items of a permission, granted or not, were asked for a visit."""
    return bool(_asked_for((visit,), row, items))


def _asked_for(visits: Iterable[Row], row: Row, items: tuple[AuthorizationItem, ...]) -> list[Row]:
    """What a permission is for is worked out once for all visits."""
    orders = set(permission(row).orders)
    permitted = {c for i in items if i.code is not None for c in i.code.coding}
    return [visit for visit in visits if _is_for(visit, orders, permitted)]


def _is_for(visit: Row, orders: set[str], permitted: set[Code]) -> bool:
    assert isinstance(visit.fact, Appointment)  # noqa: S101  BOOKED selects them
    if visit.fact.based_on:
        return not orders.isdisjoint(visit.fact.based_on)
    return any(code in permitted for kind in visit.fact.service_type for code in kind.coding)


def in_order(row: Row) -> tuple[int, int, str]:
    """The order in which permissions are drawn on."""
    return row.end_high, row.start_low, row.fact.id


def uncovered_visits(visits: Sequence[Row], permissions: Iterable[Row]) -> list[Row]:
    """The visits left when each permission, the first to end first, took what it holds."""
    left = list(visits)
    for row in sorted(permissions, key=in_order):
        held = belonging((v for v in left if _lies_in(row, v)), row)
        taken = set(_taken(row, held))
        left = [v for v in left if v not in taken]
    return left


def _taken(row: Row, held: list[Row]) -> list[Row]:
    """Of the visits that a permission holds, those within its cap, up to its units."""
    many, cap = _visits_granted(row), cap_granted(row)
    if cap is not None and cap.most.unit is UnitType.VISITS:
        held = _within(cap, held)
    return held if many is None else held[: int(many)]


def _within(cap: Cap, held: list[Row]) -> list[Row]:
    used, within = Used(cap), list[Row]()
    for visit in held:
        day = exact_day(visit)
        if used.has_room(day, ONE_VISIT):
            used.draw(day, ONE_VISIT)
            within.append(visit)
    return within


def holds(row: Row, visit: Row) -> bool:
    """Whether a visit belongs to a permission and lies on one of its days."""
    return _lies_in(row, visit) and belongs(visit, row)


def _visits_granted(row: Row) -> Decimal | None:
    held = units_granted(row)
    return held.value if held is not None and held.unit is UnitType.VISITS else None
