from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model import PartialDate
from carecoord.rules.appointments.recurrence import Frequency, Recurrence, occurrences, planned

NEW_YORK = "America/New_York"
HOUR = timedelta(hours=1)


def at(text, zone=NEW_YORK):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def days(recurrence, first, **options):
    start = at(f"{first}T10:00")
    found = occurrences(recurrence, start, start + HOUR, NEW_YORK, **options)
    assert {one.hour for one, _ in found} <= {10}
    return [one.date().isoformat() for one, _ in found]


# Expected days are read from wall calendars of 2026 to 2028.
@pytest.mark.parametrize(
    ("recurrence", "first", "expected"),
    [
        (
            Recurrence(frequency=Frequency.DAILY, count=3),
            "2026-03-07",
            ["2026-03-07", "2026-03-08", "2026-03-09"],
        ),
        (
            Recurrence(frequency=Frequency.DAILY, interval=10, until=date(2026, 3, 27)),
            "2026-03-07",
            ["2026-03-07", "2026-03-17", "2026-03-27"],
        ),
        (
            Recurrence(frequency=Frequency.DAILY, interval=10, until=date(2026, 3, 26)),
            "2026-03-07",
            ["2026-03-07", "2026-03-17"],
        ),
        (
            Recurrence(frequency=Frequency.DAILY, count=4, by_weekday=("MO", "FR")),
            "2026-03-06",
            ["2026-03-06", "2026-03-09", "2026-03-13", "2026-03-16"],
        ),
        (
            Recurrence(frequency=Frequency.WEEKLY, interval=2, count=3),
            "2026-03-04",
            ["2026-03-04", "2026-03-18", "2026-04-01"],
        ),
        (
            Recurrence(frequency=Frequency.WEEKLY, count=5, by_weekday=("WE", "MO")),
            "2026-03-04",
            ["2026-03-04", "2026-03-09", "2026-03-11", "2026-03-16", "2026-03-18"],
        ),
        (
            Recurrence(frequency=Frequency.WEEKLY, count=3, exceptions=[date(2026, 3, 11)]),
            "2026-03-04",
            ["2026-03-04", "2026-03-18"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=3),
            "2026-01-31",
            ["2026-01-31", "2026-03-31", "2026-05-31"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=4, by_month_day=[-1]),
            "2026-01-31",
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=4, by_month_day=[15, 1]),
            "2026-01-15",
            ["2026-01-15", "2026-02-01", "2026-02-15", "2026-03-01"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=3, by_month_day=[-31]),
            "2026-01-01",
            ["2026-01-01", "2026-03-01", "2026-05-01"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=3, by_weekday=("2TU",)),
            "2026-01-13",
            ["2026-01-13", "2026-02-10", "2026-03-10"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=3, by_weekday=("-1FR",)),
            "2026-01-30",
            ["2026-01-30", "2026-02-27", "2026-03-27"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=2, by_weekday=("5FR",)),
            "2026-01-30",
            ["2026-01-30", "2026-05-29"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=2, by_weekday=("-5FR",)),
            "2026-01-02",
            ["2026-01-02", "2026-05-01"],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, interval=2, count=6, by_weekday=("MO",)),
            "2026-02-02",
            [
                *("2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23"),
                *("2026-04-06", "2026-04-13"),
            ],
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, interval=6, count=3),
            "2026-09-15",
            ["2026-09-15", "2027-03-15", "2027-09-15"],
        ),
        (
            Recurrence(frequency=Frequency.YEARLY, count=2),
            "2024-02-29",
            ["2024-02-29", "2028-02-29"],
        ),
    ],
)
def test_it_recurs_on_the_days_of_the_calendar(recurrence, first, expected):
    assert days(recurrence, first) == expected


def test_ten_o_clock_stays_ten_o_clock_when_daylight_saving_begins_and_ends():
    """2026 in the United States: 8 March and 1 November."""
    start = at("2026-03-01T10:00")
    weekly = Recurrence(frequency=Frequency.WEEKLY, until=date(2026, 11, 8))
    found = occurrences(weekly, start, start + HOUR, NEW_YORK)

    assert {(one.hour, one.minute) for one, _ in found} == {(10, 0)}
    assert [one.astimezone(UTC).hour for one, _ in found[:2]] == [15, 14]
    assert [one.astimezone(UTC).hour for one, _ in found[-3:]] == [14, 15, 15]


def test_an_hour_that_the_clock_skips_is_moved_forward_and_told():
    start = at("2026-03-07T02:30")
    daily = Recurrence(frequency=Frequency.DAILY, count=3)
    found = planned(daily, start, start + HOUR, NEW_YORK)

    assert [one.start.isoformat() for one in found] == [
        "2026-03-07T02:30:00-05:00",
        "2026-03-08T03:30:00-04:00",
        "2026-03-09T02:30:00-04:00",
    ]
    assert [one.moved for one in found] == [False, True, False]
    assert found[1].wall == datetime(2026, 3, 8, 2, 30)  # noqa: DTZ001  the hour on the wall


