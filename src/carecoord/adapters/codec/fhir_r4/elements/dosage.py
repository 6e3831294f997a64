"""Dosage, and durations in days."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import number, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.model.code import CodeableConcept
from carecoord.model.dosage import Dosage
from carecoord.model.quantity import Quantity

_PRINTED = {
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "week": "wk",
    "weeks": "wk",
    "month": "mo",
    "months": "mo",
    "year": "a",
    "years": "a",
}
"""UCUM codes of units of time that are printed without a code."""


class DoseAndRate(structs.Backbone):
    """How much at a time."""

    dose_quantity: structs.Amount | None = None


class DosageElement(structs.Backbone):
    """FHIR Dosage."""

    text: str | None = None
    timing: structs.Timing | None = None
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: structs.Concept | None = None
    route: structs.Concept | None = None
    dose_and_rate: tuple[DoseAndRate, ...] = ()


def dosages(at: Entry, elements: tuple[DosageElement, ...], field: str) -> tuple[Dosage, ...]:
    """Read dosage instructions."""
    return tuple(_dosage(at, one, f"{field}[{place}]") for place, one in enumerate(elements))


def _dosage(at: Entry, element: DosageElement, field: str) -> Dosage:
    repeat = (element.timing.repeat if element.timing else None) or structs.Repeat()
    doses = element.dose_and_rate
    dose = doses[0].dose_quantity if doses else None
    return Dosage(
        text=element.text,
        as_needed=_as_needed(at, element),
        dose=quantity(at, dose, f"{field}.doseAndRate[0].doseQuantity"),
        route=concept(at, element.route),
        frequency=repeat.frequency,
        frequency_max=repeat.frequency_max,
        period=number(at, repeat.period, f"{field}.timing.repeat.period"),
        period_unit=repeat.period_unit,
        times_of_day=len(repeat.time_of_day),
        bounds=period(at, repeat.bounds_period, f"{field}.timing.repeat.boundsPeriod"),
    )


def _as_needed(at: Entry, element: DosageElement) -> bool | CodeableConcept | None:
    reason = concept(at, element.as_needed_codeable_concept)
    return element.as_needed_boolean if reason is None else reason


def duration(at: Entry, amount: structs.Amount | None, field: str) -> Quantity | None:
    """Read a duration; a unit of time printed in words becomes its UCUM code."""
    found = quantity(at, amount, field)
    if found is None or found.unit is None:
        return found
    unit = _PRINTED.get(found.unit.strip().lower())
    return found if unit is None else Quantity(found.value, unit, found.comparator)
