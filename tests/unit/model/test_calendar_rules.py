from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from carecoord.errors import NotInForce
from carecoord.model.calendar_rules import (
    CalendarRule,
    add_business_days,
    add_days,
    add_months,
    birthday,
    completed_years,
)

HOLIDAYS = {date(2026, 5, 25), date(2026, 7, 3)}
COVERED_UNTIL = date(2026, 12, 31)


def working(day):
    if day > COVERED_UNTIL:
        return None
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.mark.parametrize(
    ("day", "months", "clipped", "rolled"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15), date(2026, 2, 15)),
        (date(2026, 1, 28), 1, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 1, 29), 1, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2024, 1, 29), 1, date(2024, 2, 29), date(2024, 2, 29)),
        (date(2024, 1, 30), 1, date(2024, 2, 29), date(2024, 3, 1)),
        (date(2026, 3, 31), 1, date(2026, 4, 30), date(2026, 5, 1)),
        (date(2026, 10, 30), 4, date(2027, 2, 28), date(2027, 3, 1)),
        (date(2027, 10, 30), 4, date(2028, 2, 29), date(2028, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28), date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31), date(2026, 1, 31)),
    ],
)
def test_a_day_that_the_month_lacks_is_clipped_or_rolled(day, months, clipped, rolled):
    assert clipped == add_months(day, months)
    assert rolled == add_months(day, months, CalendarRule.ROLL)


@given(st.dates(date(1700, 1, 1), date(2500, 1, 1)), st.integers(-2400, 2400))
def test_clip_counts_as_dateutil_does(day, months):
    assert day + relativedelta(months=months) == add_months(day, months)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-240, 240))
def test_clip_lands_in_the_month_that_was_counted(day, months):
    landed = add_months(day, months)

    assert months == (landed.year - day.year) * 12 + landed.month - day.month


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_roll_is_clip_or_the_day_after_it(day, months):
    clipped = add_months(day, months)

    assert add_months(day, months, CalendarRule.ROLL) in {clipped, clipped + timedelta(days=1)}


def test_months_after_the_last_date_stop_there():
    assert date.max == add_months(date(9999, 12, 31), 1)


def test_months_before_the_first_date_stop_there():
    assert date.min == add_months(date(1, 1, 1), -1)


def test_the_last_month_of_the_calendar_is_still_counted():
    assert date(9999, 12, 30) == add_months(date(9999, 11, 30), 1)


@pytest.mark.parametrize(
    ("born", "age", "completed"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
        (date(2008, 3, 1), 18, date(2026, 3, 1)),
    ],
)
def test_who_is_born_on_29_february_completes_a_year_on_1_march(born, age, completed):
    assert completed == birthday(born, age)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(1960, 7, 14), date(2026, 7, 13), 65),
        (date(1960, 7, 14), date(2026, 7, 14), 66),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
        (date(2026, 1, 2), date(2026, 1, 1), -1),
    ],
)
def test_years_are_completed_on_the_birthday_and_not_before(born, on, years):
    assert years == completed_years(born, on)


@pytest.mark.parametrize(
    ("day", "days", "reached"),
    [
        (date(2026, 7, 2), 2, date(2026, 7, 7)),
        (date(2026, 5, 22), 2, date(2026, 5, 27)),
        (date(2026, 6, 3), 2, date(2026, 6, 5)),
        (date(2026, 6, 5), 1, date(2026, 6, 8)),
        (date(2026, 6, 6), 1, date(2026, 6, 8)),
        (date(2026, 6, 6), 0, date(2026, 6, 6)),
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2026, 6, 8), -1, date(2026, 6, 5)),
        (date(2026, 6, 6), -1, date(2026, 6, 5)),
        (date(2026, 7, 7), -2, date(2026, 7, 2)),
        (date(2026, 5, 27), -2, date(2026, 5, 22)),
    ],
)
def test_weekends_and_holidays_are_not_counted(day, days, reached):
    assert reached == add_business_days(day, days, working)


def test_business_days_past_the_calendars_coverage_are_not_in_force():
    with pytest.raises(NotInForce, match="does not cover all of 2027"):
        add_business_days(date(2026, 12, 31), 1, working)


def test_business_days_before_the_calendars_coverage_are_not_in_force():
    with pytest.raises(NotInForce, match="does not cover all of 2025"):
        add_business_days(date(2026, 1, 1), -1, lambda day: None if day.year < 2026 else True)


def test_business_days_before_the_first_date_are_not_in_force():
    with pytest.raises(NotInForce, match="cover all of 1"):
        add_business_days(date.min, -1, lambda _: True)


@given(st.dates(date(2025, 1, 6), date(2026, 6, 30)).filter(working), st.integers(0, 60))
def test_business_days_counted_back_from_a_working_day_lead_where_they_came_from(day, days):
    assert day == add_business_days(add_business_days(day, days, working), -days, working)


def test_business_days_past_the_last_date_are_not_in_force():
    with pytest.raises(NotInForce, match="9999"):
        add_business_days(date.max, 1, lambda _: True)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2028, 2, 28), 2, date(2028, 3, 1)),
        (date(2026, 3, 1), -1, date(2026, 2, 28)),
        (date(9999, 12, 30), 1, date.max),
        (date(9999, 12, 30), 2, date.max),
        (date(1, 1, 2), -1, date.min),
        (date(1, 1, 2), -2, date.min),
        (date(2026, 3, 1), 10**9, date.max),
        (date(2026, 3, 1), -(10**9), date.min),
    ],
)
def test_days_beyond_the_calendar_stop_at_its_ends(day, days, expected):
    assert add_days(day, days) == expected
