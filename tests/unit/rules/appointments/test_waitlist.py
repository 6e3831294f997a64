from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model import Actor, Appointment, Code, PartialDate, Period
from carecoord.model.code import concept
from carecoord.rules.appointments.waitlist import FreeSlot, Waiting, ranked

ZONE = ZoneInfo("America/New_York")
SLOT = FreeSlot(
    start=datetime(2026, 3, 2, 10, tzinfo=ZONE),
    end=datetime(2026, 3, 2, 11, tzinfo=ZONE),
    zone="America/New_York",
)


def waiting(name, key="p", *, interpreter=False, **parts):
    given = {"status": "waitlist", "minutes_duration": 60, **parts}
    return Waiting(key=key, appointment=Appointment(id=name, **given), interpreter=interpreter)


def order(*who, slot=SLOT):
    return [one.appointment for one in ranked(slot, who).offers]


def passed(one, slot=SLOT):
    found = ranked(slot, [one])
    return found.passed_over[0].because if found.passed_over else ()


def test_the_most_urgent_comes_first_and_none_and_zero_say_nothing():
    """FHIR Appointment.priority: 1 highest, 9 lowest, 0 undefined, as in iCalendar."""
    who = [
        waiting("none", created_on=date(2025, 1, 1)),
        waiting("zero", priority=0, created_on=date(2025, 1, 2)),
        waiting("nine", priority=9, created_on=date(2026, 1, 1)),
        waiting("one", priority=1, created_on=date(2026, 2, 1)),
    ]

    assert order(*who) == ["one", "nine", "none", "zero"]


def test_of_equal_urgency_whoever_has_waited_longest_comes_first():
    who = [
        waiting("not said"),
        waiting("march", created_on=date(2026, 3, 1)),
        waiting("february", created_on=PartialDate(2026, 2)),
        waiting("at nine", created_on=datetime(2026, 2, 20, 9, tzinfo=UTC)),
        waiting("at eight", created_on=datetime(2026, 2, 20, 8, tzinfo=UTC)),
    ]

    assert order(*who) == ["february", "at eight", "at nine", "march", "not said"]


def test_what_is_equal_is_put_in_order_by_key_and_id():
    who = [waiting("b", "q"), waiting("b"), waiting("a")]

    assert order(*who) == order(*who[::-1])
    assert [(one.key, one.appointment) for one in ranked(SLOT, who).offers] == [
        ("p", "a"),
        ("p", "b"),
        ("q", "b"),
    ]


def test_an_interpreter_costs_no_place_and_is_arranged_for():
    who = [
        waiting("a", created_on=date(2026, 1, 1), interpreter=True),
        waiting("b", created_on=date(2026, 1, 2)),
    ]
    first, second = ranked(SLOT, who).offers

    assert (first.appointment, first.arrange) == ("a", ("a qualified interpreter",))
    assert second.arrange == ()


def test_the_place_is_explained():
    offers = ranked(
        SLOT,
        [
            waiting("a", priority=2, created_on=date(2026, 1, 1), minutes_duration=None),
            waiting("b", created_on=PartialDate(2026, 1)),
            waiting("c"),
        ],
    ).offers

    assert [one.because for one in offers] == [
        ("priority 2", "waits since 2026-01-01"),
        ("no priority given", "waits since 2026-01"),
        ("no priority given", "since when it waits is not known"),
    ]
    assert offers[0].arrange == ("how long it takes is not known: ask",)


@pytest.mark.parametrize(
    ("minutes", "because"), [(60, ()), (61, ("it takes 61 minutes",)), (None, ())]
)
def test_what_takes_longer_is_passed_over(minutes, because):
    assert passed(waiting("a", minutes_duration=minutes)) == because


def test_a_slot_lasts_as_long_as_time_passes():
    """From 01:30 to 01:30 an hour later, when the clock was set back on 1 November 2026."""
    start = datetime(2026, 11, 1, 1, 30, tzinfo=ZONE)
    slot = attrs.evolve(SLOT, start=start, end=start.replace(fold=1))

    assert slot.lasts == timedelta(hours=1)
    assert order(waiting("a"), slot=slot) == ["a"]


OTHER_TIME = ("not at a time that was asked for",)


@pytest.mark.parametrize(
    ("start", "end", "because"),
    [
        (None, None, ()),
        (date(2026, 3, 2), date(2026, 3, 3), ()),
        (date(2026, 3, 3), None, OTHER_TIME),
        (None, date(2026, 3, 2), OTHER_TIME),
        (datetime(2026, 3, 2, 10, tzinfo=ZONE), datetime(2026, 3, 2, 11, tzinfo=ZONE), ()),
        (datetime(2026, 3, 2, 10, 1, tzinfo=ZONE), None, OTHER_TIME),
        (None, datetime(2026, 3, 2, 10, 59, tzinfo=ZONE), OTHER_TIME),
        (PartialDate(2026, 3), PartialDate(2026, 3), ()),
        (PartialDate(2026, 4), None, OTHER_TIME),
    ],
)
def test_only_a_time_that_suits_as_a_whole_is_offered(start, end, because):
    assert passed(waiting("a", requested_periods=[Period(start, end)])) == because


