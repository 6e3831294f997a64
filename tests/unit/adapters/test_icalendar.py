import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from dateutil.rrule import rrulestr

from carecoord.adapters.icalendar import LeftOut, Why, dumps, write
from carecoord.errors import ImpossiblePeriod, InputError, MissingExtra, RecordRejected
from carecoord.model import Actor, Appointment, Label
from carecoord.model.code import concept
from carecoord.rules.appointments.recurrence import Frequency, Recurrence
from carecoord.rules.appointments.series import series

icalendar = pytest.importorskip("icalendar")

NEW_YORK = "America/New_York"
ZONE = ZoneInfo(NEW_YORK)
START = datetime(2026, 3, 1, 10, tzinfo=ZONE)
VISIT = Appointment(
    id="visit",
    status="booked",
    start=START,
    end=START + timedelta(hours=1),
    zone=NEW_YORK,
    service_type=[concept(text="Physiotherapy")],
    reason=[concept(text="torn ligament")],
    comment="owes a fee",
    patient_instruction="Bring shoes, please",
    participants=[
        Actor(kind="Practitioner", id="d", display="Dr Invented"),
        Actor(kind="Location", id="r", display="Room 1"),
    ],
    created_on=datetime(2026, 2, 1, 12, tzinfo=UTC),
)


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def event(*appointments, **options):
    (found,) = events(dumps(appointments, **{"zone": "UTC", **options}))
    return found


def test_the_time_comes_back_in_its_zone():
    found = event(VISIT)

    assert found["dtstart"].params["TZID"] == NEW_YORK
    assert found["dtstart"].dt == START
    assert found["dtend"].dt == START + timedelta(hours=1)
    assert found["dtstamp"].dt == datetime(2026, 2, 1, 12, tzinfo=UTC)


def test_the_zone_is_described_with_its_changes():
    calendar = icalendar.Calendar.from_ical(dumps([VISIT], zone="UTC"))
    (zone,) = calendar.walk("VTIMEZONE")

    assert zone["tzid"] == NEW_YORK
    assert {one.name for one in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]


def test_one_without_a_zone_is_written_in_the_zone_given():
    found = event(attrs.evolve(VISIT, zone=None), zone="Europe/Berlin")

    assert found["dtstart"].params["TZID"] == "Europe/Berlin"
    assert found["dtstart"].dt.astimezone(UTC) == START.astimezone(UTC)


def test_a_calendar_shows_the_time_and_nothing_else():
    content = dumps([VISIT], zone="UTC").decode()

    assert "SUMMARY:Appointment" in content
    assert "CLASS:PRIVATE" in content
    for told in ("Physio", "ligament", "fee", "shoes", "Invented", "Room", "visit"):
        assert told not in content


def test_full_adds_logistics_and_neither_reasons_nor_comments_nor_people():
    content = dumps([VISIT], zone="UTC", detail="full").decode()
    found = event(VISIT, detail="full")

    assert (found["summary"], found["location"]) == ("Physiotherapy", "Room 1")
    assert found["description"] == "Bring shoes, please"
    for told in ("ligament", "fee", "Invented"):
        assert told not in content


def test_the_booking_s_own_words_come_before_the_service_and_without_either_it_is_plain():
    worded = attrs.evolve(VISIT, description="First visit")
    bare = attrs.evolve(VISIT, service_type=[], participants=[], patient_instruction=None)

    assert event(worded, detail="full")["summary"] == "First visit"
    assert event(bare, detail="full")["summary"] == "Appointment"
    assert "location" not in event(bare, detail="full")


@pytest.mark.parametrize("label", [Label.PART_2, Label.HIV, Label.MENTAL_HEALTH])
def test_what_carries_a_label_is_an_appointment_and_no_more(label):
    found = event(attrs.evolve(VISIT, labels=[label]), detail="full")

    assert found["summary"] == "Appointment"
    assert "location" not in found
    assert "description" not in found


@pytest.mark.parametrize("label", [Label.SAFE_CONTACT, Label.VIOLENCE, Label.MINOR_CONFIDENTIAL])
def test_what_nobody_may_know_of_is_left_out_and_told(label):
    made = write([attrs.evolve(VISIT, labels=[label])], zone="UTC")

    assert events(made.content) == []
    assert made.left_out == (LeftOut(id="visit", why=Why.LABELLED),)


def test_the_staff_s_own_calendar_may_show_that_it_is_taken():
    found = event(attrs.evolve(VISIT, labels=[Label.VIOLENCE]), detail="full", unseen=frozenset())

    assert found["summary"] == "Appointment"


@pytest.mark.parametrize(
    ("status", "expected", "transparent"),
    [
        ("proposed", "TENTATIVE", "OPAQUE"),
        ("pending", "TENTATIVE", "OPAQUE"),
        ("waitlist", "TENTATIVE", "OPAQUE"),
        ("booked", "CONFIRMED", "OPAQUE"),
        ("fulfilled", "CONFIRMED", "OPAQUE"),
        ("noshow", "CONFIRMED", "OPAQUE"),
        ("cancelled", "CANCELLED", "TRANSPARENT"),
        ("entered-in-error", "CANCELLED", "TRANSPARENT"),
    ],
)
def test_the_status_is_that_of_rfc_5545(status, expected, transparent):
    found = event(attrs.evolve(VISIT, status=status))

    assert (found["status"], found["transp"]) == (expected, transparent)


