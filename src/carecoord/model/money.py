"""Amounts of money."""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model.quantity import finite
from carecoord.model.shown import shown


@attrs.frozen
class Money:
    """An amount in a currency (FHIR Money); ``currency`` is its ISO 4217 code.

    Amounts of different currencies are not compared or counted together.
    """

    __repr__ = shown

    value: Decimal = attrs.field(validator=finite("amount of money"))
    currency: str | None = None

    def less(self, other: Money) -> Money | None:
        """What is left after ``other`` is taken away; None across currencies or without one."""
        if self.currency is None or self.currency != other.currency:
            return None
        return Money(self.value - other.value, self.currency)
