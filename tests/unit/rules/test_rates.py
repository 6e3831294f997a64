"""Rates over a population: memberships written by hand, added up by hand."""

from fractions import Fraction

import pytest

from carecoord.rules.engine.group import Membership
from carecoord.rules.rates import rates

NAMES = (
    "initial-population",
    "denominator",
    "denominator-exclusion",
    "numerator",
    "denominator-exception",
)


def counted(*numbers):
    return dict(zip(NAMES, numbers, strict=True))


def member(*numbers, group="G", unknown=(), strata=None):
    return Membership(group=group, counts=counted(*numbers), unknown=unknown, strata=strata or {})


MET = member(1, 1, 0, 1, 0)
MISSED = member(1, 1, 0, 0, 0)
EXCLUDED = member(1, 1, 1, 0, 0)
EXCEPTED = member(1, 1, 0, 0, 1)
OUTSIDE = member(0, 0, 0, 0, 0)


def test_exclusions_and_exceptions_leave_the_denominator():
    (rate,) = rates([MET, MISSED, MISSED, EXCLUDED, EXCEPTED, OUTSIDE])

    assert rate.counts == counted(5, 5, 1, 1, 1)
    assert rate.value == Fraction(1, 3)
    assert rate.patients == 6


@pytest.mark.parametrize("nobody_left", [[], [OUTSIDE], [EXCLUDED], [EXCEPTED, EXCLUDED]])
def test_without_anybody_left_there_is_no_rate(nobody_left):
    assert [rate.value for rate in rates(nobody_left)] == [None] * bool(nobody_left)


def test_a_measure_without_exceptions_has_a_rate():
    counts = {"initial-population": 2, "denominator": 2, "numerator": 1}
    (rate,) = rates([Membership(group="G", counts=counts)])

    assert rate.value == Fraction(1, 2)


def test_groups_are_counted_apart_in_the_order_in_which_they_come():
    found = rates([member(1, 1, 0, 1, 0, group="B"), MISSED, member(1, 1, 0, 0, 0, group="B")])

    assert [(rate.group, rate.value) for rate in found] == [("B", Fraction(1, 2)), ("G", 0)]


def test_strata_follow_their_group_and_are_counted_apart():
    young = member(1, 1, 0, 1, 0, strata={"1": counted(1, 1, 0, 1, 0), "2": counted(0, 0, 0, 0, 0)})
    old = member(1, 1, 0, 0, 0, strata={"1": counted(0, 0, 0, 0, 0), "2": counted(1, 1, 0, 0, 0)})

    found = rates([young, old])

    assert [(rate.stratum, rate.value) for rate in found] == [
        (None, Fraction(1, 2)),
        ("1", 1),
        ("2", 0),
    ]


def test_patients_with_a_clause_that_is_not_known_are_told():
    (rate,) = rates([MET, member(0, 0, 0, 0, 0, unknown=(("numerator", ("a value",)),))])

    assert (rate.patients, rate.undecided) == (2, 1)
