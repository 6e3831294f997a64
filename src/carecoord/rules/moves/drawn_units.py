"""How many units are left of what was granted; never below zero.

Units are read by the table of ``concepts.amounts``: a visit is no day, four quarter-hours are an
hour. What that table does not know is a type of its own, by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from carecoord.model.permission_case import Draw
from carecoord.rules.concepts.amounts import Amount, amount, unit_type

_DIGITS, _PLACES = 15, 6
"""So far sums of units are exact, with room to spare."""


def amounts(units: object) -> bool:
    """Whether something is an amount of units: a finite Decimal, not below zero."""
    return isinstance(units, Decimal) and units.is_finite() and units >= 0


def exact(units: Decimal) -> bool:
    """Whether a number is neither so large nor so fine that sums of it would be rounded."""
    return units.adjusted() < _DIGITS and -int(units.as_tuple().exponent) <= _PLACES


def unit_named(unit: str | None) -> str:
    """The type of a unit, by one name for all its spellings; one not heard of is its own type."""
    known = unit_type(unit)
    return (unit or "").strip().casefold() if known is None else known.value


def same_kind(one: str | None, other: str | None) -> bool:
    """Whether two units count the same: they are one, or both are lengths of time."""
    ours, theirs = unit_type(one), unit_type(other)
    if ours is None or theirs is None:
        return unit_named(one) == unit_named(other)
    return ours.like(theirs)


class Tally:
    """What draws of one kind of unit took together.

    Minutes are added before they become hours: three times 20 minutes are an hour, exactly.
    """

    def __init__(self, unit: str) -> None:
        """Begin with nothing; a unit that is not known has a name and no type."""
        self.unit, self.unnamed = unit, Decimal(0)
        self.taken: Amount | None = None

    def add(self, draw: Draw) -> None:
        """Count a draw of its kind."""
        if unit_type(self.unit) is None:
            self.unnamed += draw.units
        else:
            more = amount(draw.units, draw.unit)
            self.taken = more if self.taken is None else self.taken + more

    def total(self) -> Decimal:
        """How much it is, in its own unit."""
        known = unit_type(self.unit)
        return self.unnamed if known is None or self.taken is None else self.taken.to(known)


def drawn_in(draws: Iterable[Draw], unit: str) -> Decimal:
    """How much draws of one kind of unit took together, in that unit."""
    tally = Tally(unit)
    for one in draws:
        tally.add(one)
    return tally.total()


def together(granted: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what was granted; None where one of it has no limit."""
    total = Decimal(0)
    for units in granted:
        if units is None:
            return None
        total += units
    return total


def left(granted: Decimal | None, drawn: Decimal) -> Decimal | None:
    """What is left; None where no limit was said.

    More may have been drawn than a later answer grants: then nothing is left.
    """
    return None if granted is None else max(Decimal(0), granted - drawn)
