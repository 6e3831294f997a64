"""How far an offset reaches from a day."""

from datetime import date

import pytest

from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.offset import (
    Offset,
    Unit,
    business_days,
    days,
    full_months,
    months,
    year_end,
)
from carecoord.rules.engine.review import view_of
from carecoord.rules.monitoring import hba1c
from carecoord.testing.tables import chart


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2016, 2, 14), 11, date(2017, 2, 1)),
        (date(2016, 2, 1), 11, date(2017, 2, 1)),
        (date(2016, 2, 29), 11, date(2017, 2, 1)),
        (date(2016, 12, 31), 11, date(2017, 12, 1)),
        (date(2016, 1, 31), 0, date(2016, 2, 1)),
        (date(2016, 1, 31), 1, date(2016, 3, 1)),
    ],
)
def test_full_months_end_with_the_first_day_after_the_last_of_them(day, count, reached):
    """The month of the day is not one of them."""
    found = full_months(count).after(day.toordinal(), view=None)

    assert date.fromordinal(found) == reached


def test_they_are_told_as_such():
    assert [str(full_months(count)) for count in (1, 11)] == ["1 full month", "11 full months"]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Offset(0, Unit.FULL_MONTHS, -1), "the end of the month"),
        (Offset(1, Unit.FULL_MONTHS, -1), "the end of the next month"),
        (Offset(2, Unit.FULL_MONTHS, -1), "the end of the month 2 months later"),
        (Offset(2, Unit.FULL_MONTHS, -2), "2 full months less 2 days"),
        (Offset(-1, Unit.FULL_MONTHS, -1), "-1 full months less 1 day"),
        (Offset(1, Unit.FULL_MONTHS, 1), "1 full month and 1 day"),
        (months(1, and_days=-1), "1 month less 1 day"),
        (months(2, and_days=2), "2 months and 2 days"),
        (Offset(2, Unit.YEAR_ENDS), "31 December of the next calendar year"),
        (Offset(2, Unit.YEAR_ENDS, -1), "30 December of the next calendar year"),
    ],
)
def test_a_day_of_the_calendar_is_named_and_a_distance_is_counted(span, said):
    assert str(span) == said


def test_a_day_that_no_date_can_name_stays():
    assert full_months(11).after(10**9, view=None) == 10**9


@pytest.mark.parametrize("span", [days(40), months(1), year_end()])
def test_no_span_leaves_the_calendar(span):
    last = date.max.toordinal()

    assert span.after(last, None) == last


def test_backwards_it_goes_as_far_in_both_parts():
    assert months(2, and_days=3).backwards == months(-2, and_days=-3)


def test_business_days_backwards_are_counted_back():
    """From Tuesday, 7 July 2026, over a weekend and a holiday on Friday, to Thursday, 2 July."""
    catalogue = Catalogue.of(
        hba1c.RULE_2026, calendar=lambda day: day.weekday() < 5 and day != date(2026, 7, 3)
    )
    view = view_of(chart({}), catalogue, date(2026, 7, 1))
    reached = business_days(2).backwards.after(date(2026, 7, 7).toordinal(), view)

    assert date.fromordinal(reached) == date(2026, 7, 2)
