"""Until when a class of medicines is in hand: what the rules about ended supply look at alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import attrs

from carecoord.model.shown import shown
from carecoord.rules.concepts.fills import (
    FILLS,
    Supply,
    by_ingredient,
    refs,
    seen,
    supplies,
    unknown,
)
from carecoord.rules.concepts.ingredients import CLASSES, DrugClass
from carecoord.rules.concepts.pharmacology import treatment_of
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, not_applicable
from carecoord.rules.kernels.covered_days import rolled_out

LAPSES_DAYS_WITHOUT_SUPPLY = 180
"""For a fill that does not say how long it lasts: a supply of 90 days, and 90 days more."""

LOOK_BACK_DAYS = 365
"""Fills of so many days before the newest count: no stock is older, as none is of PDC's year."""
LATELY_DAYS = 90
"""A treatment that ended so many days, or more, before the last one of its class is over."""


@attrs.frozen(kw_only=True)
class InHand:
    """The last day with a class in hand, and the fills that lie end to end up to it."""

    __repr__ = shown

    drugs: DrugClass
    last_day: int
    chain: tuple[Supply, ...]
    treatments: tuple[tuple[frozenset[str], int], ...]
    """What was in hand lately, an ingredient with those that stand in for it, to which day."""
    beside: tuple[Supply, ...] = ()
    """The fills by which it is known of treatments other than the one that lasts longest."""

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
    vague = [s.row.start_high for s in fills if not s.exact]
    if any(day >= newest for day in vague):
        missing = f"the exact day of a fill of {drugs.name}"
        return _undecided(drugs, max(vague), missing, fills, frame)
    on_newest = [s for s in exact if s.day == newest]
    if any(s.days is None for s in on_newest):
        missing = f"days' supply of a fill of {drugs.name}"
        return _undecided(drugs, newest, missing, on_newest, frame)
    counting = (s for s in exact if s.days is not None and s.day >= newest - LOOK_BACK_DAYS)
    return _held(drugs, counting)


def _undecided(
    drugs: DrugClass, newest: int, missing: str, fills: list[Supply], frame: Frame
) -> Conclusion:
    """Not known, until the newest fill lies too long ago for anybody to ask."""
    lapse = newest + LAPSES_DAYS_WITHOUT_SUPPLY
    if frame.view.reached(lapse + 1):
        why = f"lapsed on {on(lapse)}: {drugs.name}, no fill seen after {on(newest)}"
        return not_applicable(why, drugs.name, (seen(fills),))
    return unknown(drugs.name, (missing,), fills)


def _held(drugs: DrugClass, fills: Iterable[Supply]) -> InHand:
    ends = {name: _laid(of_one) for name, of_one in by_ingredient(fills).items()}
    last_day, chain = max(ends.values(), key=lambda end: end[0])
    treatments: dict[frozenset[str], int] = {}
    for name in sorted(ends):
        treatment, day = treatment_of(name), ends[name][0]
        treatments[treatment] = max(day, treatments.get(treatment, day))
    lately = tuple((of, day) for of, day in treatments.items() if last_day - day < LATELY_DAYS)
    others = (
        laid for day, laid in ends.values() if laid is not chain and last_day - day < LATELY_DAYS
    )
    return InHand(
        drugs=drugs,
        last_day=last_day,
        chain=tuple(chain),
        treatments=lately,
        beside=tuple(fill for laid in others for fill in laid),
    )


def _laid(fills: list[Supply]) -> tuple[int, list[Supply]]:
    """The last day of supplies laid end to end, and those that lie without a gap up to it."""
    lengths = [fill.days or 0 for fill in fills]
    starts = rolled_out([fill.day for fill in fills], lengths)
    first = max(i for i, fill in enumerate(fills) if starts[i] == fill.day)
    return int(starts[-1]) + lengths[-1] - 1, fills[first:]


def days_set(parameter: Parameter, day: int, frame: Frame) -> int:
    """How many days a parameter whose default is in days says, on a day."""
    return cast("Offset", frame.view.parameters.value(parameter.name, on(day))).count
