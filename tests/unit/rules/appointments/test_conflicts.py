from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model import Actor, Appointment, Chart, Identifier, Patient
from carecoord.rules.appointments.booked import NOT_HOLDING, By, bookings, faults
from carecoord.rules.appointments.conflicts import clusters, conflicts, each_conflict
from carecoord.rules.appointments.spans import span, zone_named

DOCTOR = Actor(kind="Practitioner", id="doctor")
ROOM = Actor(kind="Location", id="room 1")


def visit(name, start, end, *who, status="booked", zone=UTC):
    """A visit on 2 March 2026 between two times of the day."""
    first, last = (
        datetime.fromisoformat(f"2026-03-02T{one}").replace(tzinfo=zone) for one in (start, end)
    )
    return Appointment(id=name, status=status, start=first, end=last, participants=who)


def pairs(booked, **options):
    return [(one.by, one.first.id, one.second.id) for one in conflicts(booked, **options)]


def test_a_patient_cannot_be_in_two_places():
    booked = [("p", visit("a", "09:00", "10:00")), ("p", visit("b", "09:59", "11:00"))]

    assert pairs(booked) == [(By.PATIENT, "a", "b")]


def test_back_to_back_is_no_conflict():
    booked = [("p", visit("a", "09:00", "10:00")), ("p", visit("b", "10:00", "11:00"))]

    assert pairs(booked) == []


def test_a_span_of_no_length_meets_nothing():
    booked = [("p", visit("a", "09:00", "10:00")), ("p", visit("b", "09:30", "09:30"))]

    assert pairs(booked) == []


def test_the_clocks_of_two_zones_are_one_time():
    here = visit("a", "09:00", "10:00", zone=ZoneInfo("America/New_York"))  # 14:00 in UTC
    there = visit("b", "14:30", "15:30")

    assert pairs([("p", here), ("p", there)]) == [(By.PATIENT, "a", "b")]


def test_the_same_hour_on_the_wall_is_two_hours_when_the_clock_is_set_back():
    """On 1 November 2026 in New York 01:30 comes twice, an hour apart."""
    zone = ZoneInfo("America/New_York")
    first = datetime(2026, 11, 1, 1, 30, tzinfo=zone)
    half = timedelta(minutes=30)
    one = Appointment(id="a", status="booked", start=first, minutes_duration=30)
    two = Appointment(id="b", status="booked", start=first.replace(fold=1), minutes_duration=30)
    long = attrs.evolve(two, id="c", minutes_duration=31)

    assert pairs([("p", one), ("p", two)]) == []
    assert pairs([("p", two), ("p", long)]) == [(By.PATIENT, "b", "c")]
    assert (
        conflicts([("p", two), ("p", long)])[0].end
        == datetime(2026, 11, 1, 6, 30, tzinfo=UTC) + half
    )


def test_the_time_in_both_is_told():
    booked = [("p", visit("a", "09:00", "12:00")), ("q", visit("b", "10:00", "11:00"))]
    booked = [(key, attrs.evolve(one, participants=[DOCTOR])) for key, one in booked]
    (found,) = conflicts(booked)

    assert (found.by, found.first.key, found.second.key) == (By.PRACTITIONER, "p", "q")
    assert found.start == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert found.end == datetime(2026, 3, 2, 11, tzinfo=UTC)


