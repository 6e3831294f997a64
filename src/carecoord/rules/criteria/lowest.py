"""The lowest value among observations, compared with a limit."""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter

import attrs

from carecoord.model.code import Code
from carecoord.model.observation import Observation, Value
from carecoord.model.quantity import Quantity
from carecoord.rules.criteria.answer import Answer, latest, refer, refer_all
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.timing import Row


def value_of(observation: Observation, component: Code | None) -> Value | None:
    """The value of an observation, or of its component under a code."""
    if component is None:
        return observation.value
    for part in observation.components:
        if part.code is not None and component in part.code.coding:
            return part.value
    return None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lowest(Condition):
    """The lowest value of the selected observations lies below a limit, or at it if ``or_equal``.

    Observations without a value count for nothing; when none has one, it is not below. A value that
    is no amount, or is in a unit that cannot be converted, leaves it unknown.
    """

    of: Selection
    below: Decimal
    unit: str
    component: Code | None = None
    or_equal: bool = False

    def answer(self, frame: Frame) -> Answer:
        """Whether it does, with the observation that has the lowest value."""
        rows = frame.rows(self.of)
        if not rows.certain:
            facts = refer_all((*rows.sure, *rows.maybe))
            evidence = Evidence(clause=self.clause, holds=None, facts=facts)
            reason = rows.missing or (f"{self.clause} (it is open which is the last)",)
            return Answer(None, (evidence,), reason)
        values = [(self._amount(row), row) for row in rows.sure]
        known = [(amount, row) for amount, row in values if amount is not None]
        below = [item for item in known if self._within(item[0])]
        if below:
            return self._decided(True, self._lowest(below))
        open_ones = [row for amount, row in known if self._within(amount) is None]
        open_ones += [
            row for amount, row in values if amount is None and self._value(row) is not None
        ]
        if open_ones:
            evidence = Evidence(clause=self.clause, holds=None, facts=refer_all(open_ones))
            return Answer(None, (evidence,), (f"a comparable value for {self.clause}",))
        return self._decided(False, self._lowest(known) or latest(rows.sure))

    def _within(self, amount: Quantity) -> bool | None:
        return amount.below(self.below, self.unit, or_equal=self.or_equal)

    def _amount(self, row: Row) -> Quantity | None:
        value = self._value(row)
        return value if isinstance(value, Quantity) else None

    def _value(self, row: Row) -> Value | None:
        assert isinstance(row.fact, Observation)  # noqa: S101  Facts(Observation, …)
        return value_of(row.fact, self.component)

    def _lowest(self, compared: list[tuple[Quantity, Row]]) -> Row | None:
        """The row with the lowest of amounts that could be compared; ties go to the lower id."""
        values = [(amount.to(self.unit), row) for amount, row in compared]
        ordered = [(value, row.fact.id, row) for value, row in values if value is not None]
        return min(ordered, key=itemgetter(0, 1))[2] if ordered else None

    def _decided(self, holds: bool, row: Row | None) -> Answer:  # noqa: FBT001  the answer itself
        facts = () if row is None else (refer(row),)
        amount = None if row is None else self._amount(row)
        because = "no value" if amount is None else f"lowest {_written(amount)}"
        evidence = Evidence(clause=self.clause, holds=holds, facts=facts, because=because)
        return Answer(holds, (evidence,))

    def __str__(self) -> str:
        limit = f"{'no more than' if self.or_equal else 'below'} {self.below} {self.unit}"
        return f"lowest value of {self.of} {limit}"


def _written(amount: Quantity) -> str:
    return f"{amount.comparator or ''}{amount.value:f} {amount.unit}"
