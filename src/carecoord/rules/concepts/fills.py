"""Fills of a class of medicines, as supplies with a day and a length."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import attrs

from carecoord.model.fill import Fill
from carecoord.model.shown import shown
from carecoord.rules.concepts.ingredients import CLASSES, DrugClass, ingredients_of
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence, FactRef, Outcome
from carecoord.rules.engine.rule import Conclusion
from carecoord.rules.engine.supply import fill_days
from carecoord.rules.engine.timing import Row

NOT_GIVEN = (
    "preparation",
    "in-progress",
    "cancelled",
    "on-hold",
    "entered-in-error",
    "stopped",
    "declined",
    "unknown",
)
"""Statuses of a fill that is not known to have been handed over."""
FILLS = Facts(Fill).where_not(Fill.status, *NOT_GIVEN)
_REMEMBERED = 4096
MOST_DAYS = 366
"""A fill that claims to last longer is not believed (decision 0013)."""


@attrs.frozen(kw_only=True)
class Supply:
    """A fill: its row, its ingredients of the class and of the exclusions, and whole days."""

    __repr__ = shown

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
    return frame.once(_by_class).get(drugs.name, [])


def _by_class(frame: Frame) -> dict[str, list[Supply]]:
    """Every fill under the names of its classes: all rules about possession look at the same."""
    found: dict[str, list[Supply]] = {}
    for row in sorted(frame.rows(FILLS).sure, key=lambda r: (r.start_low, r.fact.id)):
        fill = row.fact
        assert isinstance(fill, Fill)  # noqa: S101  FILLS selects them
        names = frozenset[str]() if fill.code is None else ingredients_of(fill.code)
        for drugs in _concerned(names):
            supply = Supply(
                row=row,
                ingredients=drugs.of(names),
                excluding=drugs.excluded(names),
                days=_whole_days(fill),
            )
            found.setdefault(drugs.name, []).append(supply)
    return found


@lru_cache(_REMEMBERED)
def _concerned(names: frozenset[str]) -> tuple[DrugClass, ...]:
    return tuple(drugs for drugs in CLASSES if drugs.of(names) or drugs.excluded(names))


def _whole_days(fill: Fill) -> int | None:
    days = fill_days(fill)
    return int(days) if days is not None and 1 <= days <= MOST_DAYS else None


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


def seen(fills: Iterable[Supply]) -> Evidence:
    """That fills are seen: what is said of a class rests on them, whatever else decides."""
    return Evidence(clause="fills", holds=True, facts=refs(fills))


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
