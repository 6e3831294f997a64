"""Fills of a class of medicines, as supplies with a day and a length."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from carecoord.model.fill import Fill
from carecoord.rules.adherence.ingredients import DrugClass, ingredients_of
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence, FactRef, Outcome
from carecoord.rules.engine.rule import Conclusion
from carecoord.rules.engine.supply import fill_days
from carecoord.rules.engine.timing import Row

FILLS = Facts(Fill).where_not(
    Fill.status,
    "preparation",
    "in-progress",
    "cancelled",
    "on-hold",
    "entered-in-error",
    "stopped",
    "declined",
    "unknown",
)
MOST_DAYS = 366
"""A fill that claims to last longer is not believed (decision 0013)."""


@attrs.frozen(kw_only=True)
class Supply:
    """A fill: its row, its ingredients of the class and of the exclusions, and whole days."""

    row: Row
    ingredients: frozenset[str]
    excluding: frozenset[str]
    days: int | None

    @property
    def exact(self) -> bool:
        """Whether the day of the fill is known."""
        return self.row.start_low == self.row.start_high

    @property
    def day(self) -> int:
        """The day of the fill."""
        return self.row.start_low


def supplies(drugs: DrugClass, frame: Frame) -> list[Supply]:
    """Every fill of a class or of what excludes from it, in order of day."""
    found = [_supply(drugs, row) for row in frame.rows(FILLS).sure]
    named = [supply for supply in found if supply.ingredients or supply.excluding]
    return sorted(named, key=lambda s: (s.row.start_low, s.row.fact.id))


def _supply(drugs: DrugClass, row: Row) -> Supply:
    fill = row.fact
    assert isinstance(fill, Fill)  # noqa: S101  FILLS selects them
    names = frozenset[str]() if fill.code is None else ingredients_of(fill.code)
    days = fill_days(fill)
    return Supply(
        row=row,
        ingredients=drugs.of(names),
        excluding=names & set(drugs.exclusions),
        days=int(days) if days is not None and 1 <= days <= MOST_DAYS else None,
    )


def by_ingredient(fills: Iterable[Supply]) -> dict[str, list[Supply]]:
    """Fills under each of their ingredients; a combination stands under all of its own."""
    sorted_out: dict[str, list[Supply]] = {}
    for fill in fills:
        for name in sorted(fill.ingredients):
            sorted_out.setdefault(name, []).append(fill)
    return sorted_out


def refs(fills: Iterable[Supply]) -> tuple[FactRef, ...]:
    """The fills as evidence names them."""
    return tuple(refer(fill.row) for fill in fills)


def unknown(occurrence: str, missing: tuple[str, ...], fills: Iterable[Supply] = ()) -> Conclusion:
    """What cannot be told, for want of what, with the fills it is about."""
    named = refs(fills)
    return Conclusion(
        occurrence=occurrence,
        outcome=Outcome.INSUFFICIENT_DATA,
        reason=f"not known: {', '.join(missing)}",
        evidence=(Evidence(clause="fills", holds=None, facts=named),) if named else (),
        missing=missing,
    )
