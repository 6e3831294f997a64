"""How many units are left of what was granted; never below zero.

Units are read by the table of ``concepts.amounts``: a visit is no day, four quarter-hours are an
hour. What that table does not know is a type of its own, by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from carecoord.rules.concepts.amounts import Amount, unit_type

VISIT = "visit"


def amounts(units: object) -> bool:
    """Whether something is an amount of units: a finite Decimal, not below zero."""
    return isinstance(units, Decimal) and units.is_finite() and units >= 0


def unit_named(unit: str | None) -> str:
    """The type of a unit, by one name for all its spellings; one not heard of is its own type."""
    known = unit_type(unit)
    return (unit or "").strip().casefold() if known is None else known.value


def in_units(units: Decimal, unit: str | None, of: str | None) -> Decimal | None:
    """So many units in those of another name; None where they are of another type."""
    theirs, ours = unit_type(unit), unit_type(of)
    if theirs is None or ours is None:
        return units if unit_named(unit) == unit_named(of) else None
    return Amount(units, theirs).to(ours) if theirs.like(ours) else None


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
