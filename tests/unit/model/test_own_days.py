"""Days as they were written: of an instant, that of its own offset."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord.model.moment import PartialDate, own_day, own_last_day
from carecoord.model.period import Period

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
        (Period(None, date.min), "0001-01-01", False),
    ],
)
def test_a_period_holds_its_last_day_for_certain(period, asked, expected):
    assert period.holds(day(asked)) is expected


def test_an_instant_is_of_the_day_that_was_written():
    late = datetime(2026, 6, 30, 0, 30, tzinfo=EAST)

    assert own_day(late) == own_last_day(late) == day("2026-06-30")


def test_a_month_is_from_its_first_day_to_its_last():
    assert (own_day(FEBRUARY), own_last_day(FEBRUARY)) == (day("2028-02-01"), day("2028-02-29"))
