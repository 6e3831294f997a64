"""Days, units and caps of a permission. 1 April 2026 is a Wednesday, 5 April a Sunday."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.model import PartialDate, Period
from carecoord.model.authorization_item import CapPeriod
from carecoord.rules.concepts.caps import begins
from carecoord.rules.permissions.units import Amount, Fit, Unfunded, UnitType, fits, inside, lasting

SPRING = Period.through(date(2026, 4, 1), date(2026, 5, 31))
DAY = date(2026, 4, 7)
ONE = Amount(Decimal(1), UnitType.VISITS)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_the_last_day_is_inside(item, permission, day, held):
    assert inside(permission(item(), period=SPRING), day) is held


def test_an_items_own_days_come_first(item, permission):
    own = item(period=Period.through(date(2026, 6, 1), date(2026, 6, 30)))
    whole = permission(own, period=SPRING)

    assert (inside(whole, date(2026, 6, 30), own), inside(whole, date(2026, 6, 30))) == (
        True,
        False,
    )


def test_a_permission_without_days_holds_every_day(item, permission):
    assert inside(permission(item()), date(1999, 1, 1)) is True


def test_a_permission_without_edges_holds_every_day(item, permission):
    assert inside(permission(item(), period=Period(None, None)), date(1999, 1, 1)) is True


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), None),
        (date(2026, 5, 31), None),
        (date(2026, 6, 1), False),
    ],
)
def test_of_a_month_as_the_end_its_days_are_not_known(item, permission, day, held):
    whole = permission(item(), period=Period(date(2026, 4, 1), PartialDate(2026, 5)))

    assert inside(whole, day) is held


def test_of_a_month_as_the_start_its_days_are_not_known(item, permission):
    whole = permission(item(), period=Period(PartialDate(2026, 4), date(2026, 6, 1)))

    assert inside(whole, date(2026, 4, 15)) is None
    assert inside(whole, date(2026, 4, 30)) is True


def test_an_instant_counts_by_its_own_day(item, permission):
    until = datetime(2026, 5, 31, 23, 59, tzinfo=UTC)

    assert inside(permission(item(), period=Period(None, until)), date(2026, 5, 31)) is True


@pytest.mark.parametrize(
    ("ended_on", "held"),
    [
        (date(2026, 5, 10), (True, False)),
        (datetime(2026, 5, 10, 12, tzinfo=UTC), (True, False)),
        (PartialDate(2026, 5), (None, None)),
    ],
)
def test_a_permission_that_ended_early_is_cut_off(item, permission, ended_on, held):
    whole = permission(item(), period=SPRING, ended_on=ended_on)

    assert (inside(whole, date(2026, 5, 10)), inside(whole, date(2026, 5, 11))) == held


def test_a_case_that_has_not_ended_cuts_nothing_off(item, permission, draw):
    whole = permission(item(), period=SPRING, draws=[draw("v1", DAY)])

    assert lasting(whole).last == date(2026, 5, 31)


def test_one_of_twelve_fits(item, permission):
    twelve = item(12)

    assert fits(permission(twelve, period=SPRING), DAY, ONE) == Fit(item=twelve)


def why(whole, day=DAY, amount=ONE, **more):
    return fits(whole, day, amount, **more).because


def test_a_day_outside_does_not_fit(item, permission):
    assert why(permission(item(), period=SPRING), date(2026, 6, 1)) is Unfunded.OUTSIDE


def test_a_day_that_may_be_outside_is_not_sure(item, permission):
    whole = permission(item(), period=Period(None, PartialDate(2026, 4)))

    assert why(whole) is Unfunded.DATES_UNSURE


@pytest.mark.parametrize(("units", "because"), [(1, None), (2, Unfunded.USED_UP)])
def test_the_last_unit_fits_and_no_more(item, permission, draw, units, because):
    whole = permission(item(2), draws=[draw("v1", DAY)])

    assert why(whole, amount=Amount(Decimal(units), UnitType.VISITS)) is because


def test_days_do_not_fit_into_visits(item, permission):
    assert why(permission(item(2)), amount=Amount(Decimal(1), UnitType.DAYS)) is Unfunded.OTHER_UNIT


def test_a_quarter_hour_fits_into_an_hour(item, permission):
    assert why(permission(item(1, "HS")), amount=Amount(Decimal(4), UnitType.QUARTER_HOURS)) is None


@pytest.mark.parametrize("unit", ["mg", "VS"])
def test_what_is_not_known_is_not_promised(item, permission, draw, unit):
    whole = permission(item(2, unit), draws=[draw("v1", DAY, 1, "mg")])

    assert why(whole) is Unfunded.UNIT_UNKNOWN


def test_an_item_without_a_number_has_no_limit(item, permission):
    assert why(permission(item(None))) is None


@pytest.mark.parametrize(
    ("day", "because"),
    [
        (date(2026, 4, 4), None),
        (date(2026, 4, 5), Unfunded.CAP_REACHED),
        (date(2026, 4, 11), Unfunded.CAP_REACHED),
        (date(2026, 4, 12), None),
    ],
)
def test_two_a_week_are_counted_from_sunday_to_saturday(item, permission, draw, day, because):
    drawn = [draw("v1", date(2026, 4, 6)), draw("v2", date(2026, 4, 10))]

    assert why(permission(item(12, cap=Decimal(2)), draws=drawn), day) is because


@pytest.mark.parametrize(
    ("day", "because"), [(date(2026, 4, 5), None), (date(2026, 4, 12), Unfunded.CAP_REACHED)]
)
def test_a_week_may_begin_on_monday(item, permission, draw, day, because):
    whole = permission(item(12, cap=Decimal(1)), draws=[draw("v1", date(2026, 4, 6))])

    assert why(whole, day, first_weekday=0) is because


@pytest.mark.parametrize(
    ("period", "day", "first"),
    [
        (CapPeriod.DAY, date(2026, 4, 7), date(2026, 4, 7)),
        (CapPeriod.WEEK, date(2026, 4, 4), date(2026, 3, 29)),
        (CapPeriod.WEEK, date(2026, 4, 5), date(2026, 4, 5)),
        (CapPeriod.MONTH, date(2026, 4, 30), date(2026, 4, 1)),
        (CapPeriod.WEEK, date.min, date.min),
    ],
)
def test_a_cap_begins_anew(period, day, first):
    assert begins(day, period) == first


def test_a_cap_below_zero_permits_nothing(item, permission):
    assert why(permission(item(12, cap=Decimal(-1)))) is Unfunded.CAP_REACHED


def test_a_draw_of_a_month_counts_in_its_first_week(item, permission, draw):
    whole = permission(item(12, cap=Decimal(1)), draws=[draw("v1", PartialDate(2026, 4))])

    assert why(whole, date(2026, 4, 2)) is Unfunded.CAP_REACHED
    assert why(whole, date(2026, 4, 7)) is None


def test_the_next_item_is_tried_when_the_first_does_not_hold(item, permission):
    second = item(5, sequence=2)

    assert fits(permission(item(0), second), DAY, ONE) == Fit(item=second)


def test_only_the_item_that_was_asked_about_is_tried(item, permission):
    first, second = item(0), item(5, sequence=2)

    assert why(permission(first, second), item=first) is Unfunded.USED_UP


def test_of_several_reasons_the_nearest_is_told(item, permission):
    assert why(permission(item(0), item(9, "DY", sequence=2))) is Unfunded.USED_UP


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"status": "cancelled"}, Unfunded.NO_PERMISSION),
        ({"status": "draft"}, Unfunded.NO_PERMISSION),
        ({"outcome": None}, Unfunded.NOT_DECIDED),
        ({"outcome": "queued"}, Unfunded.NOT_DECIDED),
        ({"outcome": "error"}, Unfunded.NOT_DECIDED),
    ],
)
def test_what_is_not_granted_funds_nothing(item, permission, fields, because):
    assert why(permission(item(), **fields)) is because


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"review_action": "A3"}, Unfunded.REFUSED),
        ({"review_action": "A4"}, Unfunded.NOT_DECIDED),
        ({"review_action": "CT"}, Unfunded.NOT_DECIDED),
        ({"review_action": None, "unanswered": True}, Unfunded.NOT_DECIDED),
        ({"review_action": "A4", "cancelled": True}, Unfunded.REFUSED),
    ],
)
def test_an_item_that_is_not_granted_funds_nothing(item, permission, fields, because):
    one = item(**fields)

    assert why(permission(one)) is because
    assert why(permission(one, item(0, sequence=2)), item=one) is because
