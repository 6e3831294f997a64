"""When something repeats."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.observation import Range
from carecoord.model.quantity import Quantity, finite
from carecoord.model.shown import shown

_aware = aware("event")


def _each_aware(
    timing: object, attribute: attrs.Attribute[Any], times: tuple[ClinicalTime, ...]
) -> None:
    for event in times:
        _aware(timing, attribute, event)


@attrs.frozen(kw_only=True)
class Timing:
    """A plan that repeats (FHIR Timing): ``frequency`` times in each ``period``.

    The span that it fills, FHIR's ``boundsPeriod``, stands beside it in the fact, where a plan
    that does not repeat has it too; ``bounds`` is a duration or a range of durations. Units of
    time are UCUM's (h, d, wk, mo, a).
    """

    __repr__ = shown

    events: tuple[ClinicalTime, ...] = attrs.field(
        default=(), converter=as_tuple, validator=_each_aware
    )
    bounds: Quantity | Range | None = None
    count: int | None = None
    count_max: int | None = None
    duration: Decimal | None = attrs.field(default=None, validator=finite("duration"))
    duration_max: Decimal | None = attrs.field(default=None, validator=finite("duration"))
    duration_unit: str | None = None
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = attrs.field(default=None, validator=finite("timing period"))
    period_max: Decimal | None = attrs.field(default=None, validator=finite("timing period"))
    period_unit: str | None = None
    days_of_week: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR dayOfWeek: mon, tue …"""
    times_of_day: tuple[time, ...] = attrs.field(default=(), converter=as_tuple)
    when: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """Events of the day: ACM (before breakfast), HS (at bedtime) …"""
    offset: int | None = None
    """Minutes from such an event."""
    code: CodeableConcept | None = None
    """The whole as a code: BID, Q4H …"""
