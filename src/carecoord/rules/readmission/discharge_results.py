"""The last result of a laboratory test in a stay, and whether it lies below a limit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Generic, TypeVar

import attrs

from carecoord.model.observation import Observation
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import FactRef
from carecoord.rules.engine.timing import Row, times_of

T = TypeVar("T")


@attrs.frozen(kw_only=True, eq=False)
class Limit:
    """A test with the value below which its result is low, the value itself not.

    ``units`` are ways to write one and the same amount.
    """

    __repr__ = shown

    name: str
    results: Selection
    below: Decimal
    units: tuple[str, ...]

    @classmethod
    def of(cls, name: str, test: ValueSet, below: int, *units: str) -> Limit:
        """A limit over the reported results of a test."""
        results = (
            Facts(Observation, test)
            .where(Observation.status, "final", "amended", "corrected", "preliminary")
            .with_value(Observation.value)
            .latest()
        )
        return cls(name=name, results=results, below=Decimal(below), units=units)

    def low(self, row: Row) -> bool | None:
        """Whether a result lies below; None when it cannot be compared."""
        value = _value(row)
        answers = [value.below(self.below, unit) for unit in self.units] if value else []
        return next((answer for answer in answers if answer is not None), None)


@attrs.frozen
class Item(Generic[T]):
    """What was read of one item of a score; ``value`` None: something is ``missing`` to tell it.

    ``facts`` are those that say the value, or leave it open: their labels go with the finding.
    """

    __repr__ = shown

    value: T | None = None
    facts: tuple[FactRef, ...] = ()
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Result:
    """A result, whether it is low, and how it was written."""

    __repr__ = shown

    low: bool
    says: str


def last_result(limit: Limit, stay: Row, frame: Frame) -> Item[Result]:
    """The last result of the stay; where it is open which that was, all that may be must agree."""
    found = frame.rows(limit.results)
    exact, perhaps = _within(stay, found.sure)
    if not exact:
        return Item(missing=found.missing or (f"{limit.name} at discharge",))
    day = max(row.start_low for row in exact)
    last = _last_of(day, exact)
    asked = (*last, *(row for row in perhaps if row.start_high >= day))
    answers = {limit.low(row) for row in asked}
    if None in answers:
        what = f"a comparable value for {limit.name} at discharge"
        return Item(missing=(what,), facts=refer_all(asked))
    if len(answers) > 1:
        what = f"which {limit.name} was the last before discharge"
        return Item(missing=(what,), facts=refer_all(asked))
    row = max(last, key=lambda r: r.fact.id)
    return Item(Result(low=answers == {True}, says=_says(row)), refer_all(last))


def _within(stay: Row, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The results of a day in the stay; then those of which only a month or year is known."""
    exact = [
        row
        for row in rows
        if row.start_low == row.start_high and stay.start_low <= row.start_low <= stay.end_low
    ]
    perhaps = [
        row
        for row in rows
        if row.start_low < row.start_high
        and row.start_low <= stay.end_low
        and stay.start_low <= row.start_high
    ]
    return exact, perhaps


def _last_of(day: int, rows: list[Row]) -> list[Row]:
    """The last results of a day; all of them if the hour of one is not known."""
    of_day = [(row, times_of(row.fact)[1]) for row in rows if row.start_low == day]
    instants = [at for _, at in of_day if isinstance(at, datetime)]
    if len(instants) < len(of_day):
        return [row for row, _ in of_day]
    return [row for row, at in of_day if at == max(instants)]


def _value(row: Row) -> Quantity | None:
    assert isinstance(row.fact, Observation)  # noqa: S101  limits select observations
    return row.fact.value if isinstance(row.fact.value, Quantity) else None


def _says(row: Row) -> str:
    value = _value(row)
    assert value is not None  # noqa: S101  it was compared
    return f"{value.comparator or ''}{value.value:f} {value.unit}"
