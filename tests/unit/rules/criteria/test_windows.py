"""Windows that move with the day, and how long their answer holds."""

from datetime import date

import pytest

from carecoord.model import Authorization, Condition, Observation, PartialDate, Period
from carecoord.rules.criteria import EACH, Exists, Facts, On
from carecoord.rules.criteria.dates import Span

RESULTS = Facts(Observation)


def holds(selection, asked):
    return Exists(selection).holds(asked)


class TestOfKnownLength:
    """Permissions that end some day, and such as nobody knows the end of."""

    KNOWN = Facts(Authorization).of_known_length()

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            (date(2026, 5, 1), True),
            (PartialDate(2026), True),
            (None, False),
        ],
    )
    def test_the_end_decides(self, frame, end, expected):
        asked = frame(Authorization(id="a1", period=Period(date(2026, 1, 1), end)))

        assert holds(self.KNOWN, asked) is expected

    def test_in_words(self):
        assert str(self.KNOWN) == "any Authorization of known length"


class TestWithinLast:
    """Within the last 3 months, on 1 June 2026: from 2 March on."""

    RECENT = RESULTS.within_last(months=3)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2026, 6, 1), True),
            (date(2026, 3, 2), True),
            (date(2026, 3, 1), False),
            (PartialDate(2026, 4), True),
            (PartialDate(2026, 3), None),
            (PartialDate(2026, 2), False),
            (PartialDate(2026), None),
            (None, None),
        ],
    )
    def test_it_counts_forward_from_the_fact(self, frame, result, on, expected):
        assert holds(self.RECENT, frame(result("o1", on))) is expected

    def test_it_holds_until_the_fact_is_too_old(self, frame, result):
        asked = frame(result("o1", date(2026, 4, 15)))

        assert holds(self.RECENT, asked) is True
        assert asked.view.valid_until() == date(2026, 7, 15)

    def test_a_fact_that_is_still_to_come_is_not_within_it(self, frame, result):
        coming = result("o1", date(2026, 6, 20), issued_at=date(2026, 5, 20))
        asked = frame(coming)

        assert holds(self.RECENT, asked) is False
        assert asked.view.valid_until() == date(2026, 6, 20)

    @pytest.mark.parametrize(
        ("recorded", "expected"),
        [(date(2026, 3, 1), False), (date(2026, 3, 2), None)],
    )
    def test_what_began_before_it_was_written_down(self, frame, recorded, expected):
        """Without an onset it began some day until it was recorded."""
        asked = frame(Condition(id="c1", recorded_on=recorded))

        assert holds(Facts(Condition).within_last(months=3), asked) is expected

    def test_what_began_some_day_is_over_when_its_last_day_is_too_old(self, frame):
        asked = frame(Condition(id="c1", recorded_on=date(2026, 5, 10)))

        assert holds(Facts(Condition).within_last(months=3), asked) is None
        assert asked.view.valid_until() == date(2026, 8, 10)

    def test_in_days(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 25)))

        assert holds(RESULTS.within_last(days=7), asked) is False
        assert holds(RESULTS.within_last(days=8), asked) is True

    def test_its_words(self):
        assert str(self.RECENT) == "any Observation within the last 3 months"
        assert str(RESULTS.within_last(days=7)) == "any Observation within the last 7 days"


class TestCurrent:
    """A permission that is in force."""

    @pytest.mark.parametrize(
        ("period", "expected"),
        [
            (Period(date(2026, 1, 1), None), True),
            (Period(date(2026, 1, 1), date(2026, 6, 1)), False),
            (Period(date(2026, 1, 1), date(2026, 6, 2)), True),
            (Period(date(2026, 6, 2), None), False),
            (Period(None, date(2026, 7, 1)), None),
        ],
    )
    def test_it_has_begun_and_not_ended(self, frame, period, expected):
        """Ends are half-open: a period to 2 June still has 1 June."""
        running = Facts(Authorization).current()
        asked = frame(Authorization(id="a1", created_on=date(2020, 1, 1), period=period))

        assert holds(running, asked) is expected


def test_a_span_around_a_day_that_does_not_exist_holds_nothing(frame, result):
    """Outside of a filter, EACH is nobody."""
    nothing = RESULTS.starting(Span(EACH.start, EACH.end))

    assert holds(nothing, frame(result("o1", date(2026, 5, 1)))) is False


def test_spans_and_days_in_words():
    day = On(date(2026, 5, 1))

    assert str(Span(day, None)) == "from 2026-05-01"
    assert str(Span(None, day)) == "until 2026-05-01"
    assert str(Span(day, day.plus(days=1))) == "from 2026-05-01 to 1 day after 2026-05-01"
    assert str(day.minus(months=2, days=3)) == "2 months 3 days before 2026-05-01"
    assert str(day.plus()) == "2026-05-01"
