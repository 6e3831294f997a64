"""Ticks stand on days, weeks, months or years, whatever has room."""

from __future__ import annotations

from datetime import date

import pytest

from carecoord.adapters.pictures.axis import Axis
from carecoord.adapters.pictures.spans import Span


def axis(first, days, *, dated=True):
    start = first.toordinal() if dated else first
    return Axis(Span(start, start + days), 200, 1000, dated)


def labels(of):
    return [tick.label for tick in of.ticks()]


def test_days_for_a_week():
    assert [f"2025-03-0{n}" for n in range(3, 10)] == labels(axis(date(2025, 3, 3), 7))


def test_weeks_begin_on_mondays():
    days = [date.fromordinal(int(tick.day)) for tick in axis(date(2025, 3, 5), 60).ticks()]

    assert [date(2025, 3, 10), date(2025, 3, 17)] == days[:2]
    assert {0} == {day.weekday() for day in days}


def test_months_for_half_a_year():
    assert labels(axis(date(2025, 1, 2), 190)) == [
        "2025-02",
        "2025-03",
        "2025-04",
        "2025-05",
        "2025-06",
    ]


def test_quarters_begin_in_january():
    assert " ".join(labels(axis(date(2025, 1, 2), 1000))[:4]) == "2025-04 2025-07 2025-10 2026-01"


def test_years_for_ten_years():
    assert [str(year) for year in range(2026, 2035)] == labels(axis(date(2025, 3, 1), 3652))


def test_plain_days_are_counted_in_round_numbers():
    assert labels(axis(0, 1000, dated=False))[:4] == ["day 0", "day 100", "day 200", "day 300"]


@pytest.mark.parametrize("days", [0.25, 1, 2, 45, 400, 9000, 700_000])
@pytest.mark.parametrize("first", [date(1, 1, 1), date(2024, 2, 29), date(9998, 12, 1)])
def test_there_is_no_span_without_an_axis(first, days):
    for tick in axis(first, days).ticks():
        assert first.toordinal() <= tick.day <= first.toordinal() + days


def test_a_day_outside_stands_at_the_edge():
    week = axis(date(2025, 3, 3), 7)

    assert week.x(0) == 200
    assert week.x(10**7) == 1000
