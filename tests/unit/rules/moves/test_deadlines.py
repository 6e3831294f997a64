"""Whether a deadline is past: the last day is inside, hours count where there are hours."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord.model import PartialDate, Period
from carecoord.rules.moves.deadlines import contrary, ended_by, later

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "limit", "expected"),
    [
        (NOON, NOON, False),
        (datetime(2026, 3, 9, 12, 0, 1, tzinfo=UTC), NOON, True),
        (date(2026, 3, 9), NOON, False),
        (date(2026, 3, 10), NOON, True),
        (NOON, date(2026, 3, 9), False),
        (NOON, date(2026, 3, 8), True),
        (PartialDate(2026, 3), date(2026, 3, 9), False),
        (PartialDate(2026, 4), date(2026, 3, 9), True),
    ],
)
def test_a_time_is_later_only_for_certain(time, limit, expected):
    assert expected == later(time, limit)


@pytest.mark.parametrize(
    ("time", "limit", "expected"),
    [
        (date(2026, 3, 10), date(2026, 3, 9), True),
        (datetime(2026, 3, 9, 12, 0, 1, tzinfo=UTC), NOON, True),
        (date(2026, 3, 10), NOON, False),
        (date(2026, 3, 11), NOON, True),
        (NOON, date(2026, 3, 8), False),
        (NOON, date(2026, 3, 7), True),
        (PartialDate(2026, 3), date(2026, 3, 1), False),
        (PartialDate(2026, 3), PartialDate(2026), False),
        (PartialDate(2026, 3), PartialDate(2026, 2), True),
    ],
)
def test_a_day_and_an_instant_are_contrary_a_day_apart(time, limit, expected):
    assert expected == contrary(time, limit)


FIRST = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
LAST = datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize(("at", "expected"), [(FIRST, False), (LAST, True), (NOON, True)])
def test_the_first_and_the_last_instant_of_the_calendar_have_a_day(at, expected):
    period = Period(None, datetime(2026, 3, 8, 12, tzinfo=timezone(timedelta(hours=-5))))

    assert expected == ended_by(period, at)
