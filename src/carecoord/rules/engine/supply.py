"""The days that prescriptions and fills supply (CQL library CumulativeMedicationDuration)."""

from __future__ import annotations

from datetime import tzinfo
from decimal import Decimal

from carecoord.model.dosage import Dosage
from carecoord.model.fill import Fill
from carecoord.model.prescription import Prescription
from carecoord.model.quantity import Quantity
from carecoord.rules.engine.timing import (
    ALWAYS,
    NEVER,
    Bounds,
    Row,
    day_bounds,
    period_bounds,
)


def supply(row: Row, zone: tzinfo) -> Row:
    """The days a prescription or fill supplies.

    A prescription starts at its dosage bounds, else when written, else when it becomes valid, and
    lasts its supply (else quantity over daily doses) times one plus refills; a fill starts when
    handed over and lasts its days' supply. Without a length a prescription runs to the end of its
    bounds; without that its end is not known.
    """
    fact = row.fact
    if isinstance(fact, Fill):
        return _spread(fact, _bounds(fact.filled_on, zone), fill_days(fact))
    if isinstance(fact, Prescription):
        return _prescribed(fact, zone)
    return Row(fact, ALWAYS, NEVER, ALWAYS, NEVER)


def _prescribed(fact: Prescription, zone: tzinfo) -> Row:
    timing = next((d.bounds for d in fact.dosage if d.bounds is not None), None)
    begins = timing.start if timing is not None else None
    begins = begins or fact.authored_on or (fact.validity.start if fact.validity else None)
    start, days = _bounds(begins, zone), prescribed_days(fact)
    if days is None and timing is not None and timing.end is not None:
        low, high = start
        _, _, end_low, end_high = period_bounds(timing, zone)
        return Row(fact, low, high, max(low, end_low), end_high)
    return _spread(fact, start, days)


def _bounds(time: object, zone: tzinfo) -> Bounds:
    return (ALWAYS, NEVER) if time is None else day_bounds(time, zone)  # type: ignore[arg-type]


def _spread(fact: Fill | Prescription, start: Bounds, days: Decimal | None) -> Row:
    low, high = start
    if low == ALWAYS:
        return Row(fact, ALWAYS, NEVER, ALWAYS, NEVER)
    if days is None or days < 1:
        return Row(fact, low, high, low, NEVER)
    length = int(days) - 1
    return Row(fact, low, high, low + length, high + length)


def fill_days(fill: Fill) -> Decimal | None:
    """Days that a fill lasts; None when neither stated nor computable."""
    if fill.days_supply is not None:
        return fill.days_supply
    return _quantity_days(fill.quantity, fill.dosage)


def prescribed_days(prescription: Prescription) -> Decimal | None:
    """Days that a prescription lasts with its refills; None when not computable."""
    days = prescription.supply_days
    if days is None:
        days = _quantity_days(prescription.quantity, prescription.dosage)
    return None if days is None else days * (1 + (prescription.refills or 0))


def _quantity_days(quantity: Quantity | None, dosage: tuple[Dosage, ...]) -> Decimal | None:
    dose = dosage[0].dose if dosage else None
    if quantity is None or dose is None or not dose.value:
        return None
    return quantity.value / (dose.value * (dosage[0].doses_per_day or Decimal(1)))
