"""Dosages as FHIR writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.writing import choices, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.timings import complete
from carecoord.model.dosage import Dosage
from carecoord.model.quantity import Quantity


def dosages(values: Iterable[Dosage], element: str, names: Names) -> list[e.Json]:
    """Write dosage instructions; one that says nothing is none."""
    found = (dosage(one, element, names) for one in values)
    return [one for one in found if one]


def dosage(value: Dosage, element: str, names: Names) -> e.Json:
    """Write a Dosage."""
    return e.element(
        sequence=value.sequence,
        text=value.text,
        additionalInstruction=e.concepts(value.additional_instructions),
        patientInstruction=value.patient_instruction,
        timing=_timing(value, element, names),
        **choices.valued("asNeeded", value.as_needed),
        site=e.concept(value.site),
        route=e.concept(value.route),
        method=e.concept(value.method),
        doseAndRate=_dose(value, names),
        maxDosePerPeriod=e.proportion(value.max_dose_per_period)
        if value.max_dose_per_period
        else None,
        maxDosePerAdministration=e.quantity(value.max_dose_per_administration),
        maxDosePerLifetime=e.quantity(value.max_dose_per_lifetime),
    )


def _dose(value: Dosage, names: Names) -> list[e.Json]:
    """How much at a time, and how fast."""
    said = e.element(
        type=e.concept(value.dose_type),
        **choices.chosen(
            names,
            doseQuantity=e.quantity(value.dose),
            doseRange=e.bounds(value.dose_range) if value.dose_range else None,
        ),
        **rate(value),
    )
    return [said] if said else []


def rate(value: Dosage) -> e.Json:
    """How fast it is given."""
    return choices.valued("rate", value.rate)


def _timing(value: Dosage, element: str, names: Names) -> e.Json:
    where = f"{element}.timing.repeat"
    if value.times_of_day != len(value.clock_times):
        names.lost(f"{where}.timeOfDay", "times of day that are counted, but not known")
    repeat = e.element(
        boundsPeriod=e.period(value.bounds),
        frequency=words.positive(names, f"{where}.frequency", value.frequency, 1),
        frequencyMax=words.positive(names, f"{where}.frequencyMax", value.frequency_max, 1),
        **_period(value, where, names),
        dayOfWeek=words.several(names, f"{where}.dayOfWeek", value.days_of_week, words.DAYS),
        timeOfDay=[one.isoformat() for one in value.clock_times],
        when=words.several(names, f"{where}.when", value.when, words.WHEN),
    )
    return e.element(
        event=[e.moment(one) for one in value.events],
        repeat=complete(names, repeat, where),
        code=e.concept(value.timing),
    )


def _period(value: Dosage, where: str, names: Names) -> e.Json:
    """A number of units of time; each is nothing without the other."""
    unit = words.word(names, f"{where}.periodUnit", value.period_unit, words.UNITS)
    if value.period is not None and unit is not None:
        return e.element(period=value.period, periodMax=value.period_max, periodUnit=unit)
    if value.period is not None or value.period_max is not None:
        names.lost(f"{where}.period", "a number without a unit of time")
    return {}


def supply(days: Decimal | None) -> e.Json | None:
    """Write a supply in days."""
    return None if days is None else e.quantity(Quantity(days, "d"))