def test_the_sequence_is_the_callers_and_a_cancelled_one_was_changed():
    cancelled = attrs.evolve(VISIT, status="cancelled")

    assert event(VISIT)["sequence"] == 0
    assert event(cancelled)["sequence"] == 1
    assert event(cancelled, revisions={"visit": 3})["sequence"] == 3


def test_the_uid_lasts_tells_nothing_and_differs_between_charts():
    moved = attrs.evolve(VISIT, start=START + timedelta(hours=2), end=START + timedelta(hours=3))
    uids = {event(VISIT, key=key)["uid"] for key in ("", "p", "q")}

    assert event(VISIT)["uid"] == event(moved)["uid"]
    assert len(uids) == 3
    assert "visit" not in event(VISIT)["uid"]


def test_without_a_moment_of_change_the_stamp_is_the_start():
    found = event(attrs.evolve(VISIT, created_on=date(2026, 2, 1)))

    assert found["dtstamp"].dt == datetime(2026, 3, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "why", "error"),
    [
        ({"start": date(2026, 3, 1)}, Why.NO_OFFSET, RecordRejected),
        ({"zone": "Mars/Olympus"}, Why.NO_OFFSET, RecordRejected),
        ({"end": START - timedelta(hours=1)}, Why.ENDS_FIRST, ImpossiblePeriod),
    ],
    ids=["day", "zone", "end"],
)
def test_a_time_that_cannot_be_is_refused_or_left_out_and_told(changes, why, error):
    bad = attrs.evolve(VISIT, **changes)
    made = write([bad, attrs.evolve(VISIT, id="good")], zone="UTC")

    assert made.left_out == (LeftOut(id="visit", why=why),)
    assert len(events(made.content)) == 1
    with pytest.raises(error, match=why.value):
        dumps([bad], zone="UTC")


def test_what_has_no_time_yet_is_left_out():
    made = write([Appointment(id="w", status="waitlist")], zone="UTC")

    assert made.left_out == (LeftOut(id="w", why=Why.NO_TIME),)
    assert events(dumps([Appointment(id="w", status="waitlist")], zone="UTC")) == []


@pytest.mark.parametrize(
    ("options", "error", "found"),
    [
        ({"zone": "Mars/Olympus"}, RecordRejected, "no zone of that name"),
        ({"zone": "UTC", "detail": "all"}, InputError, "no such detail"),
        ({"zone": "UTC", "detail": ["full"]}, InputError, "no such detail"),
    ],
)
def test_an_unknown_zone_or_detail_is_refused(options, error, found):
    with pytest.raises(error, match=found):
        dumps([VISIT], **options)


def test_two_of_one_id_are_refused():
    with pytest.raises(InputError, match="two of one id"):
        dumps([VISIT, VISIT], zone="UTC")


def test_without_the_package_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)

    with pytest.raises(MissingExtra, match="calendar"):
        dumps([VISIT], zone="UTC")


WEEKLY = Recurrence(frequency=Frequency.WEEKLY, until=date(2026, 3, 29))
MEETINGS = series(VISIT, WEEKLY)
SUNDAYS = [datetime(2026, 3, day, 10, tzinfo=ZONE) for day in (1, 8, 15, 22, 29)]


def in_series(appointments, recurrence=WEEKLY, **options):
    content = dumps(appointments, zone="UTC", recurrences=[(VISIT, recurrence)], **options)
    return events(content)


def expanded(master):
    """The starts that dateutil reads from the rule, less what is taken out."""
    rule = rrulestr(master["rrule"].to_ical().decode(), dtstart=master["dtstart"].dt)
    taken = master.get("exdate")
    off = {one.dt for one in taken.dts} if taken else set()
    return [one for one in rule if one not in off]


def test_a_series_is_one_event_that_recurs():
    (master,) = in_series(MEETINGS)

    assert master["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20260330T035959Z"
    assert expanded(master) == SUNDAYS


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (
            Recurrence(frequency=Frequency.DAILY, interval=3, count=2),
            b"FREQ=DAILY;COUNT=2;INTERVAL=3",
        ),
        (
            Recurrence(frequency=Frequency.WEEKLY, count=4, by_weekday=["SU", "TU"]),
            b"FREQ=WEEKLY;COUNT=4;BYDAY=SU,TU",
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=2, by_weekday=["1SU"]),
            b"FREQ=MONTHLY;COUNT=2;BYDAY=1SU",
        ),
        (
            Recurrence(frequency=Frequency.MONTHLY, count=2, by_month_day=[1, -1]),
            b"FREQ=MONTHLY;COUNT=2;BYMONTHDAY=1,-1",
        ),
        (
            Recurrence(frequency=Frequency.DAILY, until=START + timedelta(days=1)),
            b"FREQ=DAILY;UNTIL=20260302T150000Z",
        ),
    ],
)
def test_the_rule_is_in_the_words_of_rfc_5545(recurrence, expected):
    (master,) = in_series(series(VISIT, recurrence), recurrence)
    meetings = [one.start for one in series(VISIT, recurrence)]

    assert master["rrule"].to_ical() == expected
    assert expanded(master) == meetings


