from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model import Actor, Appointment, Code, Communication
from carecoord.model.code import concept
from carecoord.rules.appointments.no_show import outreach, outreach_due
from carecoord.rules.concepts.came import REASONS, Came
from carecoord.rules.concepts.medicare import FORMS

NEW_YORK = "America/New_York"
START = datetime(2026, 3, 10, 2, tzinfo=UTC)  # the evening of 9 March in New York
MISSED = Appointment(id="a", status="noshow", start=START, zone=NEW_YORK)
BY_PATIENT = concept(Code(REASONS, "pat"))
CANCELLED = attrs.evolve(
    MISSED,
    status="cancelled",
    cancellation_reason=BY_PATIENT,
    cancelled_on=START - timedelta(hours=23),
)


def test_after_a_no_show_somebody_reaches_out_within_a_week():
    due = outreach_due(MISSED)

    assert (due.appointment, due.why, due.since) == ("a", Came.MISSED, START)
    assert due.last_day == date(2026, 3, 16)


def test_after_a_late_cancellation_the_days_count_from_it():
    due = outreach_due(CANCELLED)

    assert (due.why, due.since) == (Came.LATE, START - timedelta(hours=23))
    assert due.last_day == date(2026, 3, 15)


@pytest.mark.parametrize(("hours", "late"), [(25, False), (24, False), (23, True), (0, True)])
def test_exactly_the_notice_is_in_time(hours, late):
    one = attrs.evolve(CANCELLED, cancelled_on=START - timedelta(hours=hours))

    assert (outreach_due(one) is not None) is late


def test_the_notice_and_the_days_are_the_callers():
    due = outreach_due(CANCELLED, notice=timedelta(hours=48), within_days=2)

    assert outreach_due(CANCELLED, notice=timedelta(hours=12)) is None
    assert due.last_day == date(2026, 3, 10)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "booked"},
        {"status": "fulfilled"},
        {"start": None},
        {"status": "cancelled", "cancellation_reason": BY_PATIENT, "cancelled_on": None},
        {"status": "cancelled", "cancelled_on": START},
    ],
)
def test_what_was_not_missed_or_is_not_known_asks_for_nothing(changes):
    assert outreach_due(attrs.evolve(MISSED, **changes)) is None


def test_a_zone_may_be_given_and_is_needed():
    nowhere = attrs.evolve(MISSED, zone=None)

    assert outreach_due(nowhere, zone="UTC").last_day == date(2026, 3, 17)
    with pytest.raises(RecordRejected, match="no name"):
        outreach_due(nowhere)
    with pytest.raises(RecordRejected, match="no zone of that name"):
        outreach_due(nowhere, zone="Mars/Olympus")


def said(name="c", **parts):
    given = {
        "status": "completed",
        "about": ["a"],
        "sent_at": START + timedelta(hours=1),
        "recipients": [Actor(kind="Patient")],
    }
    return Communication(id=name, **{**given, **parts})


def told(*communications, appointment=MISSED):
    found = outreach(appointment, communications)
    return found.attempts, found.contacts, found.reached


MODE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
LETTER, CALL = concept(Code(MODE, "MAILWRIT")), concept(Code(MODE, "PHONE"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, ((), ("c",), True)),
        ({"medium": [CALL]}, ((), ("c",), True)),
        ({"medium": [LETTER, CALL]}, (("c",), (), False)),
        ({"status": "on-hold"}, (("c",), (), False)),
        ({"status": "in-progress"}, ((), (), False)),
        ({"recipients": []}, ((), (), False)),
        ({"recipients": [], "sender": Actor(kind="RelatedPerson")}, ((), ("c",), True)),
        ({"recipients": [], "about": []}, ((), ("c",), True)),
        ({"topic": concept(Code(FORMS, "CMS-10065"))}, ((), (), False)),
        ({"status": "not-done", "medium": [CALL]}, (("c",), (), False)),
        ({"status": "stopped"}, (("c",), (), False)),
        ({"medium": [LETTER]}, (("c",), (), False)),
        ({"status": "entered-in-error"}, ((), (), False)),
        ({"status": "preparation"}, ((), (), False)),
    ],
)
def test_a_talk_is_a_contact_and_a_voicemail_or_a_letter_an_attempt(parts, expected):
    assert told(said(**parts)) == expected


@pytest.mark.parametrize(
    ("parts", "counts"),
    [
        ({"about": []}, True),
        ({"about": ["another"]}, False),
        ({"about": [], "based_on": ["an order"]}, False),
        ({"about": [], "reason_facts": ["a"]}, True),
        ({"about": [], "based_on": ["a"]}, True),
        ({"sent_at": START}, False),
        ({"sent_at": START + timedelta(seconds=1)}, True),
        ({"sent_at": date(2026, 3, 9)}, False),
        ({"sent_at": date(2026, 3, 10)}, True),
        ({"sent_at": date(2026, 3, 8)}, False),
        ({"sent_at": None}, False),
        ({"sent_at": None, "received_at": START + timedelta(hours=1)}, True),
    ],
)
def test_only_what_is_about_it_and_since_then_counts(parts, counts):
    assert told(said(**parts))[2] is counts


@pytest.mark.parametrize("sent", [None, date(2026, 3, 9)])
def test_a_word_without_a_time_or_of_that_day_is_unsure(sent):
    """9 March in New York is the day of the visit."""
    assert outreach(MISSED, [said(sent_at=sent)]).unsure == ("c",)
    assert outreach(MISSED, [said(sent_at=sent, status="not-done")]).unsure == ()


def test_attempts_and_contacts_are_kept_apart_in_order():
    voicemail = said("v", status="not-done")

    assert told(voicemail, said("t"), attrs.evolve(voicemail, id="w")) == (("v", "w"), ("t",), True)


def test_of_what_was_not_missed_nothing_is_told():
    assert told(said(), appointment=attrs.evolve(MISSED, status="fulfilled")) == ((), (), False)


def test_who_missed_a_visit_on_the_last_day_of_the_calendar_is_called_by_then():
    late = attrs.evolve(MISSED, start=date.max)

    assert outreach_due(late).last_day == date.max
