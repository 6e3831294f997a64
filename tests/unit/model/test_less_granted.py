"""Fewer units or days than were asked for (decision 0045), by hand.

1 April to 31 May 2026 are 30 + 31 = 61 days, as are 15 April to 14 June: 16 + 31 + 14.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.model import Authorization, AuthorizationItem, Decision, PartialDate, Period
from carecoord.model.less_granted import fewer_units, less_granted, shorter

APRIL_AND_MAY = Period.through(date(2026, 4, 1), date(2026, 5, 31))
TEN_DAYS = Period.through(date(2026, 4, 1), date(2026, 4, 10))
ITEM = AuthorizationItem(
    sequence=1,
    review_action="A1",
    requested=Decimal(16),
    units=Decimal(16),
    serviced=APRIL_AND_MAY,
    period=APRIL_AND_MAY,
)
FEWER = attrs.evolve(ITEM, units=Decimal(12))
SHORTER = attrs.evolve(ITEM, period=TEN_DAYS)


def permission(*items, **more):
    return Authorization(id="a", outcome="complete", items=items, **more)


@pytest.mark.parametrize(
    ("requested", "units", "asked_in", "fewer"),
    [
        (16, 12, None, True),
        (16, 0, None, True),
        (16, 16, None, False),
        (16, 20, None, False),
        (16, None, None, False),
        (None, 12, None, False),
        (16, 4, "15 minutes", False),
    ],
    ids=["12", "none", "all", "more", "no limit", "no number asked", "another unit"],
)
def test_fewer_units(requested, units, asked_in, fewer):
    numbers = [None if n is None else Decimal(n) for n in (requested, units)]
    item = AuthorizationItem(requested=numbers[0], units=numbers[1], requested_unit=asked_in)

    assert fewer_units(item) is fewer
    assert less_granted(item) is fewer


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (TEN_DAYS, True),
        (Period.through(date(2026, 4, 1), date(2026, 5, 30)), True),
        (APRIL_AND_MAY, False),
        (Period.through(date(2026, 4, 15), date(2026, 6, 14)), False),
        (Period.through(date(2026, 4, 15), date(2026, 6, 13)), True),
        (Period(date(2026, 4, 1), datetime(2026, 5, 31, 17, tzinfo=UTC)), False),
        (Period(date(2026, 4, 1), None), False),
        (Period(None, date(2026, 4, 10)), False),
        (Period(PartialDate(2026, 4), date(2026, 4, 10)), False),
        (Period(date(2026, 4, 1), PartialDate(2026, 4)), False),
        (None, False),
    ],
)
def test_fewer_days(given, found):
    item = AuthorizationItem(serviced=APRIL_AND_MAY, period=given)

    assert shorter(item) is found
    assert less_granted(item) is found


@pytest.mark.parametrize(
    "asked", [None, date(2026, 4, 1), Period(date(2026, 4, 1), None), Period(None, None)]
)
def test_where_no_exact_days_were_asked_for_none_are_fewer(asked):
    assert not shorter(AuthorizationItem(serviced=asked, period=TEN_DAYS))


def test_an_items_own_days_come_before_those_of_the_whole():
    assert shorter(attrs.evolve(ITEM, period=None), TEN_DAYS)
    assert not shorter(ITEM, TEN_DAYS)


@pytest.mark.parametrize("item", [FEWER, SHORTER])
def test_certified_in_total_with_less_is_approved_and_adverse(item):
    found = permission(item, attrs.evolve(ITEM, sequence=2))

    assert found.decision is Decision.APPROVED
    assert found.adverse
    assert found.granted_less == (item,)


def test_the_days_of_the_whole_make_it_adverse_too():
    item = attrs.evolve(ITEM, period=None)

    assert permission(item, period=TEN_DAYS).adverse
    assert not permission(item, period=APRIL_AND_MAY).adverse


@pytest.mark.parametrize(
    ("action", "adverse"),
    [("A2", True), ("A3", True), ("A6", True), ("A4", False), ("NA", False), (None, False)],
)
def test_another_word_is_adverse_by_itself(action, adverse):
    item = attrs.evolve(FEWER, review_action=action)

    assert permission(item).adverse is adverse
    assert permission(item).granted_less == ((item,) if adverse else ())


def test_what_was_put_in_the_place_of_an_item_is_compared_with_nothing():
    added = AuthorizationItem(
        added=True, added_for=[1], review_action="A1", serviced=APRIL_AND_MAY, period=TEN_DAYS
    )

    assert not permission(FEWER, added).adverse
    assert not permission(attrs.evolve(added, added_for=[])).adverse