def test_a_day_without_a_meeting_and_a_meeting_that_is_gone_are_taken_out():
    with_holiday = attrs.evolve(WEEKLY, exceptions=[date(2026, 3, 15)])
    held = [one for one in series(VISIT, with_holiday) if one.start.day != 22]
    (master,) = in_series(held, with_holiday)

    assert expanded(master) == [SUNDAYS[0], SUNDAYS[1], SUNDAYS[4]]


def test_a_meeting_that_is_otherwise_stands_by_itself():
    held = list(MEETINGS)
    held[1] = attrs.evolve(held[1], status="cancelled")
    held[2] = attrs.evolve(
        held[2], start=SUNDAYS[2] + timedelta(hours=2), end=SUNDAYS[2] + timedelta(hours=3)
    )
    master, off, moved = in_series(held)

    assert (off["status"], off["recurrence-id"].dt) == ("CANCELLED", SUNDAYS[1])
    assert (moved["dtstart"].dt.hour, moved["recurrence-id"].dt) == (12, SUNDAYS[2])
    assert {master["uid"]} == {off["uid"], moved["uid"]}


@pytest.mark.parametrize("labelled", [[1], [0], [0, 1, 2, 3, 4]])
def test_what_a_label_of_one_meeting_hides_its_series_hides(labelled):
    """They share a name: one that says what for would tell of the others."""
    held = [
        attrs.evolve(one, labels=[Label.MENTAL_HEALTH]) if place in labelled else one
        for place, one in enumerate(MEETINGS)
    ]
    (master,) = in_series(held, detail="full")

    assert master["summary"] == "Appointment"
    assert "location" not in master
    assert "description" not in master
    assert expanded(master) == SUNDAYS


def test_what_a_label_of_the_one_a_series_was_made_from_hides_its_meetings_hide():
    labelled = attrs.evolve(VISIT, labels=[Label.HIV])
    held = [*MEETINGS[:4], attrs.evolve(MEETINGS[4], status="cancelled")]
    content = dumps(held, zone="UTC", detail="full", recurrences=[(labelled, WEEKLY)])

    assert [str(one["summary"]) for one in events(content)] == ["Appointment", "Appointment"]
    assert b"Physio" not in content


@pytest.mark.parametrize("place", [0, 2])
def test_a_series_with_a_meeting_that_nobody_may_know_of_has_no_gap(place):
    held = list(MEETINGS)
    held[place] = attrs.evolve(held[place], labels=[Label.SAFE_CONTACT])
    made = write(held, zone="UTC", recurrences=[(VISIT, WEEKLY)])
    alone = events(made.content)

    assert made.left_out == (LeftOut(id=held[place].id, why=Why.LABELLED),)
    assert [one["dtstart"].dt for one in alone] == [
        at for number, at in enumerate(SUNDAYS) if number != place
    ]
    assert len({one["uid"] for one in alone}) == 4
    assert b"RRULE" not in made.content
    assert b"EXDATE" not in made.content


def test_a_series_made_from_what_nobody_may_know_of_is_not_written_as_one():
    hidden = attrs.evolve(VISIT, labels=[Label.VIOLENCE], description="Shelter")
    alone = write(MEETINGS, zone="UTC", detail="full", recurrences=[(hidden, WEEKLY)])
    staff = write(
        MEETINGS, zone="UTC", detail="full", recurrences=[(hidden, WEEKLY)], unseen=frozenset()
    )

    assert b"RRULE" not in alone.content
    assert b"Shelter" not in alone.content
    assert [str(one["summary"]) for one in events(staff.content)] == ["Appointment"]


def test_a_series_of_which_nothing_is_shown_is_not_written():
    other = attrs.evolve(
        VISIT, id="other", start=START + timedelta(days=1), end=None, minutes_duration=30
    )
    (alone,) = in_series([other])

    assert "rrule" not in alone
    assert alone["dtend"].dt - alone["dtstart"].dt == timedelta(minutes=30)


def test_a_meeting_at_an_hour_that_is_skipped_stands_in_its_series():
    """02:30 on 8 March 2026 becomes 03:30, as RFC 5545 reads the rule too."""
    early = attrs.evolve(VISIT, start=START.replace(hour=2, minute=30), end=START.replace(hour=3))
    made = series(early, WEEKLY)
    content = dumps(made, zone="UTC", recurrences=[(early, WEEKLY)])
    (master,) = events(content)

    assert made[1].start.hour == 3
    assert master["dtstart"].dt.hour == 2
