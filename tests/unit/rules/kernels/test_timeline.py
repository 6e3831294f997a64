"""Possession on a timeline of each drug."""

import math

import pytest

from carecoord.rules.kernels import timeline


def asked(fills, opens, closes, *, supplied=False, from_first=False, follows=0):
    """Value, numerator, denominator, days left and reason, of fills of day, length and drug."""
    starts, lengths, drugs = ([one[at] for one in fills] for at in range(3))
    ends = [timeline.NEVER] * 3
    values, numerators, denominators, left = ([math.nan] for _ in range(4))
    reasons = [timeline.DONE]
    timeline.possessions(
        supplied,
        from_first,
        starts,
        lengths,
        drugs,
        [0],
        [len(fills)],
        [follows],
        [opens],
        [closes],
        ends,
        values,
        numerators,
        denominators,
        left,
        reasons,
    )
    assert ends == [timeline.NEVER] * 3
    return values[0], numerators[0], denominators[0], left[0], reasons[0]


def sorted_by_day(fills):
    return sorted(fills, key=lambda one: one[0])


COURSES = sorted_by_day(
    [(90 * n, 90, 0) for n in range(4)] + [(90 * n + 10, 7, 1) for n in range(4)]
)
TOGETHER = [(day, 30, drug) for day in (0, 60, 120) for drug in (0, 1)]


@pytest.mark.parametrize("supplied", [False, True])
def test_short_courses_beside_a_drug_that_covers_all_days(supplied):
    assert asked(COURSES, 0, 360, supplied=supplied)[:3] == (1.0, 360, 360)


@pytest.mark.parametrize("supplied", [False, True])
def test_two_drugs_filled_on_the_same_days(supplied):
    assert asked(TOGETHER, 0, 180, supplied=supplied)[:3] == (0.5, 90, 180)
    assert asked(sorted_by_day(TOGETHER[::-1]), 0, 180, supplied=supplied)[:3] == (0.5, 90, 180)


def test_an_early_refill_is_used_after_what_is_in_hand():
    assert asked([(0, 30, 0), (20, 30, 0)], 0, 100)[1] == 60


def test_another_drug_is_not_shifted():
    assert asked([(0, 30, 0), (20, 30, 1)], 0, 100)[1] == 50


def test_supply_beyond_the_window_is_cut_by_pdc_and_shown_as_left():
    assert asked([(0, 30, 0), (20, 90, 0)], 0, 100)[1:4] == (100, 100, 20)


def test_supply_beyond_the_window_counts_in_mpr():
    assert asked([(0, 30, 0), (20, 90, 0)], 0, 100, supplied=True)[:2] == (1.2, 120)


def test_supply_from_before_the_window_counts_in_pdc_alone():
    fills = [(0, 30, 0), (50, 10, 0)]

    assert asked(fills, 20, 100)[1] == 20
    assert asked(fills, 20, 100, supplied=True)[1] == 10


def test_fills_before_the_follow_up_do_not_count():
    assert asked([(0, 30, 0), (50, 10, 0)], 20, 100, follows=10)[1] == 10


def test_a_window_can_open_with_its_first_fill():
    fills = [(0, 30, 0), (50, 10, 0), (70, 10, 0)]

    assert asked(fills, 20, 100, from_first=True)[1:3] == (20, 50)


def test_a_fill_on_the_day_after_the_window_does_not_count():
    assert asked([(0, 30, 0), (100, 30, 0)], 0, 100)[1:4] == (30, 100, 0)


def test_no_fill_and_no_supply_has_a_reason():
    assert asked([(0, 10, 0)], 20, 100)[4] == timeline.NO_FILL
    assert asked([(100, 10, 0)], 20, 100, from_first=True)[4] == timeline.NO_FILL


def test_a_window_without_a_day():
    assert asked([(0, 10, 0)], 20, 20)[4] == timeline.EMPTY_WINDOW


def test_what_has_a_reason_is_left_alone():
    values = [math.nan]
    timeline.possessions(
        False, False, [0], [1.0], [0], [0], [1], [0], [0], [10], [timeline.NEVER], values, [0.0],
        [0.0], [0.0], [-1],
    )  # fmt: skip

    assert math.isnan(values[0])
