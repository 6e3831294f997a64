"""A filter over measured amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from carecoord.model.code import Code
from carecoord.model.observation import Observation
from carecoord.model.quantity import Quantity
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.lowest import value_of
from carecoord.rules.criteria.selection import Filtered, Test, Truth
from carecoord.rules.engine.timing import Row


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Amount(Filtered):
    """Observations whose value, or whose component's value, lies between two amounts.

    ``at_least`` and ``at_most`` are inside, ``above`` and ``below`` outside; None is open. ``unit``
    None compares bare numbers, such as scores. Without a value it does not pass; of a value that is
    no amount, or in a unit that cannot be converted, it is not known.
    """

    at_least: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    at_most: Decimal | None = None
    unit: str | None = None
    component: Code | None = None

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Compare the value of one observation."""
        return self._passes

    def _passes(self, row: Row) -> Truth:
        assert isinstance(row.fact, Observation)  # noqa: S101  Facts(Observation, …)
        value = value_of(row.fact, self.component)
        if value is None:
            return False
        amount = Quantity(Decimal(value), None) if type(value) is int else value
        if not isinstance(amount, Quantity):
            return None
        unit = self.unit
        if unit is None:
            # A score is a number whatever unit its source wrote beside it: {score}, 1, none.
            unit, amount = "1", attrs.evolve(amount, unit="1")
        answers = tuple(self._compared(amount, unit))
        return False if False in answers else None if None in answers else True

    def _compared(self, amount: Quantity, unit: str) -> Iterator[bool | None]:
        """Whether the amount keeps each bound that there is."""
        if self.at_least is not None:
            yield _not(amount.below(self.at_least, unit))
        if self.above is not None:
            yield _not(amount.below(self.above, unit, or_equal=True))
        if self.below is not None:
            yield amount.below(self.below, unit)
        if self.at_most is not None:
            yield amount.below(self.at_most, unit, or_equal=True)

    @property
    def clause(self) -> str:
        """In words."""
        unit = "" if self.unit is None else f" {self.unit}"
        bounds = (
            ("at least", self.at_least),
            ("above", self.above),
            ("below", self.below),
            ("at most", self.at_most),
        )
        said = " and ".join(f"{word} {bound}{unit}" for word, bound in bounds if bound is not None)
        of = self.component
        what = "" if of is None else f"{of.display or of.code} "
        return f"with {what}{said}"


def _not(holds: bool | None) -> bool | None:  # noqa: FBT001  three values
    return None if holds is None else not holds
