"""What prescriptions say of a class in hand: which was written last, and whether it was stopped."""

from __future__ import annotations

from carecoord.model.prescription import Prescription
from carecoord.rules.concepts.fills import refs
from carecoord.rules.concepts.in_hand import InHand
from carecoord.rules.concepts.ingredients import ingredients_of
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import latest, refer, refer_all
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.rule import Conclusion, not_applicable
from carecoord.rules.engine.timing import Row

PRESCRIPTIONS = (
    Facts(Prescription)
    .where(Prescription.do_not_perform, False)
    .where_not(Prescription.status, "entered-in-error", "draft")
)
STOPPED = frozenset({"stopped", "cancelled"})


def prescription(row: Row) -> Prescription:
    """The prescription of a row."""
    assert isinstance(row.fact, Prescription)  # noqa: S101  PRESCRIPTIONS selects them
    return row.fact


def last_prescription(ingredients: frozenset[str], frame: Frame) -> Row | None:
    """The prescription written last of any of some ingredients."""
    rows = frame.rows(PRESCRIPTIONS).sure
    return latest(r for r in rows if not ingredients.isdisjoint(_ingredients(r)))


def _ingredients(row: Row) -> frozenset[str]:
    product = prescription(row).code
    return frozenset() if product is None else ingredients_of(product)


def stopped(ingredients: frozenset[str], frame: Frame) -> Evidence | None:
    """That the prescription of some ingredients written last was stopped, if it was."""
    last = last_prescription(ingredients, frame)
    if last is None or prescription(last).status not in STOPPED:
        return None
    return Evidence(clause="prescription stopped", holds=True, facts=(refer(last),))


def not_stopped(held: InHand, frame: Frame) -> tuple[Evidence, ...]:
    """That not every treatment in hand lately was stopped, where a prescription of one is seen.

    It rests on the prescriptions written last, and on the fills of the treatments beside the one
    that lasts longest: without one of them the answer could be that all were stopped.
    """
    last = (last_prescription(treatment, frame) for treatment, _ in held.treatments)
    written = {id(row): row for row in last if row is not None}
    if not written:
        return ()
    facts = (*refer_all(written.values()), *refs(held.beside))
    return (Evidence(clause="not stopped", holds=True, facts=facts),)


def all_stopped(held: InHand, frame: Frame) -> Conclusion | None:
    """That every treatment of a class in hand lately was stopped, if so (decision 0014)."""
    told = [stopped(treatment, frame) for treatment, _ in held.treatments]
    sure = dict.fromkeys(one for one in told if one is not None)
    if None in told:
        return None
    name = held.drugs.name
    why = f"{name}: the prescription was stopped"
    return not_applicable(why, name, (held.evidence, *sure))