def test_a_clinician_and_a_room_are_looked_for_apart():
    booked = [
        ("p", visit("a", "09:00", "10:00", DOCTOR, ROOM)),
        ("q", visit("b", "09:30", "10:30", DOCTOR, ROOM)),
    ]

    assert pairs(booked) == [(By.PRACTITIONER, "a", "b"), (By.ROOM, "a", "b")]
    assert pairs(booked, by=[By.ROOM]) == [(By.ROOM, "a", "b")]
    assert pairs(booked, by=[By.PATIENT]) == []


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (DOCTOR, attrs.evolve(DOCTOR, kind="PractitionerRole"), True),
        (DOCTOR, attrs.evolve(DOCTOR, id="another"), False),
        (DOCTOR, Actor(kind="Location", id="doctor"), False),
        (DOCTOR, attrs.evolve(DOCTOR, status="declined"), False),
        (DOCTOR, attrs.evolve(DOCTOR, required="information-only"), False),
        (DOCTOR, attrs.evolve(DOCTOR, status="tentative"), True),
        (
            Actor(kind="Practitioner", identifier=Identifier("urn:npi", "1")),
            Actor(kind="Practitioner", identifier=Identifier("urn:npi", "1")),
            True,
        ),
        (
            Actor(kind="Practitioner", identifier=Identifier("urn:npi", "1")),
            Actor(kind="Practitioner", identifier=Identifier(None, "1")),
            False,
        ),
        (
            Actor(kind="Practitioner", identifier=Identifier("urn:npi")),
            Actor(kind="Practitioner", identifier=Identifier("urn:npi")),
            False,
        ),
        (Actor(kind="Practitioner"), Actor(kind="Practitioner"), False),
        (Actor(kind="Device", id="d"), Actor(kind="Device", id="d"), False),
        (Actor(id="d"), Actor(id="d"), False),
    ],
)
def test_who_is_the_same(one, two, same):
    booked = [("p", visit("a", "09:00", "10:00", one)), ("q", visit("b", "09:00", "10:00", two))]

    assert bool(pairs(booked)) is same


@pytest.mark.parametrize("status", sorted(NOT_HOLDING))
def test_a_status_that_holds_no_time_is_left_out(status):
    booked = [
        ("p", visit("a", "09:00", "10:00")),
        ("p", visit("b", "09:00", "10:00", status=status)),
    ]

    assert pairs(booked) == []


@pytest.mark.parametrize("status", ["pending", "booked", "arrived", "checked-in", None])
def test_a_status_that_holds_a_time_or_is_not_known_counts(status):
    booked = [
        ("p", visit("a", "09:00", "10:00")),
        ("p", visit("b", "09:00", "10:00", status=status)),
    ]

    assert pairs(booked) == [(By.PATIENT, "a", "b")]


def test_somebody_named_twice_is_not_in_conflict_with_themselves():
    assert pairs([("p", visit("a", "09:00", "10:00", DOCTOR, DOCTOR))]) == []


def test_a_meeting_of_a_group_is_one_in_all_charts():
    group = visit("group", "09:00", "10:00", DOCTOR)
    other = visit("other", "09:30", "10:30", DOCTOR)
    booked = [("p", group), ("q", group), ("r", other)]

    assert pairs(booked) == [(By.PRACTITIONER, "group", "other")]


def test_the_order_of_the_bookings_changes_nothing():
    booked = [
        ("p", visit("a", "09:00", "12:00", DOCTOR)),
        ("q", visit("b", "10:00", "11:00", DOCTOR)),
        ("p", visit("c", "10:30", "13:00")),
    ]

    assert conflicts(booked) == conflicts(booked[::-1])
    assert len(conflicts(booked)) == 2


def many(number):
    return [("p", visit(f"v{one}", "09:00", "10:00")) for one in range(number)]


def test_a_limit_is_kept_on_both_sides():
    """Five at one time are ten pairs."""
    assert len(conflicts(many(5), limit=10)) == 10
    with pytest.raises(RecordRejected, match="more than 9"):
        conflicts(many(5), limit=9)


def test_conflicts_come_one_by_one():
    """Of 2,000 at one time there are two million pairs; the first costs no more than few."""
    first = next(each_conflict(many(2000)))

    assert (first.first.id, first.second.id) == ("v0", "v1")


def test_a_cluster_hangs_together_by_overlaps():
    booked = [
        ("p", visit("a", "09:00", "10:00")),
        ("p", visit("b", "09:30", "10:30")),
        ("p", visit("c", "10:15", "11:00")),
        ("p", visit("d", "11:00", "12:00")),
        ("p", visit("e", "11:30", "12:00")),
        ("p", visit("f", "12:00", "13:00")),
    ]
    found = clusters(booked)

    assert [[one.id for one in held.bookings] for held in found] == [["a", "b", "c"], ["d", "e"]]
    assert {held.by for held in found} == {By.PATIENT}


