import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.rules.kernels.sliding import fitting, laid, slid, stepped


def windows(opens, closes, length, step=30.0, steps=0):
    """The windows of one patient."""
    counts, apart = [0], [0.0]
    many = slid([opens], [closes], [length], step, steps, counts, apart)
    begins, ends = [0.0] * many, [0.0] * many
    laid([opens], [length], counts, apart, begins, ends)
    return list(zip(begins, ends, strict=True))


@pytest.mark.parametrize(("days", "many"), [(89, 0), (90, 1), (119, 1), (120, 2)])
def test_as_many_windows_as_fit_whole(days, many):
    assert many == fitting(days, 90, 30)


def test_windows_are_a_step_apart():
    assert windows(10, 130, 90) == [(10, 100), (40, 130)]


def test_a_window_may_open_on_the_day_nearest_to_a_fraction_of_a_step():
    assert windows(0, 15, 10, 2.4) == [(0, 10), (2, 12), (5, 15)]


def test_no_window_that_is_longer_than_what_is_observed():
    assert windows(0, 89, 90) == []


@pytest.mark.parametrize(
    ("steps", "step"),
    [(1, 90), (2, 90), (3, 90), (4, 60), (11, 18), (400, 1)],
)
def test_a_number_of_windows_covers_what_is_observed(steps, step):
    assert step == stepped(270, 90, steps)


def test_so_many_windows_as_are_asked_for():
    assert windows(0, 180, 90, steps=3) == [(0, 90), (45, 135), (90, 180)]


def test_a_patient_who_has_a_reason_is_left_out():
    counts, apart = [-1, 0], [0.0, 0.0]
    begins, ends = [0.0] * 1, [0.0] * 1

    many = slid([0, 5], [100, 95], [90, 90], 30.0, 0, counts, apart)
    laid([0, 5], [90, 90], counts, apart, begins, ends)

    assert (many, counts) == (1, [-1, 1])
    assert (begins, ends) == ([5], [95])


@given(
    opens=st.integers(0, 400),
    days=st.integers(0, 400),
    length=st.integers(1, 200),
    step=st.integers(1, 90),
)
def test_windows_lie_within_what_is_observed_and_no_other_fits(opens, days, length, step):
    found = windows(opens, opens + days, length, float(step))
    one_by_one = [
        (day, day + length)
        for day in range(opens, opens + days + 1)
        if (day - opens) % step == 0 and day + length <= opens + days
    ]

    assert one_by_one == found
