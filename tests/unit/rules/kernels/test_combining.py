"""The values of several groups as one."""

from __future__ import annotations

import math

import pytest

from carecoord.rules.kernels import combining
from carecoord.rules.kernels.combining import combine

NAN = math.nan
NAMES = ("MEAN", "MEDIAN", "MIN", "MAX", "SUM", "PRODUCT", "VARIANCE", "DEVIATION")


def combined(name, *values, skip=True, threshold=NAN):
    results = [9.0]
    how = getattr(combining, name)
    room = [0.0] * len(values)
    combine(how, values, [0], [len(values)], skip, threshold, room, results)
    return None if math.isnan(results[0]) else results[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MEAN", 4.0),
        ("MEDIAN", 2.5),
        ("MIN", 1.0),
        ("MAX", 10.0),
        ("SUM", 16.0),
        ("PRODUCT", 60.0),
        ("VARIANCE", 50 / 3),
        ("DEVIATION", math.sqrt(50 / 3)),
    ],
)
def test_four_values_in_any_order(name, expected):
    assert expected == pytest.approx(combined(name, 10.0, 1.0, 3.0, 2.0), abs=1e-12)


def test_the_median_of_three_is_the_one_in_the_middle():
    assert combined("MEDIAN", 0.9, 0.1, 0.4) == 0.4


@pytest.mark.parametrize("name", NAMES)
def test_of_nothing_comes_nothing(name):
    assert combined(name) is None
    assert combined(name, NAN, NAN) is None


@pytest.mark.parametrize("name", NAMES)
def test_one_that_lacks_takes_the_value_away_unless_it_is_skipped(name):
    assert combined(name, 1.0, NAN, 3.0, skip=False) is None
    assert combined(name, 1.0, 3.0) == combined(name, 1.0, NAN, 3.0)


@pytest.mark.parametrize("name", ["VARIANCE", "DEVIATION"])
def test_the_spread_of_one_value_is_not_known(name):
    assert combined(name, 0.5) is None
    assert combined(name, 0.5, 0.5) == 0.0


@pytest.mark.parametrize(("threshold", "expected"), [(0.49, 1.0), (0.5, 1.0), (0.51, 0.0)])
def test_a_threshold_is_reached_at_its_value(threshold, expected):
    assert expected == combined("MEAN", 0.4, 0.6, threshold=threshold)


def test_a_threshold_does_not_make_a_value_of_none():
    assert combined("MEAN", NAN, threshold=0.5) is None


def test_each_lot_is_taken_for_itself():
    results = [0.0, 0.0]
    combine(combining.SUM, [1.0, 2.0, 4.0], [0, 1], [1, 3], True, NAN, [0.0] * 2, results)

    assert results == [1.0, 6.0]
