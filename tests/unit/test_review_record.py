from datetime import UTC, date, datetime, timedelta

import pytest

from carecoord.ports import ReviewRecord

DAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def record(as_of=DAY, valid_until=DAY + timedelta(days=5), wake=None):
    return ReviewRecord(
        patient="p", version=3, as_of=as_of, valid_until=valid_until, wake=wake, fingerprint="f"
    )


@pytest.mark.parametrize(
    ("moment", "covered"),
    [
        (DAY - timedelta(days=1), False),
        (DAY, True),
        (DAY + timedelta(days=4), True),
        (DAY + timedelta(days=5), False),
        (NOON, False),  # another kind of moment: reviewing again costs less than being wrong
    ],
)
def test_a_review_covers_from_its_moment_to_before_valid_until(moment, covered):
    assert record().covers(moment, "f", 3) is covered


def test_a_review_of_another_version_or_by_other_rules_covers_nothing():
    assert not record().covers(DAY, "f", 4)
    assert not record().covers(DAY, "g", 3)


def test_an_instant_is_covered_up_to_the_instant():
    until = NOON + timedelta(hours=24)
    hours = record(as_of=NOON, valid_until=until)

    assert hours.covers(until - timedelta(microseconds=1), "f", 3)
    assert not hours.covers(until, "f", 3)


def test_the_earlier_of_valid_until_and_wake_counts():
    assert record(wake=DAY + timedelta(days=2)).due_on == DAY + timedelta(days=2)
    assert record(wake=DAY + timedelta(days=9)).due_on == DAY + timedelta(days=5)
    assert record(valid_until=None).due_on is None


@pytest.mark.parametrize(
    ("as_of", "moment", "later"),
    [
        (DAY, DAY - timedelta(days=1), True),
        (DAY, DAY, False),
        (NOON, NOON - timedelta(microseconds=1), True),
        (NOON, NOON, False),
        # A day begins first at UTC+14, which is 10:00 UTC of the day before.
        (DAY, NOON - timedelta(hours=26, microseconds=1), True),
        (DAY, NOON - timedelta(hours=26), False),
        # An instant at noon in UTC is still of that day, or just of it, everywhere west of it.
        (NOON, DAY - timedelta(days=1), True),
        (NOON - timedelta(microseconds=1), DAY - timedelta(days=1), False),
    ],
)
def test_a_review_lies_after_a_moment_when_it_does_so_everywhere(as_of, moment, later):
    assert record(as_of=as_of).lies_after(moment) is later
