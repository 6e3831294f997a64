"""Units of permissions: what they are, what was used, what is left, and whom they fund.

The parts, in the order in which they rest on one another: amounts, balance, lasting, fitting,
allocation.
"""

from __future__ import annotations

from carecoord.rules.concepts.amounts import Amount, UnitType, amount, unit_type
from carecoord.rules.permissions.allocation import (
    Allocated,
    Allocation,
    Drawing,
    Left,
    allocate,
    taken_by,
)
from carecoord.rules.permissions.balance import Balance, balances, remaining, used
from carecoord.rules.permissions.fitting import Fit, Unfunded, fits
from carecoord.rules.permissions.lasting import Lasting, inside, lasting

__all__ = [
    "Allocated",
    "Allocation",
    "Amount",
    "Balance",
    "Drawing",
    "Fit",
    "Lasting",
    "Left",
    "Unfunded",
    "UnitType",
    "allocate",
    "amount",
    "balances",
    "fits",
    "inside",
    "lasting",
    "remaining",
    "taken_by",
    "unit_type",
    "used",
]
