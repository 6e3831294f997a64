"""A refill is late: the supply in hand has ended and no fill is seen.

The supplies of each ingredient are laid end to end; the last day of the one that lasts longest in
its class is the day on which supply ends. Possession, not intake: a call asks, it does not accuse.

Population: patients with a fill of statins, RAS antagonists or diabetes medicines on record.
Source: convention of this project on days' supply as pharmacies state it (FHIR R4
MedicationDispense.daysSupply).
Departures: overdue after 7 days, lapsed after 90 days or when the prescription was stopped
(decision 0014).
"""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.model.prescription import Prescription
from carecoord.rules.adherence.fills import (
    FILLS,
    Supply,
    by_ingredient,
    refs,
    supplies,
    unknown,
)
from carecoord.rules.adherence.ingredients import CLASSES, DrugClass, ingredients_of
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import latest, refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import Row
from carecoord.rules.kernels.covered_days import rolled_out

OVERDUE_DAYS = 7
LAPSES_DAYS = 90
LAPSES_DAYS_WITHOUT_SUPPLY = 180
"""For a fill that does not say how long it lasts: a supply of 90 days, and 90 days more."""

PRESCRIPTIONS = (
    Facts(Prescription)
    .where(Prescription.do_not_perform, False)
    .where_not(Prescription.status, "entered-in-error", "draft")
)


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each class with a fill that still matters."""
    missing = frame.rows(FILLS).missing
    if missing:
        return (unknown("-", missing),)
    told = [c for drugs in CLASSES for c in _about(drugs, frame, rule)]
    names = ", ".join(drugs.name for drugs in CLASSES)
    return told or (not_applicable(f"no fill seen of {names}"),)


def _about(drugs: DrugClass, frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    fills = [s for s in supplies(drugs, frame) if s.ingredients]
    if not fills:
        return
    exact = [s for s in fills if s.exact]
    newest = exact[-1].day if exact else 0
    if any(s.row.start_high >= newest for s in fills if not s.exact):
        yield unknown(drugs.name, (f"the exact day of a fill of {drugs.name}",), fills)
        return
    on_newest = [s for s in exact if s.day == newest]
    if any(s.days is None for s in on_newest):
        yield _without_supply(drugs, newest, on_newest, frame)
        return
    last_day, chain = supply_end([s for s in exact if s.days is not None])
    yield _judged(drugs, last_day, chain, frame, rule)


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


def _judged(
    drugs: DrugClass, last_day: int, chain: list[Supply], frame: Frame, rule: Rule
) -> Conclusion:
    fills = Evidence(
        clause=f"supply of {drugs.name}",
        holds=True,
        facts=refs(chain),
        because=f"to {on(last_day)}",
    )
    if not frame.view.reached(last_day + 1):
        return Conclusion(
            occurrence=drugs.name,
            outcome=Outcome.MET,
            reason=f"{drugs.name}: supply in hand to {on(last_day)}",
            evidence=(fills,),
            details=(("supply ends on", on(last_day)),),
        )
    lapse = last_day + LAPSES_DAYS
    if frame.view.reached(lapse + 1):
        why = f"lapsed on {on(lapse)}: {drugs.name}, supply ended on {on(last_day)}"
        return not_applicable(why, drugs.name)
    stopped = _stopped(drugs, frame)
    if stopped is not None:
        seen = Evidence(clause="prescription stopped", holds=True, facts=(refer(stopped),))
        return not_applicable(f"{drugs.name}: the prescription was stopped", drugs.name, (seen,))
    return _late(drugs, last_day, fills, rule)


def _stopped(drugs: DrugClass, frame: Frame) -> Row | None:
    """The last prescription of the class, if it was stopped."""
    rows = [r for r in frame.rows(PRESCRIPTIONS).sure if drugs.of(_ingredients(r))]
    last = latest(rows)
    stopped = last is not None and _prescription(last).status in {"stopped", "cancelled"}
    return last if stopped else None


def _ingredients(row: Row) -> frozenset[str]:
    product = _prescription(row).code
    return frozenset() if product is None else ingredients_of(product)


def _prescription(row: Row) -> Prescription:
    assert isinstance(row.fact, Prescription)  # noqa: S101  PRESCRIPTIONS selects them
    return row.fact


def _late(drugs: DrugClass, last_day: int, fills: Evidence, rule: Rule) -> Conclusion:
    action = Action(
        title=f"Ask about the refill of {drugs.name}",
        urgency=Urgency.ROUTINE,
        closes=f"a fill of {drugs.name}",
        licences=rule.licences,
        due=on(last_day),
        overdue_after=on(last_day + OVERDUE_DAYS),
    )
    return Conclusion(
        occurrence=drugs.name,
        outcome=Outcome.NOT_MET,
        reason=f"{drugs.name}: supply ended on {on(last_day)}, no fill seen after it",
        evidence=(fills,),
        action=action,
        details=(
            ("supply ends on", on(last_day)),
            ("lapses after", on(last_day + LAPSES_DAYS)),
        ),
    )


RULE = Rule(
    id="adherence.late-refill",
    edition="2026",
    title="Refill is late",
    population="patients with a fill of statins, RAS antagonists or diabetes medicines",
    citation=Citation(
        text="carecoord convention on stated days' supply",
        locator="decision 0014",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.PHARMACIST, Licence.RN),
    limits="cash, samples and supply in hospital are not seen; another medicine of the class "
    "counts as supply; when a prescription was stopped is not known",
    departures="overdue and lapse days: decision 0014",
    shape=Check(look=look, uses=(FILLS, PRESCRIPTIONS)),
)
