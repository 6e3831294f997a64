"""Typed units. The codes: see the module's source; an hour is four quarters of an hour."""

from decimal import Decimal

import pytest

from carecoord.errors import RecordRejected
from carecoord.rules.permissions.units import Amount, UnitType, amount, unit_type

READ = {
    None: UnitType.VISITS,
    "": UnitType.VISITS,
    "1": UnitType.VISITS,
    "VS": UnitType.VISITS,
    "{visit}": UnitType.VISITS,
    "Visits": UnitType.VISITS,
    "DY": UnitType.DAYS,
    "DA": UnitType.DAYS,
    "d": UnitType.DAYS,
    "{days}": UnitType.DAYS,
    "MN": UnitType.MONTHS,
    "MO": UnitType.MONTHS,
    "mo": UnitType.MONTHS,
    "MJ": UnitType.MINUTES,
    "min": UnitType.MINUTES,
    "15.min": UnitType.QUARTER_HOURS,
    "15 minutes": UnitType.QUARTER_HOURS,
    "{15 min}": UnitType.QUARTER_HOURS,
    "HS": UnitType.HOURS,
    "h": UnitType.HOURS,
    " hours ": UnitType.HOURS,
    "FL": UnitType.UNITS,
    "UN": UnitType.UNITS,
    "unit": UnitType.UNITS,
    "mg": None,
    "vs": None,
    "D": None,
    "{15 min": UnitType.QUARTER_HOURS,
}


def of(value, unit):
    return Amount(Decimal(value), unit)


@pytest.mark.parametrize("unit", READ)
def test_a_unit_is_read_as_it_is_written(unit):
    assert unit_type(unit) is READ[unit]


def test_an_hour_and_a_quarter_are_five_quarters():
    both = of(1, UnitType.HOURS) + of(1, UnitType.QUARTER_HOURS)

    assert both == of(5, UnitType.QUARTER_HOURS)


def test_the_order_in_which_time_is_added_does_not_matter():
    both = of(1, UnitType.QUARTER_HOURS) + of(1, UnitType.HOURS)

    assert both == of(5, UnitType.QUARTER_HOURS)


def test_four_quarters_are_an_hour():
    assert of(4, UnitType.QUARTER_HOURS).to(UnitType.HOURS) == 1


def test_an_amount_in_its_own_unit_is_itself():
    assert of(3, UnitType.VISITS).to(UnitType.VISITS) == 3


def test_days_and_visits_are_not_added():
    with pytest.raises(RecordRejected, match="visits and days, which are not of one kind"):
        of(1, UnitType.DAYS) + of(1, UnitType.VISITS)


def test_hours_are_not_made_into_units():
    with pytest.raises(RecordRejected, match="hours and units, which are not of one kind"):
        of(1, UnitType.HOURS).to(UnitType.UNITS)


def test_less_than_nothing_is_not_left():
    assert of(1, UnitType.VISITS).less(of(3, UnitType.VISITS)) == of(0, UnitType.VISITS)


def test_what_is_left_of_an_hour_is_told_in_quarters():
    left = of(1, UnitType.HOURS).less(of(1, UnitType.QUARTER_HOURS))

    assert left == of(3, UnitType.QUARTER_HOURS)


@pytest.mark.parametrize(("minutes", "covered"), [(59, True), (60, True), (61, False)])
def test_an_hour_covers_sixty_minutes(minutes, covered):
    assert of(1, UnitType.HOURS).covers(of(minutes, UnitType.MINUTES)) is covered


def test_an_amount_below_zero_is_refused():
    with pytest.raises(RecordRejected, match="a number below zero"):
        of(-1, UnitType.VISITS)


def test_an_amount_is_made_of_a_number_and_a_code():
    assert amount(Decimal(2), "HS") == of(2, UnitType.HOURS)


def test_an_amount_in_a_unit_that_is_not_known_is_refused():
    with pytest.raises(RecordRejected, match="none of the units that are known"):
        amount(Decimal(2), "mg")
