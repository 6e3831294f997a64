from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model import Actor, Appointment, Identifier
from carecoord.model.readiness import ChecklistItem
from carecoord.rules.appointments.recurrence import Frequency, Recurrence
from carecoord.rules.appointments.series import series, series_id

START = datetime(2026, 3, 1, 10, tzinfo=ZoneInfo("America/New_York"))
FIRST = Appointment(
    id="therapy",
    identifiers=[Identifier("urn:clinic", "17")],
    status="booked",
    start=START,
    end=START + timedelta(hours=1),
    zone="America/New_York",
    checklist=[
        ChecklistItem(
            name="transport",
            ticked_at=date(2026, 2, 27),
            ticked_by=Actor(kind="Practitioner", id="c"),
            answer="none found",
            blocks=True,
        ),
        ChecklistItem(name="of this site", ticked_at=date(2026, 2, 27), answer="fine"),
    ],
)
WEEKLY = Recurrence(frequency=Frequency.WEEKLY, count=3)


def test_the_first_stays_and_all_share_their_series():
    made = series(FIRST, WEEKLY)

    assert made[0] == attrs.evolve(FIRST, series=series_id(FIRST))
    assert {one.series for one in made} == {series_id(FIRST)}
    assert [one.start.isoformat() for one in made] == [
        "2026-03-01T10:00:00-05:00",
        "2026-03-08T10:00:00-04:00",
        "2026-03-15T10:00:00-04:00",
    ]


def test_ids_last_when_the_series_grows_or_a_day_is_taken_out():
    longer = series(FIRST, attrs.evolve(WEEKLY, count=4, exceptions=[date(2026, 3, 8)]))
    ids = [one.id for one in series(FIRST, WEEKLY)]

    assert len(set(ids)) == 3
    assert [one.id for one in longer][:2] == [ids[0], ids[2]]


def test_without_the_first_day_no_meeting_has_its_id():
    made = series(FIRST, attrs.evolve(WEEKLY, exceptions=[date(2026, 3, 1)]))

    assert "therapy" not in [one.id for one in made]
    assert len(made) == 2


def test_two_series_share_no_id():
    other = series(attrs.evolve(FIRST, id="other"), WEEKLY)

    assert {one.id for one in other}.isdisjoint(one.id for one in series(FIRST, WEEKLY))
    assert other[0].series != series_id(FIRST)


def test_a_later_meeting_has_no_business_identifier_and_nothing_ticked():
    later = series(FIRST, WEEKLY)[1]
    transport, own = later.checklist

    assert later.identifiers == ()
    assert (transport.ticked_at, transport.answer, transport.blocks) == (None, None, False)
    assert (own.ticked_at, own.answer, own.blocks) == (None, None, True)


def test_a_series_that_has_a_name_keeps_it_and_a_length_gives_the_end():
    first = attrs.evolve(FIRST, series="mine", end=None, minutes_duration=45)
    made = series(first, WEEKLY)

    assert {one.series for one in made} == {"mine"}
    assert made[1].end - made[1].start == timedelta(minutes=45)


@pytest.mark.parametrize(
    ("changes", "error", "found"),
    [
        ({"zone": None}, RecordRejected, "without a time zone"),
        ({"zone": "Mars/Olympus"}, RecordRejected, "no zone of that name"),
        ({"start": None, "end": None}, RecordRejected, "without a time"),
        ({"end": None}, RecordRejected, "without a time"),
        ({"start": date(2026, 3, 1), "end": None}, RecordRejected, "no offset"),
        ({"end": date(2026, 3, 1)}, RecordRejected, "no offset"),
        ({"end": START - timedelta(minutes=1)}, ImpossiblePeriod, "precedes"),
        ({"status": "cancelled"}, RecordRejected, "began or is off"),
    ],
)
def test_a_first_one_that_cannot_recur_is_refused(changes, error, found):
    with pytest.raises(error, match=found):
        series(attrs.evolve(FIRST, **changes), WEEKLY)


def test_a_status_that_is_not_known_may_recur():
    assert len(series(attrs.evolve(FIRST, status=None, start=START.astimezone(UTC)), WEEKLY)) == 3


def test_a_first_meeting_that_says_how_long_it_takes_ends_like_the_others():
    first = attrs.evolve(FIRST, end=None, minutes_duration=50)

    assert [one.end.isoformat() for one in series(first, WEEKLY)] == [
        "2026-03-01T10:50:00-05:00",
        "2026-03-08T10:50:00-04:00",
        "2026-03-15T10:50:00-04:00",
    ]


def test_half_a_character_in_an_id_names_meetings_all_the_same():
    odd, even = (series(attrs.evolve(FIRST, id=name), WEEKLY) for name in ("a\ud800", "a\ud801"))

    assert len({one.id for one in (*odd, *even)}) == 6
