from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from carecoord.model import Appointment, Code, CodeableConcept, PartialDate
from carecoord.model.code import concept
from carecoord.rules.concepts.came import (
    REASONS,
    Came,
    by_the_patient,
    came,
    cancelled_in_time,
)

START = datetime(2026, 3, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def appointment(status="cancelled", start=START, **more):
    return Appointment(id="a", status=status, start=start, **more)


def because(*codes, system=REASONS):
    return concept(*(Code(system, code) for code in codes))


def in_time(moment, zone=UTC, start=START):
    return cancelled_in_time(appointment(start=start, cancelled_on=moment), DAY, zone)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("fulfilled", Came.KEPT),
        ("arrived", Came.KEPT),
        ("checked-in", Came.KEPT),
        ("noshow", Came.MISSED),
        ("booked", Came.UNKNOWN),
        (None, Came.UNKNOWN),
        ("cancelled", Came.UNKNOWN),
    ],
)
def test_by_its_status(status, expected):
    assert came(appointment(status), DAY, UTC) is expected


@pytest.mark.parametrize(
    ("reason", "by_patient"),
    [
        (because("pat"), True),
        (because("pat-cpp"), True),
        (because("pat-dec"), False),
        (because("pat-mt"), False),
        (because("pat-swl"), False),
        (because("prov-pers"), False),
        (because("meds-inc"), False),
        (because("prov", "pat"), True),
        (because("pat", system="urn:local"), None),
        (CodeableConcept((), "could not come"), None),
        (None, None),
    ],
)
def test_who_cancelled_it(reason, by_patient):
    assert by_the_patient(reason) is by_patient


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (START - DAY, True),
        (START - DAY + timedelta(seconds=1), False),
        (date(2026, 3, 8), True),
        (date(2026, 3, 9), None),
        (date(2026, 3, 10), False),
        (PartialDate(2026, 2), True),
        (PartialDate(2026, 3), None),
        (PartialDate(2026, 4), False),
        (None, None),
    ],
)
def test_the_day_before_at_the_hour_is_the_last_moment_in_time(moment, expected):
    assert in_time(moment) is expected


def test_a_day_is_one_of_the_zone():
    """The last moment is 20:00 of 8 March in Honolulu, 06:00 of 9 March in UTC."""
    start = datetime(2026, 3, 10, 6, tzinfo=UTC)

    assert in_time(date(2026, 3, 8), UTC, start) is True
    assert in_time(date(2026, 3, 8), ZoneInfo("Pacific/Honolulu"), start) is None


def test_without_a_start_or_before_all_days_nothing_is_late():
    assert in_time(START, start=None) is None
    assert in_time(START, start=datetime.min.replace(tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("reason", "moment", "expected"),
    [
        (because("pat"), START, Came.LATE),
        (because("pat"), START - DAY, Came.OUT),
        (because("pat"), None, Came.UNKNOWN),
        (None, START, Came.UNKNOWN),
        (None, START - DAY, Came.OUT),
        (because("prov"), START, Came.OUT),
        (because("prov"), None, Came.OUT),
    ],
)
def test_late_is_by_the_patient_and_after_that_moment(reason, moment, expected):
    cancelled = appointment(cancellation_reason=reason, cancelled_on=moment)

    assert came(cancelled, DAY, UTC) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 9, 0, 0, 1, tzinfo=UTC), None),
        (datetime(2026, 3, 9, 23, 59, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 10, 0, tzinfo=UTC), False),
        (date(2026, 3, 8), True),
        (date(2026, 3, 9), None),
        (date(2026, 3, 10), False),
    ],
)
def test_of_a_start_that_is_a_day_every_moment_is_thought_of(moment, expected):
    assert in_time(moment, start=date(2026, 3, 10)) is expected


def test_before_the_calendar_there_is_no_day_of_notice():
    assert in_time(date(2026, 3, 10), start=date.min) is None


def test_hours_of_notice_are_hours_that_pass():
    """A night of 8 March 2026 in New York is an hour short: 24 hours before 10:00 it was 09:00."""
    zone = ZoneInfo("America/New_York")
    start = datetime(2026, 3, 8, 10, tzinfo=zone)

    assert in_time(datetime(2026, 3, 7, 9, 0, tzinfo=zone), zone, start) is True
    assert in_time(datetime(2026, 3, 7, 9, 1, tzinfo=zone), zone, start) is False
