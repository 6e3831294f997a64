"""By when to ask anew: 14 days before 1 June 2026 is 18 May."""

from datetime import date

import pytest

from carecoord.model import PartialDate, Period
from carecoord.rules.permissions.renewal import Renewal, renewal

SPRING = Period.through(date(2026, 4, 1), date(2026, 5, 31))
DAYS = [date(2026, 4, 7), date(2026, 4, 14), date(2026, 4, 28)]


@pytest.fixture
def booked(visit):
    return [visit(f"v{n}", day) for n, day in enumerate(DAYS)]


def test_by_date_it_is_asked_for_before_the_first_day_without(permission, item, booked):
    told = renewal(permission(item(12), period=SPRING), booked)

    assert told == Renewal(ask_by=date(2026, 5, 18), last_day=date(2026, 5, 31))


def test_by_units_it_is_asked_for_before_the_first_visit_beyond(permission, item, booked):
    told = renewal(permission(item(2), period=SPRING), booked)

    assert (told.ask_by, told.first_unfunded) == (date(2026, 4, 14), date(2026, 4, 28))
    assert told.units_last_until == date(2026, 4, 14)


def test_units_that_fund_no_visit_last_until_none(permission, item, booked):
    told = renewal(permission(item(0), period=SPRING), booked)

    assert (told.units_last_until, told.first_unfunded) == (None, date(2026, 4, 7))


def test_how_long_ahead_is_the_callers(permission, item):
    assert renewal(permission(item(), period=SPRING), [], lead_days=30).ask_by == date(2026, 5, 2)


def test_a_permission_without_an_end_is_not_renewed_by_date(permission, item, booked):
    assert renewal(permission(item(12)), booked) == Renewal()


def test_the_last_of_its_items_ends_it(permission, item):
    longer = item(sequence=2, period=Period.through(date(2026, 4, 1), date(2026, 6, 30)))

    assert renewal(permission(item(), longer, period=SPRING), []).last_day == date(2026, 6, 30)


def test_a_month_as_the_end_is_asked_for_from_its_first_day_on(permission, item):
    told = renewal(permission(item(), period=Period(date(2026, 4, 1), PartialDate(2026, 6))), [])

    assert (told.ask_by, told.missing) == (
        date(2026, 5, 19),
        ("the exact last day of the permission",),
    )


def test_what_was_not_granted_is_not_renewed(permission, item):
    assert renewal(permission(item(), outcome="queued"), []).missing == ("what was granted",)
