"""Days covered by supply, in May 2026."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.model import PartialDate, Prescription, Quantity
from carecoord.rules.criteria import Covered, Facts, First, On
from carecoord.rules.criteria.dates import Span
from carecoord.rules.engine.supply import supply

ORDERS = Facts(Prescription).timed(supply)
MAY = Span(On(date(2026, 5, 1)), On(date(2026, 5, 31)))


def order(name, on, days):
    length = None if days is None else Quantity(Decimal(days), "d")
    return Prescription(id=name, authored_on=on, supply=length)


def covered(at_least, span=MAY, **other):
    return Covered(drugs=[ORDERS], span=span, at_least=at_least, **other)


def ids(answer):
    return [ref.id for line in answer.evidence for ref in line.facts]


def test_an_early_supply_is_used_after_the_one_before_it(frame):
    """From 1 May 10 days, then 10 more: 1 to 20 May, though the second was ordered on 5 May."""
    asked = frame(order("p2", date(2026, 5, 5), 10), order("p1", date(2026, 5, 1), 10))

    assert covered(20).holds(asked) is True
    assert covered(21).holds(asked) is False
    answer = covered(20).answer(asked)
    assert ids(answer) == ["p1", "p2"]
    assert answer.evidence[0].because == "20 days covered"


def test_each_may_keep_its_own_days(frame):
    """From 1 May 10 days, from 5 May 10 more: 1 to 14 May when nothing is shifted."""
    asked = frame(order("p2", date(2026, 5, 5), 10), order("p1", date(2026, 5, 1), 10))

    assert covered(14, laid_end_to_end=False).holds(asked) is True
    assert covered(15, laid_end_to_end=False).holds(asked) is False


def test_only_days_of_the_span_count(frame):
    """20 April and 20 days last until 9 May; 30 May and 10 days give 30 and 31 May."""
    asked = frame(order("p1", date(2026, 4, 20), 20), order("p2", date(2026, 5, 30), 10))

    assert covered(11).answer(asked).evidence[0].because == "11 days covered"
    assert (covered(11).holds(asked), covered(12).holds(asked)) == (True, False)


def test_a_supply_of_one_day_covers_it(frame):
    assert covered(1).holds(frame(order("p1", date(2026, 5, 31), 1))) is True


def test_a_supply_of_unknown_length_counts_for_nothing(frame):
    assert covered(1).holds(frame(order("p1", date(2026, 5, 1), None))) is False


def test_a_supply_of_the_next_month_is_no_evidence(frame):
    asked = frame(order("p1", date(2026, 5, 31), 5), order("p2", date(2026, 6, 1), 5))

    assert ids(covered(1).answer(asked)) == ["p1"]


class TestInexactDays:
    """A supply of 10 days, ordered on 1 May, and another one of some day."""

    @pytest.mark.parametrize(
        ("at_least", "on", "holds"),
        [
            (10, PartialDate(2026, 5), True),
            (11, PartialDate(2026, 5), None),
            (11, PartialDate(2026), None),
            (11, PartialDate(2026, 6), False),
            (11, PartialDate(2025, 1), False),
        ],
    )
    def test_it_decides_only_where_any_day_would_do(self, frame, at_least, on, holds):
        asked = frame(order("p1", date(2026, 5, 1), 10), order("p2", on, 5))

        assert covered(at_least).holds(asked) is holds

    def test_it_is_too_little_for_far_more_days(self, frame):
        """Wherever in May 5 days lie, 10 and 5 are not 50."""
        asked = frame(order("p1", date(2026, 5, 1), 10), order("p2", PartialDate(2026, 5), 5))

        assert covered(50).holds(asked) is False

    def test_it_says_what_is_not_known(self, frame):
        asked = frame(order("p1", date(2026, 5, 1), 10), order("p2", PartialDate(2026, 5), 5))
        answer = covered(12).answer(asked)

        assert answer.missing == (f"{covered(12)} (a time is not exact enough)",)
        assert answer.evidence[0].because == "at least 10 days covered"
        assert ids(answer) == ["p1", "p2"]

    def test_what_it_pushes_on_may_reach_the_span(self, frame):
        """29 April and 4 days end on 2 May; 5 days of April before it can push that to 7 May."""
        asked = frame(order("p1", date(2026, 4, 29), 4), order("p2", PartialDate(2026, 4), 5))

        assert covered(2).holds(asked) is True
        assert covered(3).holds(asked) is None

    def test_what_is_not_shifted_pushes_nothing(self, frame):
        """29 April and 4 days end on 2 May; 5 days of March before it leave that as it is."""
        asked = frame(order("p1", date(2026, 4, 29), 4), order("p2", PartialDate(2026, 3), 5))

        assert covered(3, laid_end_to_end=False).holds(asked) is False
        assert covered(3).holds(asked) is None

    def test_a_span_from_an_inexact_day_leaves_it_open(self, frame):
        asked = frame(order("p1", PartialDate(2026, 5), 10))
        first = First(Facts(Prescription)).start
        answer = covered(1, Span(first, first.plus(days=9))).answer(asked)

        assert answer.holds is None
        assert answer.missing[0].endswith("(a time is not exact enough)")

    def test_a_list_that_nobody_asked_for_leaves_it_open(self, frame):
        asked = frame(unasked=("prescriptions",))
        answer = covered(1).answer(asked)

        assert covered(1).holds(asked) is None
        assert (answer.holds, answer.missing) == (None, ("prescriptions (never asked for)",))


class TestLastChance:
    """Of the 31 days of May 20 are to be covered: 11 may be left without supply."""

    DAY = covered(20).last_chance

    @pytest.mark.parametrize(
        ("orders", "day"),
        [
            ((), 12),
            (((1, 10),), 22),
            (((5, 10),), 22),
            (((1, 5), (20, 5)), 17),
            (((1, 19),), 31),
            (((1, 20),), 31),
            (((25, 60),), 12),
        ],
    )
    def test_it_is_the_twelfth_day_without_supply(self, frame, orders, day):
        """From that day on without a break there are 20 days, from the next on there are not."""
        asked = frame(
            *(order(f"p{n}", date(2026, 5, on), days) for n, (on, days) in enumerate(orders))
        )
        last, next_to_it = date(2026, 5, day), date(2026, 5, min(day + 1, 31))

        assert self.DAY.bounds(asked) == (last.toordinal(), last.toordinal())
        more = [
            frame(*asked.view.chart.prescriptions, order("m", on, 99)) for on in (last, next_to_it)
        ]
        assert covered(20).holds(more[0]) is True
        assert covered(20).holds(more[1]) is (day == 31)

    def test_a_supply_of_some_day_may_put_it_off(self, frame):
        asked = frame(order("p1", date(2026, 5, 1), 10), order("p2", PartialDate(2026, 5), 5))

        assert self.DAY.bounds(asked) == (
            date(2026, 5, 22).toordinal(),
            date(2026, 5, 31).toordinal(),
        )

    def test_what_is_not_known_puts_it_off_to_the_last_day(self, frame):
        last = date(2026, 5, 31).toordinal()

        assert self.DAY.bounds(frame(unasked=("prescriptions",))) == (last, last)

    def test_without_a_span_there_is_none(self, frame):
        first = First(Facts(Prescription)).start
        chance = covered(1, Span(first, first.plus(days=9))).last_chance

        assert chance.bounds(frame()) is None

    def test_in_words(self):
        assert str(self.DAY) == f"the last day on which there can be {covered(20)}"
