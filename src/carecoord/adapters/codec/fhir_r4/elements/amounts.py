"""Quantities, ranges and ratios, exact to the last digit."""

from __future__ import annotations

from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements.structs import (
    Amount,
    Bounds,
    Price,
    Proportion,
)
from carecoord.adapters.codec.fhir_r4.reasons import BEYOND_MEASURE, NUMBER_AS_UNIT
from carecoord.model.money import Money
from carecoord.model.observation import Range, Ratio
from carecoord.model.quantity import Quantity

_DIGITS = 100
"""No measured amount needs more places; longer numbers only make arithmetic slow."""


_SCTID_DIGITS = 6
"""Digits of the shortest identifier of SNOMED CT; UCUM would take it for a factor."""


def number(at: Entry, value: Decimal | None, field: str) -> Decimal | None:
    """Read a decimal; one of absurd size is left out and noted."""
    if value is None:
        return None
    if not value.is_finite() or not -_DIGITS < value.adjusted() < _DIGITS:
        at.problem(field, BEYOND_MEASURE)
        return None
    return value


def quantity(at: Entry, amount: Amount | None, field: str) -> Quantity | None:
    """Read a quantity: the UCUM code is its unit, else the unit as printed."""
    if amount is None or amount.value is None:
        return None
    value = number(at, amount.value, field)
    if value is None:
        return None
    unit = amount.code or amount.unit
    if unit is not None and len(unit) >= _SCTID_DIGITS and unit.isdigit():
        unit = _printed(at, amount, field)
    return Quantity(value, unit, amount.comparator)


def _printed(at: Entry, amount: Amount, field: str) -> str | None:
    """The unit as printed, beside a code that is a number and no unit of UCUM."""
    if amount.unit and not amount.unit.isdigit():
        return amount.unit
    at.problem(f"{field}.code", NUMBER_AS_UNIT)
    return None


def bounds(at: Entry, value: Bounds | None, field: str) -> Range | None:
    """Read a range."""
    if value is None:
        return None
    low = quantity(at, value.low, f"{field}.low")
    high = quantity(at, value.high, f"{field}.high")
    return None if low is None and high is None else Range(low=low, high=high)


def proportion(at: Entry, value: Proportion | None, field: str) -> Ratio | None:
    """Read a ratio."""
    if value is None:
        return None
    upper = quantity(at, value.numerator, f"{field}.numerator")
    lower = quantity(at, value.denominator, f"{field}.denominator")
    return None if upper is None and lower is None else Ratio(numerator=upper, denominator=lower)


def money(at: Entry, value: Price | None, field: str) -> Money | None:
    """Read an amount of money."""
    amount = None if value is None else number(at, value.value, field)
    return None if amount is None or value is None else Money(amount, value.currency)
