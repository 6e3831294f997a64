"""The measures, on fills whose gaps can be counted on fingers.

Windows are numbers of days: follow-up [0, 365], observation [100, 200] unless said.
"""

import math

import pytest

from carecoord.rules.kernels import cma


def asked(number, fills, *, opens=100, closes=200, follows=0, leaves=365, same=False, dosed=False):
    """A measure of fills, each of day and days' supply, drug and daily dose."""
    starts, lengths, drugs, doses = ([one[at] for one in fills] for at in range(4))
    room = [0.0] * len(fills), [0.0] * len(fills)
    return cma.measure(
        number,
        starts,
        lengths,
        drugs,
        doses,
        0,
        len(fills),
        follows,
        leaves,
        opens,
        closes,
        same,
        dosed,
        0,
        *room,
    )


def fill(day, length, drug=0, dose=1.0):
    return day, length, drug, dose


THREE = [fill(100, 30), fill(140, 30), fill(160, 30)]


@pytest.mark.parametrize(
    ("number", "numerator", "denominator"),
    [
        (1, 60, 60),  # two supplies over the days from 100 to 160
        (2, 90, 100),  # all three, to the end
        (3, 60, 60),
        (4, 90, 100),
        (5, 50, 60),  # no supply from 130 to 140
        (6, 90, 100),  # ten days are carried on to 200
        (7, 90, 100),
        (8, 90, 100),
    ],
)
def test_fills_that_start_with_the_window(number, numerator, denominator):
    value, total, days, why = asked(number, THREE)

    assert (numerator, denominator, cma.DONE) == (total, days, why)
    assert value == pytest.approx(numerator / denominator)


def test_the_last_supply_is_not_cut_at_the_end_by_cma2_and_capped_by_cma4():
    fills = [fill(100, 30), fill(190, 90)]

    assert asked(2, fills)[0] == 1.2
    assert asked(4, fills)[0] == 1.0


def test_more_supply_than_days_is_capped_by_cma3():
    fills = [fill(100, 60), fill(130, 30)]

    assert asked(1, fills)[0] == 2.0
    assert asked(3, fills)[0] == 1.0


@pytest.mark.parametrize("number", [1, 3, 5])
def test_two_days_with_fills_are_needed(number):
    assert asked(number, [fill(100, 30), fill(100, 30)])[3] == cma.ONE_DATE
    assert asked(number, [fill(20, 30)])[3] == cma.NO_FILL


@pytest.mark.parametrize("number", [2, 4, 6])
def test_a_fill_in_the_window_is_needed(number):
    assert asked(number, [fill(20, 30), fill(201, 30)])[3] == cma.NO_FILL


@pytest.mark.parametrize("number", [7, 8, 9])
def test_a_fill_before_the_end_of_the_window_is_needed(number):
    assert asked(number, [fill(201, 30)])[3] == cma.NO_FILL_YET


def test_a_first_fill_on_the_last_day_leaves_nothing_to_divide_by():
    only = [fill(200, 30)]

    assert asked(2, only)[::3] == (math.inf, cma.ON_LAST_DAY)
    assert asked(4, only)[::3] == (1.0, cma.ON_LAST_DAY)
    assert asked(6, only)[3] == cma.ON_LAST_DAY


def test_a_fill_on_the_last_edge_belongs_to_the_window_and_adds_no_day():
    value, _, days, _ = asked(1, [fill(100, 50), fill(200, 30)])

    assert (value, days) == (0.5, 100)


def test_supply_from_before_the_window_counts_from_cma7_on():
    fills = [fill(80, 30), fill(150, 30)]  # lacking from 110 to 150 and from 180 to 200

    assert asked(6, fills)[1:3] == (30, 50)
    assert asked(7, fills)[1:3] == (40, 100)


def test_days_before_the_first_fill_of_all_are_a_gap():
    assert asked(7, [fill(120, 80)])[1:3] == (80, 100)


def test_without_a_fill_in_the_window_the_gap_of_the_last_one_counts():
    assert asked(7, [fill(80, 30)])[1:3] == (10, 100)
    assert asked(7, [fill(10, 30)])[1:3] == (0, 100)


def test_cma8_starts_when_supply_from_before_is_used_up():
    fills = [fill(80, 30), fill(150, 30)]  # the window becomes [110, 200], lacking 40 and 20

    assert asked(8, fills)[1:3] == (30, 90)


def test_cma8_of_a_fraction_keeps_the_length_whole():
    fills = [fill(80, 30.5), fill(150, 30)]  # opens at 110.5, closes at 110.5 + round(89.5)

    assert asked(8, fills)[1:3] == (30, 90)


