"""The days that facts cover, with what is uncertain about them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from carecoord.model import (
    Condition,
    Encounter,
    Fill,
    Observation,
    Order,
    PartialDate,
    Period,
    Prescription,
)
from carecoord.rules.engine.supply import supply
from carecoord.rules.engine.timing import (
    ALWAYS,
    NEVER,
    Row,
    at_end,
    at_start,
    day_bounds,
    day_number,
    shifted,
    times_of,
    usual,
)
from carecoord.rules.kernels.calendar_days import shift_months

EAST = timezone(timedelta(hours=2))


def day(year, month, number):
    return date(year, month, number).toordinal()


def edges(row):
    return row.start_low, row.start_high, row.end_low, row.end_high


class TestInstants:
    """Each has one day in a zone."""

    def test_late_in_the_evening_it_is_the_next_day_further_east(self):
        late = datetime(2026, 5, 1, 23, tzinfo=UTC)

        assert day_number(late, UTC) == day(2026, 5, 1)
        assert day_number(late, EAST) == day(2026, 5, 2)
        assert day_bounds(late, EAST) == (day(2026, 5, 2), day(2026, 5, 2))

    @pytest.mark.parametrize(
        ("moment", "zone"),
        [
            (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), EAST),
            (datetime(1, 1, 1, 0, 0, tzinfo=EAST), UTC),
        ],
    )
    def test_at_the_ends_of_the_calendar_it_stays(self, moment, zone):
        assert day_number(moment, zone) == moment.toordinal()


class TestPeriods:
    """Half-open, and a day of its own for one that ends on the day it starts."""

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (date(2026, 5, 1), date(2026, 5, 4), (1, 1, 3, 3)),
            (date(2026, 5, 1), date(2026, 5, 1), (1, 1, 1, 1)),
            (date(2026, 5, 1), datetime(2026, 5, 4, 9, tzinfo=UTC), (1, 1, 4, 4)),
            (date(2026, 5, 1), None, (1, 1, NEVER, NEVER)),
            (None, date(2026, 5, 4), (ALWAYS, 3, 3, 3)),
        ],
    )
    def test_of_a_visit(self, start, end, expected):
        visit = Encounter(id="e1", period=Period(start, end))
        base = day(2026, 4, 30)
        shown = [e if abs(e) >= NEVER else e - base for e in edges(usual(visit, UTC))]

        assert shown == list(expected)

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (date(2026, 5, 1), date(2026, 5, 4), (3, 3)),
            (date(2026, 5, 1), PartialDate(2026, 5), (1, 31)),
            (date(2026, 5, 1), None, (1, 1)),
            (PartialDate(2026, 5), None, (1, 31)),
        ],
    )
    def test_the_latest_day_is_the_last_or_without_an_end_the_first(self, start, end, expected):
        visit = Encounter(id="e1", period=Period(start, end))
        base = day(2026, 4, 30)
        latest = [e - base for e in edges(at_end(usual(visit, UTC), UTC))]

        assert latest == [*expected, *expected]

    def test_of_a_result_taken_over_some_days(self):
        taken = Observation(id="o1", effective=Period(date(2026, 5, 1), date(2026, 5, 3)))

        assert edges(usual(taken, UTC)) == (*[day(2026, 5, 1)] * 2, *[day(2026, 5, 2)] * 2)


class TestConditions:
    """From onset to abatement."""

    def test_one_that_ended_before_it_began_is_uncertain_on_both_sides(self):
        wrong = Condition(id="c1", onset=date(2026, 5, 10), abatement=date(2026, 5, 1))
        low, high = day(2026, 5, 1), day(2026, 5, 10)

        assert edges(usual(wrong, UTC)) == (low, high, low, high)

    def test_an_abatement_over_some_days_ends_with_it(self):
        gone = Period(date(2026, 5, 10), date(2026, 5, 13))
        over = Condition(id="c1", onset=date(2026, 5, 1), abatement=gone)

        assert edges(usual(over, UTC)) == (*[day(2026, 5, 1)] * 2, *[day(2026, 5, 12)] * 2)

    def test_an_onset_over_some_days_starts_with_it(self):
        onset = Period(PartialDate(2026, 5), date(2026, 6, 1))
        active = Condition(id="c1", onset=onset, clinical_status="active")

        assert edges(usual(active, UTC)) == (day(2026, 5, 1), day(2026, 5, 31), NEVER, NEVER)

    def test_without_an_onset_it_began_no_later_than_it_was_recorded(self):
        recorded = Condition(id="c1", recorded_on=date(2026, 5, 10), clinical_status="active")

        assert edges(usual(recorded, UTC)) == (ALWAYS, day(2026, 5, 10), NEVER, NEVER)

    def test_without_any_day_it_may_be_of_any(self):
        assert edges(usual(Condition(id="c1"), UTC)) == (ALWAYS, NEVER, ALWAYS, NEVER)

    def test_its_times_are_those_of_onset_and_abatement(self):
        first, last = date(2026, 5, 1), date(2026, 5, 13)
        over_days = Condition(
            id="c1",
            onset=Period(first, date(2026, 5, 3)),
            abatement=Period(date(2026, 5, 10), last),
        )

        assert times_of(over_days) == (first, last)
        assert times_of(Condition(id="c1", onset=first, abatement=last)) == (first, last)
        assert times_of(Condition(id="c1", recorded_on=first)) == (None, None)


class TestStart:
    """Only the start of what lasts."""

    def test_the_end_is_forgotten(self):
        row = Row(Condition(id="c1"), 1, 2, 5, 6)

        assert edges(at_start(row, UTC)) == (1, 2, 1, 2)

    def test_a_point_stays(self):
        row = Row(Condition(id="c1"), 3, 3, 3, 3)

        assert at_start(row, UTC) is row


class TestSupply:
    """The days that medicines last."""

    def test_a_fill_lasts_its_days_from_when_it_was_handed_over(self):
        fill = Fill(id="f1", handed_over_on=date(2026, 5, 1), days_supply=Decimal(30))
        row = supply(usual(fill, UTC), UTC)

        assert edges(row) == (*[day(2026, 5, 1)] * 2, *[day(2026, 5, 30)] * 2)

    def test_a_fill_of_no_day_may_be_of_any(self):
        row = supply(usual(Fill(id="f1", days_supply=Decimal(30)), UTC), UTC)

        assert edges(row) == (ALWAYS, NEVER, ALWAYS, NEVER)

    def test_a_prescription_of_no_length_has_an_end_that_is_not_known(self):
        written = Prescription(id="r1", authored_on=date(2026, 5, 1))
        row = supply(usual(written, UTC), UTC)

        assert edges(row) == (*[day(2026, 5, 1)] * 3, NEVER)

    def test_what_is_no_medicine_supplies_nothing_that_is_known(self):
        row = supply(usual(Condition(id="c1", onset=date(2026, 5, 1)), UTC), UTC)

        assert edges(row) == (ALWAYS, NEVER, ALWAYS, NEVER)


def test_open_edges_stay_open_when_shifted():
    assert shifted((ALWAYS, NEVER), days=5, months=1) == (ALWAYS, NEVER)
    assert shifted((day(2026, 1, 31), NEVER), months=1) == (day(2026, 2, 28), NEVER)


@pytest.mark.parametrize("number", [0, -5, date.max.toordinal() + 1])
def test_a_day_that_no_date_can_name_stays(number):
    assert shift_months(number, 3) == number


def test_facts_of_two_types_may_share_an_id():
    row = Row(Observation(id="o1"), 1, 1, 1, 1)

    assert row.is_of(Observation(id="o1"))
    assert not row.is_of(Observation(id="o2"))
    assert not row.is_of(Order(id="o1"))
