from datetime import UTC, date, datetime

import pytest

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Finding, Outcome
from carecoord.rules.engine.possession import (
    miss_days_left,
    most_missed,
    on,
    ratio_to_date,
)

JANUARY = ((date(2026, 1, 1), date(2026, 1, 31)),)


def finding(details):
    return Finding(
        key="k",
        patient="p",
        rule="r",
        edition="1",
        title="t",
        outcome=Outcome.MET,
        citation=Citation(text="t", locator="l", status=Status.CONVENTION),
        details=details,
    )


HELD = finding(
    (
        ("days that count", JANUARY),
        ("supply in hand", ((date(2026, 1, 1), date(2026, 1, 10)),)),
    )
)


def test_days_are_counted_up_to_the_day_inside():
    ratio = ratio_to_date(HELD, date(2026, 1, 20))

    assert (ratio.held, ratio.counted) == (10, 20)
    assert str(ratio) == "10 of 20 days (50.0%)"


def test_an_instant_counts_with_its_own_day():
    ratio = ratio_to_date(HELD, datetime(2026, 1, 5, 23, tzinfo=UTC))

    assert ratio.counted == 5


def test_before_the_period_there_is_no_ratio():
    assert ratio_to_date(HELD, date(2025, 12, 31)) is None


def test_a_finding_about_something_else_has_no_ratio():
    assert ratio_to_date(finding((("days that count", JANUARY),)), date(2026, 1, 20)) is None
    assert ratio_to_date(finding(()), date(2026, 1, 20)) is None


def test_supply_on_days_that_do_not_count_is_left_out():
    away = finding(
        (
            ("days that count", ((date(2026, 1, 6), date(2026, 1, 31)),)),
            ("supply in hand", ((date(2026, 1, 1), date(2026, 1, 10)),)),
        )
    )

    assert ratio_to_date(away, date(2026, 1, 31)).held == 5


@pytest.mark.parametrize(
    ("day", "left"),
    [(1, 6), (10, 6), (11, 6), (12, 5), (16, 1), (17, 0), (18, 0), (31, 0)],
)
def test_miss_days_are_left_until_80_percent_is_out_of_reach(day, left):
    """31 days need 25: of the six to miss the first is the 11th, and on the 17th none is left."""
    assert miss_days_left(HELD, date(2026, 1, day)) == left


def test_miss_days_of_an_instant_are_those_of_its_day():
    assert miss_days_left(HELD, datetime(2026, 1, 12, 23, tzinfo=UTC)) == 5


def test_before_the_period_all_miss_days_are_left():
    assert miss_days_left(HELD, date(2025, 12, 1)) == 6


def test_a_finding_about_something_else_has_no_miss_days():
    assert miss_days_left(finding((("days that count", JANUARY),)), date(2026, 1, 20)) is None
    assert miss_days_left(finding(()), date(2026, 1, 20)) is None


@pytest.mark.parametrize(
    ("counted", "most"), [(0, 0), (4, 0), (5, 1), (91, 18), (365, 73), (366, 73)]
)
def test_80_percent_is_compared_unrounded(counted, most):
    assert most_missed(counted) == most


def test_beyond_the_end_of_the_calendar_stands_its_end():
    assert on(date.max.toordinal() + 5) == date.max


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (1, date.min),
        (0, date.min),
        (-(10**9), date.min),
        (date.max.toordinal(), date.max),
        (date.max.toordinal() + 1, date.max),
    ],
)
def test_a_day_beyond_an_end_of_the_calendar_is_that_end(day, expected):
    assert on(day) == expected
