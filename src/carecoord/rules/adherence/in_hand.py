"""Until when a class of medicines is in hand: what the rules about ended supply look at alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import attrs

from carecoord.model.prescription import Prescription
from carecoord.rules.adherence.fills import FILLS, Supply, by_ingredient, refs, supplies, unknown
from carecoord.rules.adherence.ingredients import CLASSES, DrugClass, ingredients_of
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import latest, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, not_applicable
from carecoord.rules.engine.timing import Row
from carecoord.rules.kernels.covered_days import rolled_out

LAPSES_DAYS_WITHOUT_SUPPLY = 180
"""For a fill that does not say how long it lasts: a supply of 90 days, and 90 days more."""

PRESCRIPTIONS = (
    Facts(Prescription)
    .where(Prescription.do_not_perform, False)
    .where_not(Prescription.status, "entered-in-error", "draft")
)
STOPPED = frozenset({"stopped", "cancelled"})


@attrs.frozen
class InHand:
    """The last day with a class in hand, and the fills that lie end to end up to it."""

    drugs: DrugClass
    last_day: int
    chain: tuple[Supply, ...]

    @property
    def evidence(self) -> Evidence:
        """The fills, with the day to which they last."""
        return Evidence(
            clause=f"supply of {self.drugs.name}",
            holds=True,
            facts=refs(self.chain),
            because=f"to {on(self.last_day)}",
        )


def in_hand(frame: Frame) -> tuple[InHand | Conclusion, ...]:
    """For each class of which a fill is seen: to which day it is in hand, or why nobody knows."""
    return frame.once(_in_hand)


def nothing_seen(frame: Frame) -> Conclusion:
    """Why there is nothing to say of any class: nobody asked for fills, or none is seen."""
    missing = frame.rows(FILLS).missing
    names = ", ".join(drugs.name for drugs in CLASSES)
    return unknown("-", missing) if missing else not_applicable(f"no fill seen of {names}")


def _in_hand(frame: Frame) -> tuple[InHand | Conclusion, ...]:
    if frame.rows(FILLS).missing:
        return ()
    told = (_of(drugs, frame) for drugs in CLASSES)
    return tuple(one for one in told if one is not None)


def _of(drugs: DrugClass, frame: Frame) -> InHand | Conclusion | None:
    fills = [s for s in supplies(drugs, frame) if s.ingredients]
    if not fills:
        return None
    exact = [s for s in fills if s.exact]
    newest = exact[-1].day if exact else 0
    if any(s.row.start_high >= newest for s in fills if not s.exact):
        return unknown(drugs.name, (f"the exact day of a fill of {drugs.name}",), fills)
    on_newest = [s for s in exact if s.day == newest]
    if any(s.days is None for s in on_newest):
        return _without_supply(drugs, newest, on_newest, frame)
    last_day, chain = supply_end([s for s in exact if s.days is not None])
    return InHand(drugs, last_day, tuple(chain))


def _without_supply(drugs: DrugClass, newest: int, fills: list[Supply], frame: Frame) -> Conclusion:
    lapse = newest + LAPSES_DAYS_WITHOUT_SUPPLY
    if frame.view.reached(lapse + 1):
        why = f"lapsed on {on(lapse)}: {drugs.name}, last fill seen on {on(newest)}"
        return not_applicable(why, drugs.name)
    return unknown(drugs.name, (f"days' supply of a fill of {drugs.name}",), fills)


def supply_end(fills: Iterable[Supply]) -> tuple[int, list[Supply]]:
    """The last day with supply in hand, and the fills that lie end to end up to it."""
    ends: list[tuple[int, list[Supply]]] = []
    for of_one in by_ingredient(fills).values():
        lengths = [fill.days or 0 for fill in of_one]
        starts = rolled_out([fill.day for fill in of_one], lengths)
        first = max(i for i, fill in enumerate(of_one) if starts[i] == fill.day)
        ends.append((int(starts[-1]) + lengths[-1] - 1, of_one[first:]))
    return max(ends, key=lambda end: end[0])


def stopped(
    ingredients: frozenset[str], what: str, occurrence: str, frame: Frame
) -> Conclusion | None:
    """That the prescription of some ingredients written last was stopped, if it was."""
    last = last_prescription(ingredients, frame)
    if last is None or prescription(last).status not in STOPPED:
        return None
    seen = Evidence(clause="prescription stopped", holds=True, facts=(refer(last),))
    return not_applicable(f"{what}: the prescription was stopped", occurrence, (seen,))


def last_prescription(ingredients: frozenset[str], frame: Frame) -> Row | None:
    """The prescription written last of any of some ingredients."""
    rows = frame.rows(PRESCRIPTIONS).sure
    return latest(r for r in rows if not ingredients.isdisjoint(_ingredients(r)))


def _ingredients(row: Row) -> frozenset[str]:
    product = prescription(row).code
    return frozenset() if product is None else ingredients_of(product)


def prescription(row: Row) -> Prescription:
    """The prescription of a row."""
    assert isinstance(row.fact, Prescription)  # noqa: S101  PRESCRIPTIONS selects them
    return row.fact


def days_set(parameter: Parameter, day: int, frame: Frame) -> int:
    """How many days a parameter whose default is in days says, on a day."""
    return cast("Offset", frame.view.parameters.value(parameter.name, on(day))).count
