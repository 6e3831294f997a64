"""Plans that repeat, as FHIR's Timing."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Range
from carecoord.model.period import Period
from carecoord.model.timing import Timing

_MEALS = frozenset({"C", "CM", "CD", "CV"})
_NEEDS = (
    ("duration", "durationUnit"),
    ("durationMax", "duration"),
    ("period", "periodUnit"),
    ("periodMax", "period"),
    ("countMax", "count"),
    ("offset", "when"),
)
"""A part of a plan that repeats, and the part that it is nothing without; in this order."""


def planned(
    names: Names, name: str, when: ClinicalTime | Period | str | None, timing: Timing | None
) -> e.Json:
    """Write a choice of time, period, text and Timing, such as ``occurrence[x]``."""
    if timing is not None:
        if when is not None and not isinstance(when, Period):
            names.lost(name, "a plan that repeats has no place for a time or text beside it")
        span = when if isinstance(when, Period) else None
        return {f"{name}Timing": _timing(names, timing, span, f"{name}Timing")}
    if isinstance(when, str):
        return e.element(**{f"{name}String": when})
    if isinstance(when, Period):
        return e.element(**{f"{name}Period": e.period(when)})
    return e.element(**{f"{name}DateTime": e.moment(when)})


def _timing(names: Names, value: Timing, span: Period | None, where: str) -> e.Json:
    repeat = e.element(
        **_bounds(value, span),
        count=words.positive(names, f"{where}.repeat.count", value.count),
        countMax=words.positive(names, f"{where}.repeat.countMax", value.count_max),
        duration=value.duration,
        durationMax=value.duration_max,
        **words.as_element(names, f"{where}.repeat.durationUnit", value.duration_unit, words.UNITS),
        frequency=words.positive(names, f"{where}.repeat.frequency", value.frequency),
        frequencyMax=words.positive(names, f"{where}.repeat.frequencyMax", value.frequency_max),
        period=value.period,
        periodMax=value.period_max,
        **words.as_element(names, f"{where}.repeat.periodUnit", value.period_unit, words.UNITS),
        dayOfWeek=words.several(names, f"{where}.repeat.dayOfWeek", value.days_of_week, words.DAYS),
        timeOfDay=[one.isoformat() for one in value.times_of_day],
        when=words.several(names, f"{where}.repeat.when", value.when, words.WHEN),
        offset=value.offset,
    )
    events = [e.moment(one) for one in value.events]
    whole = complete(names, repeat, f"{where}.repeat")
    return e.element(event=events, repeat=whole, code=e.concept(value.code))


def complete(names: Names, repeat: e.Json, where: str) -> e.Json:
    """Leave out what FHIR does not have without something else (tim-1 to tim-10)."""
    kept = dict(repeat)

    def drop(part: str, reason: str) -> None:
        names.lost(f"{where}.{part}", reason)
        del kept[part]

    for part in ("duration", "period", "offset"):
        if kept.get(part, 0) < 0:
            drop(part, "FHIR takes no number below 0 here")
    if "when" in kept and "timeOfDay" in kept:
        drop("when", "FHIR has a time of day or an event of the day")
    if "offset" in kept and not _MEALS.isdisjoint(kept.get("when", ())):
        drop("offset", "FHIR has no offset from the time of a meal as such")
    for part, other in _NEEDS:
        if part in kept and other not in kept:
            drop(part, f"FHIR does not have it without {other}")
    return kept


def _bounds(value: Timing, span: Period | None) -> e.Json:
    if span is not None:
        return e.element(boundsPeriod=e.period(span))
    if isinstance(value.bounds, Range):
        return e.element(boundsRange=e.bounds(value.bounds))
    return e.element(boundsDuration=e.quantity(value.bounds))
