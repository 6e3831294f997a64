from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from carecoord.errors import ImpossiblePeriod, RecordRejected
from carecoord.model import PartialDate, Period

TOKYO = timezone(timedelta(hours=9))
START, END = date(2026, 3, 10), date(2026, 3, 20)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 3, 9), False),
        (date(2026, 3, 10), True),
        (date(2026, 3, 19), True),
        (date(2026, 3, 20), False),
    ],
)
def test_a_period_contains_its_start_and_not_its_end(day, inside):
    assert inside == Period(START, END).contains(day)


@pytest.mark.parametrize(
    ("day", "inside"), [(date(2026, 3, 9), False), (date(2026, 3, 10), True), (date.max, True)]
)
def test_a_period_without_an_end_lasts(day, inside):
    assert inside == Period(START).contains(day)


@pytest.mark.parametrize(
    ("day", "inside"), [(date.min, True), (date(2026, 3, 19), True), (date(2026, 3, 20), False)]
)
def test_a_period_without_a_start_has_always_been(day, inside):
    assert inside == Period(None, END).contains(day)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 3, 9), False),
        (date(2026, 3, 10), True),
        (date(2026, 3, 20), True),
        (date(2026, 3, 21), False),
    ],
)
def test_a_period_between_instants_contains_the_days_of_both(day, inside):
    stay = Period(datetime(2026, 3, 10, 23, tzinfo=UTC), datetime(2026, 3, 20, 0, 5, tzinfo=UTC))

    assert inside == stay.contains(day)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_a_period_between_months_contains_what_it_may(day, inside):
    assert inside == Period(PartialDate(2026, 3), PartialDate(2026, 5)).contains(day)


def test_an_empty_period_contains_nothing():
    assert not Period(START, START).contains(START)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(START, END), date(2026, 3, 10), date(2026, 3, 19)),
        (Period(), None, None),
        (Period(PartialDate(2026), PartialDate(2026, 6)), date(2026, 1, 1), date(2026, 6, 30)),
        (Period(None, date.min), None, date.min),
        (
            Period(datetime(2026, 3, 10, 20, tzinfo=UTC), datetime(2026, 3, 20, 20, tzinfo=UTC)),
            date(2026, 3, 11),
            date(2026, 3, 21),
        ),
    ],
)
def test_people_are_told_the_first_and_the_last_day_inside(period, first, last):
    assert first == period.first_day(TOKYO)
    assert last == period.last_day(TOKYO)


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (date(2026, 3, 19), date(2026, 3, 20)),
        (date(2026, 2, 28), date(2026, 3, 1)),
        (PartialDate(2026, 2), PartialDate(2026, 2)),
        (PartialDate(2026), PartialDate(2026)),
        (datetime(2026, 3, 19, 8, tzinfo=UTC), datetime(2026, 3, 19, 8, tzinfo=UTC)),
        (None, None),
        (date.max, None),
    ],
)
def test_a_last_day_inside_becomes_the_first_day_outside(last, end):
    assert end == Period.through(START.replace(month=1), last).end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 10), date(2026, 3, 9)),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), datetime(2026, 3, 10, 7, 59, tzinfo=UTC)),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), datetime(2026, 3, 10, 16, 59, tzinfo=TOKYO)),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), date(2026, 3, 9)),
        (date(2026, 3, 10), datetime(2026, 3, 9, 23, tzinfo=UTC)),
        (PartialDate(2026, 3), PartialDate(2026, 2)),
        (PartialDate(2026), date(2025, 12, 31)),
        (date(2026, 3, 10), PartialDate(2025)),
    ],
)
def test_a_period_does_not_end_before_it_starts(start, end):
    with pytest.raises(ImpossiblePeriod, match="the end precedes the start"):
        Period(start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 3, 10), date(2026, 3, 10)),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), datetime(2026, 3, 10, 17, tzinfo=TOKYO)),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), date(2026, 3, 10)),
        (date(2026, 3, 10), datetime(2026, 3, 10, 0, tzinfo=UTC)),
        (PartialDate(2026, 3), PartialDate(2026, 3)),
        (date(2026, 3, 10), PartialDate(2026)),
    ],
)
def test_a_period_may_end_when_it_starts_as_far_as_is_known(start, end):
    assert (start, end) == (Period(start, end).start, Period(start, end).end)


@pytest.mark.parametrize("edge", ["start", "end"])
def test_an_edge_that_is_an_instant_needs_an_offset(edge):
    with pytest.raises(RecordRejected, match=f"period {edge}"):
        Period(**{edge: datetime(2026, 3, 10, 8)})  # noqa: DTZ001  the fault under test


@pytest.mark.parametrize(
    ("end", "over"),
    [
        (date(2026, 5, 2), date(2026, 5, 1)),
        (datetime(2026, 5, 2, 9, tzinfo=UTC), datetime(2026, 5, 2, 9, tzinfo=UTC)),
        (PartialDate(2026, 5), PartialDate(2026, 5)),
        (date.min, date.min),
        (None, None),
    ],
)
def test_it_was_over_at_a_moment_or_on_its_last_day_inside(end, over):
    assert over == Period(None, end).ended