def test_of_an_hour_that_comes_twice_the_first_is_taken_and_it_lasts_as_long_as_always():
    start = at("2026-10-31T01:30")
    daily = Recurrence(frequency=Frequency.DAILY, count=2)
    found = occurrences(daily, start, start + timedelta(minutes=90), NEW_YORK)

    assert found[1][0].isoformat() == "2026-11-01T01:30:00-04:00"
    assert found[1][1].isoformat() == "2026-11-01T02:00:00-05:00"


def test_the_first_meeting_keeps_its_own_instant_also_in_the_second_of_two_hours():
    start = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 01:30 for the second time
    found = planned(Recurrence(frequency=Frequency.DAILY, count=2), start, start + HOUR, NEW_YORK)

    assert [one.start.astimezone(UTC) for one in found] == [start, start + timedelta(hours=24)]
    assert [one.moved for one in found] == [False, False]


def test_the_days_are_those_of_the_zone():
    """23:00 in New York on 1 March is 2 March in UTC."""
    start = at("2026-03-01T23:00").astimezone(UTC)
    found = occurrences(
        Recurrence(frequency=Frequency.MONTHLY, count=2), start, start + HOUR, NEW_YORK
    )

    assert [one.isoformat() for one, _ in found] == [
        "2026-03-01T23:00:00-05:00",
        "2026-04-01T23:00:00-04:00",
    ]


@pytest.mark.parametrize(("hour", "meetings"), [(9, 1), (10, 2), (11, 2)])
def test_an_instant_as_last_moment_is_inside(hour, meetings):
    until = at(f"2026-03-02T{hour:02}:00")
    recurrence = Recurrence(frequency=Frequency.DAILY, until=until)

    assert len(days(recurrence, "2026-03-01")) == meetings


def test_an_until_before_the_first_leaves_none():
    assert days(Recurrence(frequency=Frequency.DAILY, until=date(2026, 2, 1)), "2026-03-01") == []


def test_a_limit_is_kept_on_both_sides():
    ten = Recurrence(frequency=Frequency.DAILY, count=10)

    assert len(days(ten, "2026-03-01", limit=10)) == 10
    with pytest.raises(RecordRejected, match="more than 9 meetings"):
        days(ten, "2026-03-01", limit=9)


def test_a_series_to_the_end_of_the_calendar_is_refused_for_its_length_and_ends_with_it():
    with pytest.raises(RecordRejected, match="more than 1000"):
        days(Recurrence(frequency=Frequency.DAILY, until=date.max), "2026-03-01")

    assert days(Recurrence(frequency=Frequency.YEARLY, until=date.max), "9998-03-01") == [
        "9998-03-01",
        "9999-03-01",
    ]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({}, "both, or neither"),
        ({"count": 2, "until": date(2026, 3, 1)}, "both, or neither"),
        ({"count": 0}, "below 1"),
        ({"count": 1, "interval": 0}, "below 1"),
        ({"count": 1, "by_weekday": ("XX",)}, "day of the week that is none"),
        ({"count": 1, "by_weekday": ("2TU",)}, "weekday with a number"),
        ({"count": 1, "by_month_day": (1,)}, "days of the month"),
        (
            {
                "count": 1,
                "frequency": Frequency.MONTHLY,
                "by_month_day": (1,),
                "by_weekday": ("MO",),
            },
            "days of the month",
        ),
        ({"count": 1, "frequency": Frequency.MONTHLY, "by_month_day": (0,)}, "no month has"),
        ({"count": 1, "frequency": Frequency.MONTHLY, "by_month_day": (32,)}, "no month has"),
        ({"count": 1, "frequency": Frequency.YEARLY, "by_weekday": ("MO",)}, "in a year"),
        ({"until": PartialDate(2026, 4)}, "an end that is no day"),
        ({"until": 5}, "an end that is no day"),
        ({"until": "2026-04-01"}, "a text, where a time belongs"),
        ({"count": 1.5}, "not whole"),
        ({"count": float("nan")}, "not whole"),
        ({"count": "5"}, "not whole"),
        ({"count": 1, "interval": 1.5}, "not whole"),
        ({"count": 1, "interval": float("nan")}, "not whole"),
        ({"count": 1, "interval": None}, "not whole"),
        ({"count": 1, "frequency": Frequency.MONTHLY, "by_month_day": (2.0,)}, "not whole"),
        ({"count": 1, "frequency": Frequency.MONTHLY, "by_month_day": ("2",)}, "not whole"),
        ({"count": 1, "frequency": "day"}, "a frequency that is none"),
        ({"count": 1, "frequency": None}, "a frequency that is none"),
        ({"count": 1, "by_weekday": (1,)}, "day of the week that is none"),
        ({"count": 1, "exceptions": ("2026-03-03",)}, "an exception that is no day"),
        ({"count": 1, "exceptions": (datetime(2026, 3, 3, tzinfo=UTC),)}, "exception that is no"),
        ({"until": datetime(2026, 3, 1)}, "without an offset"),  # noqa: DTZ001  what is refused
    ],
)
def test_what_does_not_go_together_is_refused(parts, found):
    with pytest.raises(RecordRejected, match=found):
        Recurrence(**{"frequency": Frequency.WEEKLY, **parts})


