from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.counts import (
    DISCHARGED_ON,
    LAST_DAY,
    count_to_date,
    counted,
    day_of_window,
    points_in_words,
)
from carecoord.rules.engine.explain import explain
from carecoord.rules.engine.finding import Finding, Outcome

FIRST, SECOND, THIRD = (date(2026, month, 5).toordinal() for month in (1, 2, 3))


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


KEPT = finding(counted("visits kept", [THIRD, FIRST, SECOND], [FIRST, THIRD], [THIRD]))


def test_what_counted_by_the_day_is_counted_with_its_denominator_and_days():
    expected = "1 of 2 visits kept (50.0%), from 2026-01-05 to 2026-02-05"

    assert expected == str(count_to_date(KEPT, date(2026, 3, 4)))


def test_the_day_itself_is_inside_and_late_ones_are_told():
    expected = "2 of 3 visits kept (66.7%), 1 of them late, from 2026-01-05 to 2026-03-05"

    assert expected == str(count_to_date(KEPT, datetime(2026, 3, 5, 8, tzinfo=UTC)))


def test_before_anything_counted_there_is_no_count():
    assert count_to_date(KEPT, date(2026, 1, 4)) is None


def test_two_of_one_day_are_two():
    same = finding(counted("visits kept", [FIRST, FIRST], [FIRST]))

    assert count_to_date(same, date(2026, 1, 5)).counted == 2


def test_nothing_counted_leaves_no_details():
    assert counted("visits kept", [], []) == ()
    assert count_to_date(finding(()), date(2026, 3, 5)) is None


def test_details_hold_each_day_and_no_number():
    assert dict(KEPT.details)["counted on"] == (
        (date(2026, 1, 5),),
        (date(2026, 2, 5),),
        (date(2026, 3, 5),),
    )


def test_explain_tells_the_count_of_the_day():
    lines = explain(KEPT, date(2026, 2, 5)).splitlines()

    assert "  counted on: 2026-01-05, 2026-02-05, 2026-03-05" in lines
    assert "  So far: 1 of 2 visits kept (50.0%), from 2026-01-05 to 2026-02-05" in lines


WINDOW = finding(((DISCHARGED_ON, date(2026, 5, 22)), (LAST_DAY, date(2026, 6, 21))))


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2026, 5, 21), None),
        (date(2026, 5, 22), "Day 0 of 30 after the discharge, 30 days left after it"),
        (
            datetime(2026, 6, 20, 8, tzinfo=UTC),
            "Day 29 of 30 after the discharge, 1 day left after it",
        ),
        (date(2026, 6, 21), "Day 30 of 30 after the discharge, the last one"),
        (date(2026, 6, 22), None),
    ],
)
def test_the_day_of_a_window_is_told_inside_of_it(as_of, told):
    assert day_of_window(WINDOW, as_of) == told


def test_a_window_that_is_not_open_has_no_day():
    closed = attrs.evolve(WINDOW, outcome=Outcome.NOT_MET)

    assert day_of_window(closed, date(2026, 6, 1)) is None


@pytest.mark.parametrize("details", [(), WINDOW.details[:1], WINDOW.details[1:]])
def test_without_both_of_its_days_there_is_no_window(details):
    assert day_of_window(finding(details), date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("points", "words"),
    [(-1, "-1 points"), (0, "0 points"), (1, "1 point"), (2, "2 points")],
)
def test_one_point_is_told_as_one(points, words):
    assert points_in_words(points) == words
