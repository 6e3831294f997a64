from math import inf, isnan, nan

import pytest

from carecoord.rules.kernels import points

ROWS = ((0, 0), (2, 1), (5, 3))
UNKNOWN = nan


@pytest.mark.parametrize(
    ("value", "place"),
    [(-1, -1), (0, 0), (1.99, 0), (2, 1), (4.9, 1), (5, 2), (10**9, 2), (inf, 2), (nan, -1)],
)
def test_a_value_reaches_the_last_row_whose_floor_it_is_not_below(value, place):
    assert points.band(value, ROWS) == place


def weighed(values, *, least=0.0, most=inf, whole=True, bit=1, faults=None):
    earned, sums = [-7] * len(values), [10] * len(values)
    marks = [0] * len(values) if faults is None else faults
    points.weigh(values, ROWS, least, most, whole, bit, earned, sums, marks)
    return earned, sums, marks


def test_points_are_put_down_and_added():
    assert weighed([0.0, 2.0, 7.0]) == ([0, 1, 3], [10, 11, 13], [0, 0, 0])


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        (-1.0, {}),
        (nan, {}),
        (inf, {}),
        (2.5, {}),
        (8.0, {"most": 7.0}),
        (0.5, {"least": 1.0, "whole": False}),
        (nan, {"whole": False}),
    ],
)
def test_what_cannot_be_earns_nothing_and_is_marked(value, limits):
    assert weighed([value], **limits) == ([0], [10], [1])


@pytest.mark.parametrize("value", [1.0, 7.0])
def test_the_limits_lie_inside(value):
    assert weighed([value], least=1.0, most=7.0)[2] == [0]


def test_a_part_of_one_is_a_value_where_they_need_not_be_whole():
    assert weighed([4.95, 5.0], whole=False)[0] == [1, 3]


def test_a_mark_is_set_beside_others():
    assert weighed([nan, 1.0], bit=4, faults=[1, 1])[2] == [5, 1]


def test_a_weight_is_added_for_each_flag():
    sums = [5, 5, 5]
    points.add([0.0, 1.0, nan], -2, sums)

    assert sums == [5, 3, 5]


def test_what_is_no_flag_is_marked():
    faults = [0, 0, 1, 1, 0]
    points.check([0.0, 1.0, 2.0, nan, 0.5], 8, faults)

    assert faults == [0, 0, 9, 9, 8]


def test_a_flag_does_not_count_beside_a_heavier_one():
    flags = [1.0, 1.0, 0.0, 1.0]
    points.clear(flags, [1.0, 0.0, 1.0, nan])

    assert flags == [0.0, 1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (1.0, 1.0, 1.0),
        (1.0, 0.0, 1.0),
        (0.0, 0.0, 0.0),
        (1.0, nan, 1.0),
        (0.0, nan, nan),
        (nan, nan, nan),
        (1.0, 2.0, nan),
        (1.0, -1.0, nan),
        (0.0, 0.5, nan),
    ],
)
def test_either_of_two_flags(one, other, found):
    out = [-7.0, -7.0]
    points.either([one, other], [other, one], out, UNKNOWN)

    assert [isnan(value) if isnan(found) else value == found for value in out] == [True, True]