DAILY = Recurrence(frequency=Frequency.DAILY, count=2)
TEN = at("2026-03-01T10:00")


@pytest.mark.parametrize(
    ("start", "end", "zone", "error", "found"),
    [
        (TEN.replace(tzinfo=None), TEN, NEW_YORK, RecordRejected, "no offset"),
        (TEN, TEN.replace(tzinfo=None), NEW_YORK, RecordRejected, "no offset"),
        (TEN, TEN - HOUR, NEW_YORK, ImpossiblePeriod, "precedes"),
        (TEN, TEN, "Mars/Olympus", RecordRejected, "no zone of that name"),
        (TEN, TEN, "", RecordRejected, "no name"),
    ],
)
def test_times_that_cannot_be_are_refused(start, end, zone, error, found):
    with pytest.raises(error, match=found):
        occurrences(DAILY, start, end, zone)


def test_a_first_meeting_that_does_not_fit_is_refused():
    tuesdays = Recurrence(frequency=Frequency.WEEKLY, count=2, by_weekday=("TU",))

    with pytest.raises(RecordRejected, match="does not fit"):
        occurrences(tuesdays, TEN, TEN + HOUR, NEW_YORK)  # a Sunday


# The calendar begins with 1 January 1, a Monday, and ends with 31 December 9999, a Friday.
@pytest.mark.parametrize(
    ("frequency", "more", "first", "expected"),
    [
        (Frequency.DAILY, {}, "9999-12-30", ["9999-12-30", "9999-12-31"]),
        (
            Frequency.WEEKLY,
            {"by_weekday": ("MO", "FR", "SA")},
            "9999-12-24",
            ["9999-12-24", "9999-12-25", "9999-12-27", "9999-12-31"],
        ),
        (Frequency.MONTHLY, {}, "9999-11-30", ["9999-11-30", "9999-12-30"]),
        (Frequency.MONTHLY, {"by_month_day": [30, 31]}, "9999-12-30", ["9999-12-30", "9999-12-31"]),
        (Frequency.WEEKLY, {}, "0001-01-03", ["0001-01-03", "0001-01-10", "0001-01-17"]),
    ],
)
def test_it_stops_at_the_end_of_the_calendar(frequency, more, first, expected):
    count = 3 if first.startswith("0001") else 10

    assert days(Recurrence(frequency=frequency, count=count, **more), first) == expected


@pytest.mark.parametrize(
    ("start", "lasts", "zone"),
    [
        (datetime(9999, 12, 29, 23, tzinfo=UTC), timedelta(hours=2), "UTC"),
        (datetime(9999, 12, 29, 4, tzinfo=UTC), timedelta(hours=22), NEW_YORK),
    ],
    ids=["the end", "the end in UTC"],
)
def test_a_meeting_that_ends_after_the_calendar_is_none(start, lasts, zone):
    found = occurrences(Recurrence(frequency=Frequency.DAILY, count=5), start, start + lasts, zone)

    assert [one.astimezone(UTC) for one, _ in found] == [start, start + timedelta(days=1)]


@pytest.mark.parametrize(
    ("start", "zone"),
    [
        (datetime(1, 1, 1, 1, tzinfo=UTC), NEW_YORK),
        (datetime(9999, 12, 31, 20, tzinfo=UTC), "Pacific/Apia"),
        (datetime(9999, 12, 31, 20, tzinfo=ZoneInfo(NEW_YORK)), NEW_YORK),
    ],
    ids=["before", "after", "after in UTC"],
)
def test_a_first_meeting_outside_the_calendar_is_refused(start, zone):
    with pytest.raises(RecordRejected, match="outside the calendar"):
        occurrences(DAILY, start, start, zone)


APIA = "Pacific/Apia"


def test_a_day_that_a_zone_skips_whole_has_no_meeting():
    """Samoa went from 29 to 31 December 2011 (tz database, Pacific/Apia)."""
    start = at("2011-12-28T20:00", APIA)
    found = planned(Recurrence(frequency=Frequency.DAILY, count=4), start, start + HOUR, APIA)

    assert [one.start.isoformat() for one in found] == [
        "2011-12-28T20:00:00-10:00",
        "2011-12-29T20:00:00-10:00",
        "2011-12-31T20:00:00+14:00",
        "2012-01-01T20:00:00+14:00",
    ]
    assert not any(one.moved for one in found)


def test_an_hour_that_is_skipped_before_midnight_is_moved_into_the_next_day():
    """Bangladesh went from 23:00 on 19 June 2009 to midnight (tz database, Asia/Dhaka)."""
    start = at("2009-06-18T23:30", "Asia/Dhaka")
    daily = Recurrence(frequency=Frequency.DAILY, count=3)
    found = planned(daily, start, start + HOUR, "Asia/Dhaka")

    assert [one.start.isoformat() for one in found] == [
        "2009-06-18T23:30:00+06:00",
        "2009-06-20T00:30:00+07:00",
        "2009-06-20T23:30:00+07:00",
    ]
    assert [one.moved for one in found] == [False, True, False]
