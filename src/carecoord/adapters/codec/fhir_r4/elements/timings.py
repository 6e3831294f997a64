"""Plans that repeat."""

from __future__ import annotations

from decimal import Decimal

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, number
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.dosage import duration
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.elements.values import time_of_day
from carecoord.model.observation import Range
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.timing import Timing


class WholeRepeat(structs.Datatype, frozen=True):
    """FHIR Timing.repeat, all of it."""

    bounds_period: structs.Span | None = None
    bounds_duration: structs.Amount | None = None
    bounds_range: structs.Bounds | None = None
    count: int | None = None
    count_max: int | None = None
    duration: Decimal | None = None
    duration_max: Decimal | None = None
    duration_unit: str | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = None
    period_max: Decimal | None = None
    period_unit: str | None = None
    day_of_week: tuple[str, ...] = ()
    time_of_day: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    offset: int | None = None


class WholeTiming(structs.Datatype, frozen=True):
    """FHIR Timing, all of it; a modifier extension does not fit, as in any backbone element."""

    modifier_extension: None = None
    event: tuple[str, ...] = ()
    repeat: WholeRepeat | None = None
    code: structs.Concept | None = None


_ONCE = WholeRepeat()


def timing(at: Entry, element: WholeTiming | None, field: str) -> Timing | None:
    """Read how a plan repeats; the span that it fills stands beside it."""
    if element is None:
        return None
    repeat = element.repeat or _ONCE
    where = f"{field}.repeat"
    events = (moment(at, one, f"{field}.event[{place}]") for place, one in enumerate(element.event))
    times = (
        time_of_day(at, one, f"{where}.timeOfDay[{place}]")
        for place, one in enumerate(repeat.time_of_day)
    )
    return Timing(
        events=[one for one in events if one is not None],
        bounds=_bounds(at, repeat, where),
        count=repeat.count,
        count_max=repeat.count_max,
        duration=number(at, repeat.duration, f"{where}.duration"),
        duration_max=number(at, repeat.duration_max, f"{where}.durationMax"),
        duration_unit=repeat.duration_unit,
        frequency=repeat.frequency,
        frequency_max=repeat.frequency_max,
        period=number(at, repeat.period, f"{where}.period"),
        period_max=number(at, repeat.period_max, f"{where}.periodMax"),
        period_unit=repeat.period_unit,
        days_of_week=repeat.day_of_week,
        times_of_day=[one for one in times if one is not None],
        when=repeat.when,
        offset=repeat.offset,
        code=concept(at, element.code),
    )


def span(at: Entry, element: WholeTiming, field: str) -> Period | None:
    """The span that a repeating plan fills."""
    repeat = element.repeat
    return period(at, repeat.bounds_period, f"{field}.repeat.boundsPeriod") if repeat else None


def _bounds(at: Entry, repeat: WholeRepeat, where: str) -> Quantity | Range | None:
    if repeat.bounds_duration is not None:
        return duration(at, repeat.bounds_duration, f"{where}.boundsDuration")
    if repeat.bounds_range is not None:
        return bounds(at, repeat.bounds_range, f"{where}.boundsRange")
    return None
