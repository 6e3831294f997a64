"""How windows are written."""

from datetime import date, timedelta

import pytest

from carecoord.adapters.tables.spans import Column, Length, Unit, days_of, mover, span
from carecoord.errors import AuthoringError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("180d", Length(180, Unit.DAYS)),
        (" -6 w ", Length(-6, Unit.WEEKS)),
        ("3mo", Length(3, Unit.MONTHS)),
        ("2y", Length(2, Unit.YEARS)),
        ("1.5d", Length(1.5, Unit.DAYS)),
        (90, Length(90, Unit.DAYS)),
        (timedelta(days=7), Length(7, Unit.DAYS)),
        ("2025-02-28", date(2025, 2, 28)),
        (date(2025, 2, 28), date(2025, 2, 28)),
        ("column:A b", Column("A b", Unit.DAYS)),
        ("column:A/mo", Column("A", Unit.MONTHS)),
        ("column:a/b", Column("a/b", Unit.DAYS)),
    ],
)
def test_what_can_be_written(written, read):
    assert read == span(written, "x")


@pytest.mark.parametrize("written", ["", "d", "180", "180 days", "column:", "2025-02-30", "1m"])
def test_what_cannot(written):
    with pytest.raises(AuthoringError, match="Write 180d"):
        span(written, "the length of follow-up")


@pytest.mark.parametrize(
    ("unit", "day", "amount", "moved"),
    [
        (Unit.DAYS, date(2025, 1, 31), 0.5, date(2025, 1, 31)),
        (Unit.DAYS, date(2025, 1, 31), 1.5, date(2025, 2, 2)),
        (Unit.WEEKS, date(2025, 1, 31), 1, date(2025, 2, 7)),
        (Unit.MONTHS, date(2021, 1, 31), 1, date(2021, 3, 1)),
        (Unit.YEARS, date(2020, 2, 29), 1, date(2021, 3, 1)),
    ],
)
def test_a_month_that_lacks_the_day_rolls_on(unit, day, amount, moved):
    assert moved.toordinal() == mover(unit)(day.toordinal(), amount)


def test_lengths_that_are_not_by_the_calendar():
    assert [days_of(Length(2, unit)) for unit in Unit] == [2, 14, 60, 730]
