"""What came of an appointment: kept, missed, cancelled late, or out of the count.

Who cancelled it: HL7 code system appointment-cancellation-reason 4.0.1, whose codes begin with
the party. When: FHIR R5 Appointment.cancellationDate (decision 0031).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from carecoord.model.appointment import Appointment
from carecoord.model.code import CodeableConcept
from carecoord.model.instants import is_before
from carecoord.model.moment import ClinicalTime, first_day
from carecoord.rules.engine.timing import day_bounds

REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
_NOT_BY_CHOICE = frozenset(
    {
        "pat-dec",  # deceased
        "pat-mt",  # membership ended
        "pat-swl",  # given another time from the wait list
    }
)
_KEPT = frozenset({"fulfilled", "arrived", "checked-in"})


class Came(Enum):
    """What came of an appointment; what is OUT does not count."""

    KEPT = "kept"
    MISSED = "missed"
    LATE = "cancelled late"
    UNKNOWN = "not known"
    OUT = "out"


def came(appointment: Appointment, notice: timedelta, zone: tzinfo) -> Came:
    """What came of an appointment whose day is over."""
    if appointment.status in _KEPT:
        return Came.KEPT
    if appointment.status == "noshow":
        return Came.MISSED
    if appointment.status != "cancelled":
        return Came.UNKNOWN
    by_patient = by_the_patient(appointment.cancellation_reason)
    in_time = cancelled_in_time(appointment, notice, zone)
    if by_patient is False or in_time:
        return Came.OUT
    return Came.LATE if by_patient and in_time is False else Came.UNKNOWN


def by_the_patient(reason: CodeableConcept | None) -> bool | None:
    """Whether the patient cancelled it; None when no code of HL7 says so."""
    said = [] if reason is None else [one.code for one in reason.coding if one.system == REASONS]
    if not said:
        return None
    return any(one.partition("-")[0] == "pat" and one not in _NOT_BY_CHOICE for one in said)


def cancelled_in_time(appointment: Appointment, notice: timedelta, zone: tzinfo) -> bool | None:
    """Whether it was cancelled so long before its start, that moment inside; None if unknown.

    Of a start that is only a day, every moment of the day is thought of.
    """
    moment, start = appointment.cancelled_on, appointment.start
    if moment is None or start is None:
        return None
    try:
        first, last = (edge.astimezone(UTC) - notice for edge in _edges(start, zone))
    except OverflowError:
        return None
    at_the_soonest, at_the_latest = _up_to(moment, first, zone), _up_to(moment, last, zone)
    return at_the_latest if at_the_soonest == at_the_latest else None


def _edges(start: ClinicalTime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first and last moment that a start can mean."""
    if isinstance(start, datetime):
        return start, start
    low, high = day_bounds(start, zone)
    first = datetime.combine(date.fromordinal(low), time.min, zone)
    return first, datetime.combine(date.fromordinal(high), time.max, zone)


def _up_to(moment: ClinicalTime, limit: datetime, zone: tzinfo) -> bool | None:
    """Whether a moment lies no later than another; a day or month may leave it open."""
    if isinstance(moment, datetime):
        return not is_before(limit, moment)
    low, high = day_bounds(moment, zone)
    last = first_day(limit, zone).toordinal()
    return True if high < last else False if low > last else None
