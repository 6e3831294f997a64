"""How many units are left of what was granted; never below zero.

Units carry a type: a visit is no day. Where a payer names none, visits are meant (decision 0005).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

VISIT = "visit"
DAY = "day"
_NAMES = {
    **dict.fromkeys(("", "1", "vs", "visit", "visits", "{visit}", "{visits}"), VISIT),
    **dict.fromkeys(("d", "da", "dy", "day", "days", "{day}", "{days}"), DAY),
}


def amounts(units: object) -> bool:
    """Whether something is an amount of units: a finite Decimal, not below zero."""
    return isinstance(units, Decimal) and units.is_finite() and units >= 0


def unit_named(unit: str | None) -> str:
    """The type of a unit, by one name for all its spellings; one not heard of is its own type."""
    name = (unit or "").strip().casefold()
    return _NAMES.get(name, name)


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are of one type."""
    return unit_named(one) == unit_named(other)


def together(granted: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what was granted; None where one of it has no limit."""
    total = Decimal(0)
    for units in granted:
        if units is None:
            return None
        total += units
    return total


def left(granted: Decimal | None, drawn: Iterable[Decimal]) -> Decimal | None:
    """What is left; None where no limit was said.

    More may have been drawn than a later answer grants: then nothing is left.
    """
    return None if granted is None else max(Decimal(0), granted - sum(drawn, Decimal(0)))
