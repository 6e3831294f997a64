"""Dosage, and durations in days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import (
    bounds,
    number,
    proportion,
    quantity,
)
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.elements.values import time_of_day
from carecoord.model.code import CodeableConcept
from carecoord.model.dosage import Dosage
from carecoord.model.observation import Range, Ratio
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
_Value = TypeVar("_Value")
_NO_TIMING = structs.Timing()
_NO_REPEAT = structs.Repeat()


class DoseAndRate(structs.Backbone):
    """How much at a time, and how fast."""

    type: structs.Concept | None = None
    dose_quantity: structs.Amount | None = None
    dose_range: structs.Bounds | None = None
    rate_ratio: structs.Proportion | None = None
    rate_range: structs.Bounds | None = None
    rate_quantity: structs.Amount | None = None


_NO_DOSE = DoseAndRate()


class DosageElement(structs.Backbone):
    """FHIR Dosage."""

    sequence: int | None = None
    text: str | None = None
    additional_instruction: tuple[structs.Concept, ...] = ()
    patient_instruction: str | None = None
    timing: structs.Timing | None = None
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: structs.Concept | None = None
    site: structs.Concept | None = None
    route: structs.Concept | None = None
    method: structs.Concept | None = None
    dose_and_rate: tuple[DoseAndRate, ...] = ()
    max_dose_per_period: structs.Proportion | None = None
    max_dose_per_administration: structs.Amount | None = None
    max_dose_per_lifetime: structs.Amount | None = None


def dosages(at: Entry, elements: tuple[DosageElement, ...], field: str) -> tuple[Dosage, ...]:
    """Read dosage instructions."""
    return tuple(_dosage(at, one, f"{field}[{place}]") for place, one in enumerate(elements))


def _dosage(at: Entry, element: DosageElement, field: str) -> Dosage:
    timing = element.timing or _NO_TIMING
    repeat = timing.repeat or _NO_REPEAT
    dose = element.dose_and_rate[0] if element.dose_and_rate else _NO_DOSE
    given, when = f"{field}.doseAndRate[0]", f"{field}.timing"
    return Dosage(
        sequence=element.sequence,
        text=element.text,
        additional_instructions=concepts(at, element.additional_instruction),
        patient_instruction=element.patient_instruction,
        as_needed=_as_needed(at, element),
        dose=quantity(at, dose.dose_quantity, f"{given}.doseQuantity"),
        dose_range=bounds(at, dose.dose_range, f"{given}.doseRange"),
        dose_type=concept(at, dose.type),
        rate=_rate(at, dose, given),
        site=concept(at, element.site),
        route=concept(at, element.route),
        method=concept(at, element.method),
        max_dose_per_period=proportion(
            at, element.max_dose_per_period, f"{field}.maxDosePerPeriod"
        ),
        max_dose_per_administration=quantity(
            at, element.max_dose_per_administration, f"{field}.maxDosePerAdministration"
        ),
        max_dose_per_lifetime=quantity(
            at, element.max_dose_per_lifetime, f"{field}.maxDosePerLifetime"
        ),
        events=_present(moment(at, one, f"{when}.event") for one in timing.event),
        timing=concept(at, timing.code),
        frequency=repeat.frequency,
        frequency_max=repeat.frequency_max,
        period=number(at, repeat.period, f"{when}.repeat.period"),
        period_max=number(at, repeat.period_max, f"{when}.repeat.periodMax"),
        period_unit=repeat.period_unit,
        times_of_day=len(repeat.time_of_day),
        clock_times=_present(
            time_of_day(at, one, f"{when}.repeat.timeOfDay") for one in repeat.time_of_day
        ),
        days_of_week=repeat.day_of_week,
        when=repeat.when,
        bounds=period(at, repeat.bounds_period, f"{when}.repeat.boundsPeriod"),
    )


def _rate(at: Entry, dose: DoseAndRate, field: str) -> Ratio | Range | Quantity | None:
    """How fast it is given, whatever the kind."""
    if dose.rate_ratio is not None:
        return proportion(at, dose.rate_ratio, f"{field}.rateRatio")
    if dose.rate_range is not None:
        return bounds(at, dose.rate_range, f"{field}.rateRange")
    return quantity(at, dose.rate_quantity, f"{field}.rateQuantity")


def _as_needed(at: Entry, element: DosageElement) -> bool | CodeableConcept | None:
    reason = concept(at, element.as_needed_codeable_concept)
    return element.as_needed_boolean if reason is None else reason


def _present(values: Iterable[_Value | None]) -> tuple[_Value, ...]:
    return tuple(one for one in values if one is not None)


def duration(at: Entry, amount: structs.Amount | None, field: str) -> Quantity | None:
    """Read a duration; a unit of time printed in words becomes its UCUM code."""
    found = quantity(at, amount, field)
    if found is None or found.unit is None:
        return found
    unit = _PRINTED.get(found.unit.strip().lower())
    return found if unit is None else Quantity(found.value, unit, found.comparator)
