"""What was used and what is left."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.errors import RecordRejected
from carecoord.rules.permissions.balance import line_of
from carecoord.rules.permissions.units import Amount, UnitType, balances, remaining, used

DAY = date(2026, 4, 7)


def visits(value):
    return Amount(Decimal(value), UnitType.VISITS)


def quarters(value):
    return Amount(Decimal(value), UnitType.QUARTER_HOURS)


def test_nothing_drawn_leaves_all(item, permission):
    whole = permission(item(12))

    assert (used(whole), remaining(whole)) == (visits(0), visits(12))


def test_draws_are_taken_away(item, permission, draw):
    whole = permission(item(12), draws=[draw("v1", DAY), draw("v2", DAY)])

    assert (used(whole), remaining(whole)) == (visits(2), visits(10))


def test_an_overdrawn_item_has_nothing_left(item, permission, draw):
    whole = permission(item(1), draws=[draw("v1", DAY), draw("v2", DAY)])

    assert (used(whole), remaining(whole)) == (visits(2), visits(0))


def test_an_hour_is_taken_from_quarter_hours(item, permission, draw):
    whole = permission(item(8, "15.min"), draws=[draw("v1", DAY, 1, "HS")])

    assert remaining(whole) == quarters(4)


def test_each_item_has_its_own_line(item, permission, draw):
    first, second = item(3), item(10, "DY", sequence=2)
    whole = permission(first, second, draws=[draw("v1", DAY, 4, "DY", item=2)])

    assert remaining(whole, first) == visits(3)
    assert remaining(whole, second) == Amount(Decimal(6), UnitType.DAYS)
    assert used(whole, second) == Amount(Decimal(4), UnitType.DAYS)


def test_units_of_several_kinds_have_no_sum(item, permission):
    whole = permission(item(3), item(10, "DY", sequence=2))

    assert (used(whole), remaining(whole)) == (None, None)


def test_an_item_without_a_number_has_no_limit_to_tell(item, permission, draw):
    whole = permission(item(None), draws=[draw("v1", DAY)])

    assert (used(whole), remaining(whole)) == (visits(1), None)


def test_one_item_without_a_number_leaves_the_sum_unknown(item, permission):
    whole = permission(item(3), item(None, sequence=2))

    assert remaining(whole) is None


def test_of_what_was_refused_nothing_is_told(item, permission, draw):
    whole = permission(item(12, review_action="A3"), draws=[draw("v1", DAY)])

    assert (balances(whole), used(whole), remaining(whole)) == ((), None, None)


def test_an_item_below_zero_grants_nothing(item, permission):
    assert remaining(permission(item(-3))) == visits(0)


def test_an_item_in_a_unit_that_is_not_known_is_not_counted(item, permission):
    whole = permission(item(3, "mg"))

    assert (used(whole), remaining(whole)) == (None, None)


@pytest.mark.parametrize(("units", "unit"), [(1, "DY"), (1, "mg"), (-1, "VS")])
def test_a_draw_that_cannot_be_taken_away_makes_the_rest_unknown(
    item, permission, draw, units, unit
):
    stray = draw("v1", DAY, units, unit, item=1)
    whole = permission(item(12), draws=[stray])

    assert balances(whole)[0].stray == (stray,)
    assert (used(whole), remaining(whole)) == (None, None)


def test_a_draw_without_an_item_fills_the_items_in_their_order(item, permission, draw):
    first, second = item(2), item(5, sequence=2)
    whole = permission(first, second, draws=[draw("v1", DAY, 1), draw("v2", DAY, 3)])

    assert (remaining(whole, first), remaining(whole, second)) == (visits(0), visits(3))


def test_a_draw_passes_over_an_item_with_nothing_left(item, permission, draw):
    first, second = item(1), item(5, sequence=2)
    whole = permission(first, second, draws=[draw("v1", DAY, 1), draw("v2", DAY, 1)])

    assert [len(line.draws) for line in balances(whole)] == [1, 1]


def test_a_draw_without_an_item_stays_on_one_without_a_limit(item, permission, draw):
    first, second = item(None), item(5, sequence=2)
    whole = permission(first, second, draws=[draw("v1", DAY, 9)])

    assert (used(whole, first), remaining(whole, second)) == (visits(9), visits(5))


def test_what_is_beyond_all_items_stays_on_the_last(item, permission, draw):
    first, second = item(1), item(1, sequence=2)
    whole = permission(first, second, draws=[draw("v1", DAY, 4)])

    assert (used(whole), used(whole, second)) == (visits(4), visits(3))


def test_a_draw_on_an_item_that_was_never_granted_is_not_lost(item, permission, draw):
    whole = permission(item(12), draws=[draw("v1", DAY, item=7)])

    assert used(whole) == visits(1)


def test_an_item_of_another_permission_is_refused(item, permission):
    with pytest.raises(RecordRejected, match="an item that the permission does not grant"):
        remaining(permission(item(12)), item(99))


def test_the_line_of_an_item_that_was_not_granted_is_none(item, permission):
    refused = item(3, review_action="A3")

    assert line_of(permission(item(12), refused), refused) is None
