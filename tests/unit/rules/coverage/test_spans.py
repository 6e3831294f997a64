from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord.model.moment import PartialDate
from carecoord.model.period import Period
from carecoord.rules.coverage.spans import first_day, inside, last_day, own_day

EAST = timezone(timedelta(hours=9))
FEBRUARY = PartialDate(2028, 2)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "asked", "expected"),
    [
        (Period.through(day("2028-02-01"), day("2028-02-29")), "2028-01-31", False),
        (Period.through(day("2028-02-01"), day("2028-02-29")), "2028-02-01", True),
        (Period.through(day("2028-02-01"), day("2028-02-29")), "2028-02-29", True),
        (Period.through(day("2028-02-01"), day("2028-02-29")), "2028-03-01", False),
        (Period.through(day("2027-02-01"), day("2027-02-28")), "2027-02-28", True),
        (Period.through(day("2027-02-01"), day("2027-02-28")), "2027-03-01", False),
        (Period(None, None), "1900-01-01", True),
        (Period(None, day("2026-07-01")), "2026-06-30", True),
        (Period(None, day("2026-07-01")), "2026-07-01", False),
        (Period(day("2026-07-01"), None), "9999-12-31", True),
        # An instant counts by the day that was written: the last one is inside.
        (Period(None, datetime(2026, 6, 30, 0, 30, tzinfo=EAST)), "2026-06-30", True),
        (Period(None, datetime(2026, 6, 30, 0, 30, tzinfo=EAST)), "2026-07-01", False),
        (Period(datetime(2026, 6, 1, 23, 59, tzinfo=UTC), None), "2026-06-01", True),
        # A month as edge: the day in it is not known.
        (Period(FEBRUARY, None), "2028-01-31", False),
        (Period(FEBRUARY, None), "2028-02-01", None),
        (Period(FEBRUARY, None), "2028-02-28", None),
        (Period(FEBRUARY, None), "2028-02-29", True),
        (Period(None, FEBRUARY), "2028-02-01", True),
        (Period(None, FEBRUARY), "2028-02-02", None),
        (Period(None, FEBRUARY), "2028-02-29", None),
        (Period(None, FEBRUARY), "2028-03-01", False),
        (Period(FEBRUARY, day("2028-02-10")), "2028-02-10", False),
    ],
)
def test_a_period_holds_its_last_day(period, asked, expected):
    assert inside(period, day(asked)) is expected


def test_a_month_stands_for_its_first_day_as_a_start_and_its_last_as_an_end():
    held = Period(FEBRUARY, FEBRUARY)

    assert (day("2028-02-01"), day("2028-02-29")) == (first_day(held), last_day(held))


@pytest.mark.parametrize("period", [None, Period(None, None)])
def test_an_open_period_has_no_first_and_no_last_day(period):
    assert (first_day(period), last_day(period)) == (None, None)


def test_the_last_day_of_a_period_of_days_is_the_day_before_its_end():
    assert day("2026-06-30") == last_day(Period(None, day("2026-07-01")))


def test_an_instant_is_of_the_day_that_was_written():
    assert day("2026-06-30") == own_day(datetime(2026, 6, 30, 0, 30, tzinfo=EAST))
