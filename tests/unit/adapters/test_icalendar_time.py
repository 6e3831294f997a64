"""Times as RFC 5545 reads them: zones with their changes, and hours that come twice or never."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.adapters.icalendar import LeftOut, Why, dumps, write
from carecoord.adapters.icalendar.zones import around, described
from carecoord.errors import RecordRejected
from carecoord.model import Appointment
from carecoord.rules.appointments.recurrence import Frequency, Recurrence
from carecoord.rules.appointments.series import series

icalendar = pytest.importorskip("icalendar")

NEW_YORK = "America/New_York"
TWICE = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(NEW_YORK))
"""01:30 for the first time, 05:30 UTC; for the second time it is 06:30 UTC."""
WEEKLY = Recurrence(frequency=Frequency.WEEKLY, count=3)


def visit(start, minutes=30, **more):
    fields = {"id": "v", "status": "booked", "zone": NEW_YORK, "minutes_duration": minutes}
    return Appointment(start=start, **{**fields, **more})


def lines(*appointments, **options):
    content = dumps(appointments, zone="UTC", **options)
    unfolded = content.replace(b"\r\n ", b"").decode()
    return unfolded[unfolded.index("BEGIN:VEVENT") :].split("\r\n")


def zones(content):
    return icalendar.Calendar.from_ical(content).walk("VTIMEZONE")


def test_a_zone_is_described_as_in_the_example_of_rfc_5545():
    """Section 3.6.5, New York 2007: both changes are dated 02:00, by the clock before them."""
    (zone,) = zones(dumps([visit(datetime(2007, 7, 1, 14, tzinfo=UTC))], zone="UTC"))
    parts = zone.to_ical().decode().replace("\r\n", "\n")

    assert (
        "BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nRDATE:20080309T020000\nTZNAME:EDT\n"
        "TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT" in parts
    )
    assert "DTSTART:20061029T020000\nRDATE:20071104T020000\nTZNAME:EST\n" in parts


@pytest.mark.parametrize(
    "name",
    [
        *("America/New_York", "America/Phoenix", "Europe/Dublin", "Australia/Lord_Howe"),
        *("America/Santiago", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia"),
    ],
)
def test_a_reader_of_the_description_alone_knows_the_same_hours(name):
    """Every quarter of an hour of 2011 and 2012: Apia left out 30 December 2011."""
    zone = described(icalendar, name, [(date(2010, 7, 1), date(2013, 7, 1))])
    parts = [
        (part["dtstart"].dt, part["tzoffsetfrom"].td, part["tzoffsetto"].td, part.get("rdate"))
        for part in zone.subcomponents
    ]
    changes = sorted(
        ((onset - before).replace(tzinfo=UTC), after)
        for start, before, after, more in parts
        for onset in (start, *((one.dt for one in more.dts) if more else ()))
    )
    at, told = datetime(2011, 1, 1, tzinfo=UTC), None
    while at < datetime(2013, 1, 1, tzinfo=UTC):
        while changes and changes[0][0] <= at:
            told = changes.pop(0)[1]
        assert at.astimezone(ZoneInfo(name)).utcoffset() == told, at
        at += timedelta(minutes=15)


def test_zones_stand_in_order_and_utc_needs_none():
    made = [
        visit(TWICE, id=str(number), zone=name)
        for number, name in enumerate(["Europe/Berlin", "UTC", "America/Phoenix"])
    ]

    assert [str(one["tzid"]) for one in zones(dumps(made, zone="UTC"))] == [
        "America/Phoenix",
        "Europe/Berlin",
    ]


def test_the_first_of_two_hours_is_written_by_the_clock_and_the_second_in_utc():
    first = lines(visit(TWICE))
    second = lines(visit(TWICE.replace(fold=1)))

    assert "DTSTART;TZID=America/New_York:20261101T013000" in first
    assert "DTSTART:20261101T063000Z" in second


def test_what_lasts_into_the_second_of_two_hours_ends_after_it_starts():
    """From 01:30 for fifty minutes: the clock shows 01:20."""
    found = lines(visit(TWICE, minutes=50))

    assert "DTSTART;TZID=America/New_York:20261101T013000" in found
    assert "DTEND:20261101T062000Z" in found


def test_a_series_that_begins_in_the_second_of_two_hours_begins_there():
    first = visit(TWICE.replace(fold=1))
    found = lines(*series(first, WEEKLY), recurrences=[(first, WEEKLY)])
    begins = [one for one in found if one.startswith(("DTSTART", "RRULE", "RECURRENCE"))]

    assert begins == [
        "DTSTART;TZID=America/New_York:20261101T013000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "DTSTART:20261101T063000Z",
        "RECURRENCE-ID;TZID=America/New_York:20261101T013000",
    ]


def test_a_meeting_moved_from_the_first_of_two_hours_to_the_second_stands_by_itself():
    first = visit(TWICE)
    same, *others = series(first, WEEKLY)
    moved = attrs.evolve(
        same, start=TWICE.replace(fold=1), end=same.end.astimezone(UTC) + timedelta(hours=1)
    )
    stays = lines(same, *others, recurrences=[(first, WEEKLY)])
    found = lines(moved, *others, recurrences=[(first, WEEKLY)])

    assert stays.count("BEGIN:VEVENT") == 1
    assert found.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20261101T063000Z" in found


def test_an_hour_that_is_skipped_is_read_as_it_is_meant():
    """02:30 on 8 March does not come: readers move it forward, to 03:30, as we do."""
    first = visit(datetime(2026, 3, 1, 2, 30, tzinfo=ZoneInfo(NEW_YORK)))
    found = lines(*series(first, WEEKLY), recurrences=[(first, WEEKLY)])

    assert found.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=America/New_York:20260301T023000" in found


def test_a_zone_is_described_for_the_years_of_the_meetings_and_not_for_those_between():
    """2026 and 9998: the changes of three years each, not of eight thousand."""
    far = visit(datetime(9998, 7, 1, 14, tzinfo=UTC), id="far")
    (zone,) = zones(dumps([visit(datetime(2026, 7, 1, 14, tzinfo=UTC)), far], zone="UTC"))
    years = {
        onset.dt.year
        for part in zone.subcomponents
        for onset in (part["dtstart"], *(part["rdate"].dts if "rdate" in part else ()))
    }

    assert years == {2025, 2026, 2027, 9997, 9998, 9999}


def test_years_that_touch_are_one_and_the_calendar_has_ends():
    days = [(date(2028, 1, 1), date(2028, 1, 2)), (date(2026, 1, 1), date(2026, 12, 31))]

    assert around(days) == [(date(2024, 12, 31), date(2029, 1, 2))]
    assert around([(date.min, date.max)]) == [(date(1, 1, 3), date(9999, 12, 29))]


EDGES = [
    datetime(1, 1, 1, 9, tzinfo=UTC),
    datetime(9999, 12, 31, 9, tzinfo=UTC),
]


@pytest.mark.parametrize("start", EDGES)
@pytest.mark.parametrize("name", [NEW_YORK, "Pacific/Apia", "UTC"])
def test_a_visit_on_the_first_or_last_day_of_the_calendar_is_written(start, name):
    made = write([visit(start, zone=name)], zone="UTC")
    (event,) = icalendar.Calendar.from_ical(made.content).walk("VEVENT")

    assert made.left_out == ()
    assert event["dtstart"].dt.replace(tzinfo=None) == start.astimezone(ZoneInfo(name)).replace(
        tzinfo=None
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"start": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)},
        {"start": datetime(9999, 12, 31, 20, tzinfo=UTC), "zone": "Pacific/Apia"},
        {"start": datetime(1, 1, 1, 1, tzinfo=UTC)},
        {"minutes_duration": 10**12},
        {"minutes_duration": 10**18},
        {"minutes_duration": float("nan")},
        {"minutes_duration": "5"},
    ],
)
def test_a_time_beyond_the_calendar_costs_no_other_visit(changes):
    good = visit(TWICE, id="good")
    bad = attrs.evolve(good, id="bad", **changes)
    made = write([bad, good], zone="UTC")

    assert made.left_out == (LeftOut(id="bad", why=Why.NOT_PLACED),)
    assert len(icalendar.Calendar.from_ical(made.content).walk("VEVENT")) == 1
    with pytest.raises(RecordRejected, match="beyond the calendar"):
        dumps([bad, good], zone="UTC")


def test_a_series_to_the_last_day_of_the_calendar_is_written():
    """Midnight in New York is after the last hour of the calendar in UTC."""
    far = Recurrence(frequency=Frequency.YEARLY, until=date.max)
    first = visit(datetime(9998, 3, 1, 15, tzinfo=UTC))
    found = lines(*series(first, far), recurrences=[(first, far)])

    assert "RRULE:FREQ=YEARLY;UNTIL=99991231T235959Z" in found


def test_a_stamp_at_the_end_of_the_calendar_is_its_last_second():
    behind = timezone(timedelta(hours=-12))
    found = lines(visit(TWICE, created_on=datetime.max.replace(tzinfo=behind)))

    assert "DTSTAMP:99991231T235959Z" in found


def test_a_day_that_a_zone_skips_whole_is_no_meeting_of_its_series():
    """Samoa had no 30 December 2011 (tz database, Pacific/Apia)."""
    first = visit(datetime(2011, 12, 29, 6, tzinfo=UTC), zone="Pacific/Apia")
    daily = Recurrence(frequency=Frequency.DAILY, count=3)
    found = lines(*series(first, daily), recurrences=[(first, daily)])

    assert found.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=Pacific/Apia:20111228T200000" in found
    assert not any(one.startswith("EXDATE") for one in found)