def test_cma8_when_supply_from_before_outlasts_the_window():
    covered = [fill(80, 200)]

    assert asked(8, covered)[::3] == (0.0, cma.COVERED_BEFORE)


def test_cma8_when_it_is_refilled_after_the_window_has_no_number():
    value, _, _, why = asked(8, [fill(80, 200), fill(250, 30)])

    assert math.isnan(value)
    assert why == cma.COVERED_BEFORE


@pytest.mark.parametrize("lost", [fill(150, 5, 1), fill(150, 49, 1)])
def test_cma8_is_0_when_a_window_without_a_day_is_behind_a_gap(lost):
    fills = [fill(0, 200), lost]  # what is left of drug 0 is thrown away on day 150

    assert asked(8, fills, opens=180, same=True)[::3] == (0.0, cma.COVERED_BEFORE)


@pytest.mark.parametrize("last", [fill(150, 50, 1), fill(200, 5, 1)])
def test_cma8_has_no_number_when_a_window_without_a_day_is_behind_no_gap(last):
    value, _, _, why = asked(8, [fill(0, 200), last], opens=180, same=True)

    assert math.isnan(value)
    assert why == cma.COVERED_BEFORE


@pytest.mark.parametrize(("leaves", "value"), [(180, 0.5), (365, 0.37438356), (730, 0.34978448)])
def test_cma9_spreads_the_last_supply_over_the_rest_of_follow_up(leaves, value):
    fills = [fill(0, 30), fill(60, 30), fill(120, 30)]

    found = asked(9, fills, opens=0, closes=180, leaves=leaves)[0]

    last = 30 / (leaves - 120)
    assert found == pytest.approx((60 * 0.5 + 60 * 0.5 + 60 * last) / 180)
    assert round(found, 3) == round(value, 3)


def test_cma9_skips_what_follows_on_the_same_day():
    assert asked(9, [fill(100, 30), fill(100, 30)], leaves=200)[1] == pytest.approx(60)


def test_a_window_without_a_day():
    assert math.isnan(asked(7, [fill(100, 30)], closes=100)[0])
    assert asked(7, [fill(100, 30)], closes=100)[3] == cma.EMPTY_WINDOW
    assert asked(9, [fill(100, 30)], closes=100)[3] == cma.EMPTY_WINDOW


@pytest.mark.parametrize("number", [7, 8])
def test_a_window_without_a_day_that_lies_in_a_gap_is_0(number):
    before, just_before = [fill(80, 19)], [fill(80, 20)]

    assert asked(number, before, closes=100)[::3] == (0.0, cma.EMPTY_WINDOW)
    assert math.isnan(asked(number, just_before, closes=100)[0])
    assert math.isnan(asked(number, [*before, fill(100, 5)], closes=100)[0])


def test_a_window_of_less_than_no_day_has_no_number():
    assert math.isnan(asked(7, [fill(80, 5)], closes=99)[0])


def test_another_drug_next_throws_the_rest_away_where_only_the_same_is_carried():
    fills = [fill(100, 60, 0), fill(110, 10, 1), fill(120, 10, 1)]

    assert asked(7, fills)[1] == 80
    assert asked(7, fills, same=True)[1] == 30


def test_carried_days_stretch_when_the_dose_falls():
    fills = [fill(100, 60, 0, 2.0), fill(120, 10, 0, 1.0)]  # 40 days at 2 are 80 days at 1

    assert asked(7, fills)[1] == 70
    assert asked(7, fills, dosed=True)[1] == 100


def test_the_same_drug_and_another_dose_together():
    fills = [fill(100, 60, 0, 2.0), fill(120, 10, 1, 1.0), fill(130, 10, 1, 2.0)]

    assert asked(7, fills, same=True, dosed=True)[1] == 40


def test_fills_outside_the_follow_up_do_not_count():
    assert asked(7, [fill(99, 30), fill(150, 30)], follows=100)[1] == 30
    assert asked(9, [fill(100, 100), fill(366, 30)])[3] == cma.DONE


def test_many_windows_leave_alone_those_with_a_reason():
    results = [[math.nan] * 2 for _ in range(3)]
    reasons = [cma.DONE, -1]

    cma.measures(
        7,
        [100, 150],
        [30.0, 30.0],
        [],
        [],
        [0, 1],
        [1, 2],
        [0.0, 0.0],
        [365.0, 365.0],
        [100.0, 100.0],
        [200.0, 200.0],
        False,
        False,
        [0.0],
        [0.0],
        *results,
        reasons,
    )

    assert [results[1][0], results[2][0]] == [30.0, 100.0]
    assert math.isnan(results[0][1])
    assert reasons == [cma.DONE, -1]
