"""Conflicts are found as by looking at every pair; series keep the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from dateutil.rrule import weekday as of_week
from hypothesis import assume, given
from hypothesis import strategies as st

from carecoord.errors import RecordRejected
from carecoord.model import Actor, Appointment
from carecoord.rules.appointments.booked import By
from carecoord.rules.appointments.conflicts import clusters, conflicts
from carecoord.rules.appointments.recurrence import Frequency, Recurrence, planned
from carecoord.rules.appointments.recurring_days import WEEKDAYS
from carecoord.rules.appointments.series import series

MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)
ZONES = (
    *("America/New_York", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe"),
    *("America/Santiago", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "UTC"),
)


@st.composite
def bookings(draw):
    """Up to a dozen short visits of a day, of few people, in two zones."""
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = MIDNIGHT + timedelta(minutes=30 * draw(st.integers(0, 12)))
        who = draw(st.sets(st.sampled_from(["d", "e"])))
        zone = draw(st.sampled_from([UTC, ZoneInfo("America/New_York")]))
        one = Appointment(
            id=f"a{number}",
            status=draw(st.sampled_from(["booked", "pending", "cancelled"])),
            start=start.astimezone(zone),
            minutes_duration=30 * draw(st.integers(0, 4)),
            participants=[Actor(kind="Practitioner", id=name) for name in sorted(who)],
        )
        made.append((draw(st.sampled_from(["p", "q"])), one))
    return made


def instants(one):
    start = one.start.astimezone(UTC)
    return start, start + timedelta(minutes=one.minutes_duration)


def parties(key, one):
    return {(By.PATIENT, key), *((By.PRACTITIONER, who.id) for who in one.participants)}


def pair_by_pair(booked):
    """Every pair that shares somebody and some time, once for each whom they share."""
    held = [(key, one) for key, one in booked if one.status != "cancelled"]
    found = []
    for place, (key, one) in enumerate(held):
        for other_key, other in held[place + 1 :]:
            (start, end), (begin, stop) = instants(one), instants(other)
            if max(start, begin) < min(end, stop):
                shared = parties(key, one) & parties(other_key, other)
                found += [(by.value, *sorted((one.id, other.id))) for by, _ in shared]
    return sorted(found)


def as_pairs(found):
    return sorted((one.by.value, *sorted((one.first.id, one.second.id))) for one in found)


@given(bookings())
def test_conflicts_are_those_that_every_pair_shows(booked):
    assert as_pairs(conflicts(booked)) == pair_by_pair(booked)


@given(bookings(), st.randoms(use_true_random=False))
def test_conflicts_do_not_depend_on_the_order(booked, chance):
    shuffled = list(booked)
    chance.shuffle(shuffled)

    assert conflicts(shuffled) == conflicts(booked)


@given(bookings())
def test_clusters_hold_whoever_is_in_a_conflict_and_nobody_else(booked):
    inside = {(one.by.value, held.id) for one in clusters(booked) for held in one.bookings}
    in_pairs = {(by, name) for by, *pair in pair_by_pair(booked) for name in pair}

    assert inside == in_pairs


@st.composite
def recurrences(draw):
    """What recurs, and the same for dateutil, which counts days without a zone."""
    frequency = draw(st.sampled_from(Frequency))
    interval, times = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    names = st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True)
    by_weekday, by_month_day = (), ()
    if frequency in {Frequency.DAILY, Frequency.WEEKLY}:
        by_weekday = draw(names)
    if frequency is Frequency.MONTHLY:
        number = st.sampled_from(["", "1", "2", "4", "5", "-1", "-2", "-5"])
        by_weekday = draw(
            st.lists(st.builds(str.__add__, number, st.sampled_from(WEEKDAYS)), max_size=2)
        )
        if not by_weekday:
            by_month_day = draw(
                st.lists(st.sampled_from([1, 15, 29, 31, -1, -30, -31]), max_size=2)
            )
    return Recurrence(
        frequency=frequency,
        interval=interval,
        count=times,
        by_weekday=by_weekday,
        by_month_day=by_month_day,
    )


STEPS = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY: MONTHLY,
    Frequency.YEARLY: YEARLY,
}


def by_dateutil(recurrence, wall):
    days = [
        of_week(WEEKDAYS.index(one[-2:]), int(one[:-2]) if len(one) > 2 else None)
        for one in recurrence.by_weekday
    ]
    return rrule(
        STEPS[recurrence.frequency],
        dtstart=wall,
        interval=recurrence.interval,
        count=recurrence.count,
        byweekday=days or None,
        bymonthday=recurrence.by_month_day or None,
    )


FIRST_DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@given(recurrences(), FIRST_DAYS, HOURS, st.sampled_from(ZONES))
def test_meetings_are_on_the_days_that_dateutil_counts_at_the_hour_that_was_meant(
    recurrence, first, hour, zone
):
    wall = datetime.combine(first, hour)
    expected = list(by_dateutil(recurrence, wall))
    start = wall.replace(tzinfo=ZoneInfo(zone))
    assume(_exists(start))
    fits = expected[:1] == [wall]
    try:
        found = planned(recurrence, start, start, zone)
    except RecordRejected:
        assert not fits
        return

    assert fits
    assert [one.wall for one in found] == expected
    for one in found:
        there = one.wall.replace(tzinfo=ZoneInfo(zone))
        assert one.moved is not _exists(there)
        assert one.start.astimezone(UTC) == there.astimezone(UTC)
        assert one.moved or one.start.replace(tzinfo=None) == one.wall


def _exists(moment):
    """Whether a clock shows that hour on that day: there and back through UTC changes nothing."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


@given(FIRST_DAYS, HOURS, st.sampled_from(ZONES), st.integers(1, 10), st.integers(1, 10))
def test_ids_of_a_series_are_the_same_however_long_it_is(first, hour, zone, shorter, longer):
    start = datetime.combine(first, hour).replace(tzinfo=ZoneInfo(zone))
    assume(_exists(start))
    one = Appointment(id="a", status="booked", start=start, minutes_duration=30, zone=zone)
    few, many = (
        [m.id for m in series(one, Recurrence(frequency=Frequency.WEEKLY, count=times))]
        for times in sorted((shorter, longer))
    )

    assert many[: len(few)] == few
    assert len(set(many)) == len(many)