def test_one_period_that_suits_is_enough_and_midnight_belongs_to_the_day_that_ends():
    late = attrs.evolve(
        SLOT,
        start=datetime(2026, 3, 2, 23, tzinfo=ZONE),
        end=datetime(2026, 3, 3, tzinfo=ZONE),
    )
    asked = [Period(date(2026, 5, 1), None), Period(date(2026, 3, 2), date(2026, 3, 3))]

    assert passed(waiting("a", requested_periods=asked), late) == ()


MRI, XRAY = Code("urn:clinic", "mri"), Code("urn:clinic", "xray")


@pytest.mark.parametrize(
    ("services", "because"),
    [((), ()), ((MRI,), ()), ((XRAY,), ("for another service",)), ((XRAY, MRI), ())],
)
def test_what_waits_for_another_service_is_passed_over(services, because):
    slot = attrs.evolve(SLOT, services=[MRI])
    one = waiting("a", service_type=[concept(code) for code in services])

    assert passed(one, slot) == because


@pytest.mark.parametrize(
    ("practitioner", "with_whom", "because"),
    [
        ("doctor", ("doctor",), ()),
        ("doctor", (), ()),
        ("doctor", ("another",), ("with somebody else",)),
        (None, ("another",), ()),
    ],
)
def test_whoever_waits_for_somebody_else_is_passed_over(practitioner, with_whom, because):
    people = [Actor(kind="Practitioner", id=one) for one in with_whom]
    people.append(Actor(kind="Location", id="room"))
    slot = attrs.evolve(SLOT, practitioner=practitioner)

    assert passed(waiting("a", participants=people), slot) == because


@pytest.mark.parametrize("status", ["booked", "cancelled", "fulfilled", None])
def test_what_does_not_wait_is_offered_nothing(status):
    assert passed(waiting("a", status=status)) == ("it does not wait",)


def test_nothing_but_need_and_time_is_looked_at():
    assert {one.name for one in attrs.fields(Waiting)} == {"key", "appointment", "interpreter"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"end": SLOT.start - timedelta(minutes=1)}, ImpossiblePeriod),
        ({"zone": "Mars/Olympus"}, RecordRejected),
        ({"start": SLOT.start.replace(tzinfo=None)}, RecordRejected),
    ],
    ids=["end", "zone", "offset"],
)
def test_a_slot_that_cannot_be_is_refused(changes, error):
    with pytest.raises(error):
        attrs.evolve(SLOT, **changes)


FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
BEHIND, AHEAD = timezone(timedelta(hours=-12)), timezone(timedelta(hours=14))


def test_since_the_last_instant_of_the_calendar_is_after_all_others():
    last = waiting("last", created_on=datetime.max.replace(tzinfo=BEHIND))
    first = waiting("first", created_on=datetime.min.replace(tzinfo=AHEAD))

    assert order(last, waiting("now", created_on=date(2026, 1, 1)), first) == [
        *("first", "now", "last")
    ]


@pytest.mark.parametrize("minutes", [61, 10**12, 10**18])
def test_what_takes_longer_is_passed_over_however_long(minutes):
    assert passed(waiting("a", minutes_duration=minutes)) == (f"it takes {minutes} minutes",)


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), FIRST_DAY),
        (datetime(1, 1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, 2, tzinfo=UTC), FIRST_DAY),
        (datetime(1, 1, 1, 1, tzinfo=AHEAD), datetime(1, 1, 1, 2, tzinfo=AHEAD), FIRST_DAY),
        (datetime.max.replace(tzinfo=BEHIND), datetime.max.replace(tzinfo=BEHIND), LAST_DAY),
    ],
)
def test_a_slot_at_the_edge_of_the_calendar_has_a_day(start, end, day):
    slot = attrs.evolve(SLOT, start=start, end=end)
    asked = [Period.through(day, day)]
    other = [Period.through(date(2026, 3, 2), date(2026, 3, 2))]

    assert passed(waiting("a", minutes_duration=0, requested_periods=asked), slot) == ()
    assert passed(waiting("a", minutes_duration=0, requested_periods=other), slot) == (
        "not at a time that was asked for",
    )


def test_a_slot_of_no_length_at_midnight_lies_on_the_day_that_begins():
    midnight = datetime(2026, 3, 3, tzinfo=ZONE)
    slot = attrs.evolve(SLOT, start=midnight, end=midnight)
    asked = [Period(date(2026, 3, 3), date(2026, 3, 4))]
    before = [Period(date(2026, 3, 2), date(2026, 3, 3))]

    assert passed(waiting("a", minutes_duration=0, requested_periods=asked), slot) == ()
    assert passed(waiting("a", minutes_duration=0, requested_periods=before), slot) != ()
