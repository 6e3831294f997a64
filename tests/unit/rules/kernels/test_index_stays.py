"""What days keep a stay from being an index stay: on both sides of every edge."""

import pytest

from carecoord.rules.kernels.index_stays import (
    DIED,
    END_UNKNOWN,
    NO_AGE,
    NO_DAY,
    NO_DISCHARGE,
    NO_DISPOSITION,
    NOT_ENROLLED_AFTER,
    NOT_ENROLLED_BEFORE,
    RUN_OUT,
    START_UNKNOWN,
    YOUNG,
    own_reasons,
)

LEFT_OUT = 2**40


def reasons(known=0, *, until=1000, old_on=(), covered_on=(), enrolled_until=(), died_on=()):
    """Of a stay from day 100 to day 105, with a window of 30 days."""
    found = [known]
    own_reasons(
        30, until, LEFT_OUT, [100], [105], old_on, covered_on, enrolled_until, died_on, found
    )
    return found[0]


def test_nothing_is_against_a_stay_of_which_nothing_is_looked_at():
    assert reasons() == 0


@pytest.mark.parametrize(("until", "found"), [(135, 0), (134, RUN_OUT)])
def test_the_window_ends_within_the_data(until, found):
    assert reasons(until=until) == found


@pytest.mark.parametrize(("day", "found"), [(99, 0), (100, 0), (101, YOUNG), (NO_DAY, NO_AGE)])
def test_the_age_is_reached_by_the_day_of_admission(day, found):
    assert reasons(old_on=[day]) == found


@pytest.mark.parametrize(
    ("day", "found"), [(100, 0), (101, NOT_ENROLLED_BEFORE), (NO_DAY, START_UNKNOWN)]
)
def test_enrolment_has_lasted_by_the_day_of_admission(day, found):
    assert reasons(covered_on=[day]) == found


@pytest.mark.parametrize(
    ("day", "found"), [(135, 0), (134, NOT_ENROLLED_AFTER), (NO_DAY, END_UNKNOWN)]
)
def test_enrolment_lasts_to_the_last_day_of_the_window(day, found):
    assert reasons(enrolled_until=[day]) == found


@pytest.mark.parametrize(
    ("died", "found"), [(135, 0), (136, NOT_ENROLLED_AFTER), (NO_DAY, NOT_ENROLLED_AFTER)]
)
def test_who_dies_within_the_window_need_not_be_enrolled_after_that(died, found):
    assert reasons(enrolled_until=[110], died_on=[died]) == found


@pytest.mark.parametrize(
    ("died", "known", "found"),
    [
        (104, 0, DIED),
        (105, 0, 0),
        (105, NO_DISPOSITION, NO_DISPOSITION + DIED),
        (106, NO_DISPOSITION, NO_DISPOSITION),
    ],
)
def test_a_death_before_the_discharge_is_in_the_stay(died, known, found):
    assert reasons(known, died_on=[died]) == found


def test_without_a_discharge_nothing_after_it_is_looked_at():
    assert reasons(NO_DISCHARGE, until=0, old_on=[101]) == NO_DISCHARGE + YOUNG


def test_a_row_that_is_left_out_stays_as_it_is():
    assert reasons(LEFT_OUT, until=0, old_on=[101]) == LEFT_OUT
