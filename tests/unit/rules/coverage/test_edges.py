from datetime import date

import pytest

from carecoord.model.moment import PartialDate
from carecoord.model.period import Period
from carecoord.rules.coverage.edges import first_day, last_day

FEBRUARY = PartialDate(2028, 2)


def day(text):
    return date.fromisoformat(text)


def test_a_month_stands_for_its_first_day_as_a_start_and_its_last_as_an_end():
    held = Period(FEBRUARY, FEBRUARY)

    assert (day("2028-02-01"), day("2028-02-29")) == (first_day(held), last_day(held))


@pytest.mark.parametrize("period", [None, Period(None, None)])
def test_an_open_period_has_no_first_and_no_last_day(period):
    assert (first_day(period), last_day(period)) == (None, None)


def test_the_last_day_of_a_period_of_days_is_the_day_before_its_end():
    assert day("2026-06-30") == last_day(Period(None, day("2026-07-01")))