def test_a_long_one_keeps_a_cluster_open():
    booked = [
        ("p", visit("a", "09:00", "12:00")),
        ("p", visit("b", "09:30", "10:00")),
        ("p", visit("c", "11:00", "11:30")),
    ]

    assert [len(held.bookings) for held in clusters(booked)] == [3]


DAY = Appointment(id="day", status="booked", start=date(2026, 3, 2))
BACKWARDS = visit("backwards", "10:00", "09:00")


@pytest.mark.parametrize(
    ("bad", "error"), [(DAY, RecordRejected), (BACKWARDS, ImpossiblePeriod)], ids=["day", "end"]
)
@pytest.mark.parametrize("look", [conflicts, clusters])
def test_a_time_that_cannot_be_placed_is_refused(look, bad, error):
    with pytest.raises(error):
        look([("p", bad)])


def test_all_that_would_be_refused_are_found():
    off = attrs.evolve(DAY, status="cancelled")
    found = list(
        faults([("p", DAY), ("q", visit("a", "09:00", "10:00")), ("r", BACKWARDS), ("s", off)])
    )

    assert [(one.key, one.id) for one in found] == [("p", "day"), ("r", "backwards")]
    assert [type(one.why) for one in found] == [RecordRejected, ImpossiblePeriod]


def test_what_has_no_time_yet_is_no_conflict():
    waiting = Appointment(id="w", status="pending")
    no_end = Appointment(id="n", status="booked", start=datetime(2026, 3, 2, 9, tzinfo=UTC))

    assert pairs([("p", waiting), ("p", no_end), ("p", visit("a", "09:00", "10:00"))]) == []


def test_the_bookings_of_charts_have_their_keys():
    visits = [visit("a", "09:00", "10:00"), visit("b", "09:00", "10:00")]
    charts = [
        Chart(key="p", patient=Patient(), appointments=visits),
        Chart(key="q", patient=Patient()),
    ]

    assert [(key, one.id) for key, one in bookings(charts)] == [("p", "a"), ("p", "b")]
    assert pairs(bookings(charts)) == [(By.PATIENT, "a", "b")]


WEST, EAST = timezone(timedelta(hours=-5)), timezone(timedelta(hours=14))
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (LAST, None, 30),
        (LAST.replace(tzinfo=WEST), None, 30),
        (LAST.replace(tzinfo=WEST), LAST.replace(tzinfo=WEST), None),
        (datetime(1, 1, 1, tzinfo=EAST), None, 30),
        (datetime(1, 1, 1, tzinfo=EAST), datetime(1, 1, 2, tzinfo=EAST), None),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), None, 10**12),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), None, 10**18),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), None, float("nan")),
    ],
)
@pytest.mark.parametrize("look", [conflicts, clusters])
def test_from_when_to_when_beyond_the_calendar_is_not_known(look, start, end, minutes):
    odd = Appointment(
        id="odd", status="booked", start=start, end=end, minutes_duration=minutes, zone="UTC"
    )
    booked = [("p", odd), ("p", visit("a", "09:00", "10:00"))]

    assert span(odd) is None
    assert look(booked) == ()
    assert list(faults(booked)) == []


def test_a_length_that_leads_to_the_last_second_of_the_calendar_is_placed():
    last = Appointment(
        id="last", status="booked", start=LAST - timedelta(minutes=30), minutes_duration=30
    )

    assert span(last) == (LAST - timedelta(minutes=30), LAST)


def test_an_end_before_its_start_is_refused_at_the_edge_too():
    odd = Appointment(
        id="odd",
        status="booked",
        start=LAST.replace(tzinfo=WEST),
        end=datetime(1, 1, 1, tzinfo=EAST),
    )

    with pytest.raises(ImpossiblePeriod):
        span(odd)


@pytest.mark.parametrize("name", [5, b"UTC", "\ud800"])
def test_what_names_no_zone_is_refused(name):
    with pytest.raises(RecordRejected, match="no zone of that name"):
        zone_named(name)
