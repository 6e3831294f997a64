"""Whether a value reaches the target of a goal: yes, no, or not known.

A range is open on the side that it does not name (FHIR R4 Goal.target.detail). An amount without a
comparator does not say which side counts: only what equals it is known to reach it.
"""

from __future__ import annotations

from decimal import Decimal

import attrs

from carecoord.model import ucum
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.observation import Range, Value
from carecoord.model.quantity import Quantity

_ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
ACHIEVED = frozenset(Code(_ACHIEVEMENT, code) for code in ("achieved", "sustaining"))
NOT_ACHIEVED = frozenset(
    Code(_ACHIEVEMENT, code)
    for code in (
        "in-progress",
        "improving",
        "worsening",
        "no-change",
        "not-achieved",
        "no-progress",
        "not-attainable",
    )
)


def achieved(status: CodeableConcept | None) -> bool | None:
    """What the achievement status of a goal says."""
    codes = frozenset(() if status is None else status.coding)
    if codes & ACHIEVED:
        return True
    return False if codes & NOT_ACHIEVED else None


def reaches(value: Value, detail: Value) -> bool | None:
    """Whether a value reaches what a target names."""
    if isinstance(detail, Range):
        return _within(_amount(value), detail)
    if isinstance(detail, bool) or isinstance(value, bool):
        return value == detail if type(value) is type(detail) else None
    if isinstance(detail, CodeableConcept):
        return _same(value, detail)
    wanted, amount = _amount(detail), _amount(value)
    if wanted is None or amount is None:
        return None
    return _compared(amount, wanted)


def _amount(value: Value) -> Quantity | None:
    """A measured amount; a whole number is one without a unit."""
    if type(value) is int:
        return Quantity(Decimal(value))
    return value if isinstance(value, Quantity) else None


def _same(value: Value, detail: CodeableConcept) -> bool | None:
    if not isinstance(value, CodeableConcept) or not value.coding or not detail.coding:
        return None
    return not frozenset(value.coding).isdisjoint(detail.coding)


def _within(amount: Quantity | None, bounds: Range) -> bool | None:
    if amount is None or (bounds.low is None and bounds.high is None):
        return None
    held = [
        _compared(amount, attrs.evolve(bound, comparator=comparator))
        for bound, comparator in ((bounds.low, ">="), (bounds.high, "<="))
        if bound is not None
    ]
    return False if False in held else None if None in held else True


def _compared(amount: Quantity, wanted: Quantity) -> bool | None:
    unit, limit = wanted.unit, wanted.value
    if unit is None or amount.unit is None:
        # A bare number can only be told from a bare number, or from a score.
        if not (_bare(amount) and _bare(wanted)):
            return None
        unit, amount = "1", attrs.evolve(amount, unit="1")
    elif not _one_scale(amount.unit, unit):
        return None
    if wanted.comparator in {"<", "<="}:
        return amount.below(limit, unit, or_equal=wanted.comparator == "<=")
    if wanted.comparator in {">", ">="}:
        below = amount.below(limit, unit, or_equal=wanted.comparator == ">")
        return None if below is None else not below
    return True if amount.comparator is None and amount.to(unit) == limit else None


def _one_scale(one: str, other: str) -> bool:
    """Whether amounts in two units lie on one scale.

    Those without a dimension may not: by UCUM 64 mmol/mol of HbA1c (IFCC) are 6.4 %, on the scale
    of NGSP they are 8 %.
    """
    parsed = ucum.parse(one)
    return one == other or parsed is None or bool(parsed[1]) or ucum.ratio(one, other) == 1


def _bare(amount: Quantity) -> bool:
    return amount.unit is None or amount.unit == "1" or amount.unit.startswith("{")
