"""A measured amount with its unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from carecoord.errors import RecordRejected
from carecoord.model import ucum
from carecoord.model.moment import Validator
from carecoord.model.shown import shown

LARGEST_EXPONENT = 300
"""Amounts have at most so many places on either side: beyond, arithmetic would fail."""


def finite(what: str) -> Validator:
    """Make a validator: an amount, where there is one, is finite. ``what`` names the field."""

    def check(_: object, __: attrs.Attribute[Any], value: object) -> None:
        if value is not None:
            _check(what, value)

    return check


def _is_given(_: object, __: object, value: Any) -> None:  # noqa: ANN401  what callers give
    _check("quantity value", value)


def _check(what: str, value: object) -> None:
    if (
        not isinstance(value, Decimal)
        or not value.is_finite()
        or abs(value.adjusted()) > LARGEST_EXPONENT
    ):
        raise RecordRejected(
            asked=what,
            found="not a finite Decimal, or one of more than 300 places",
            remedy="Give a decimal.Decimal; leave it out if there is no value",
        )


@attrs.frozen
class Quantity:
    """A value in a UCUM unit; ``comparator`` (``<``, ``>=`` …) says it is only a bound.

    ``unit`` is the UCUM code, or what the source printed when it gave no code; None is a bare
    number.
    """

    __repr__ = shown

    value: Decimal = attrs.field(validator=_is_given)
    unit: str | None = None
    comparator: str | None = None

    def to(self, unit: str) -> Decimal | None:
        """The value in another unit; None when unknown: no unit, or another dimension."""
        if self.unit is None:
            return None
        ratio = ucum.ratio(self.unit, unit)
        if ratio is None:
            return None
        return self.value if ratio == 1 else self.value * ratio

    def below(self, limit: Decimal, unit: str, *, or_equal: bool = False) -> bool | None:
        """Whether the amount is less than ``limit``, or equal to it if that counts.

        A bound may leave it unknown.
        """
        value = self.to(unit)
        if value is None:
            return None
        within = value < limit or (or_equal and value == limit)
        if self.comparator == "<":
            return True if value <= limit else None
        if self.comparator == "<=":
            return True if within else None
        if self.comparator == ">":
            return False if value >= limit else None
        if self.comparator == ">=":
            return None if within else False
        return None if self.comparator else within
