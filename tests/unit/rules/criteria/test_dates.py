"""Days that are found out while a rule runs."""

from datetime import date

import pytest

from carecoord.model import Encounter, Observation, PartialDate, Period
from carecoord.rules.criteria import EACH, MEASUREMENT_PERIOD, Facts, First, Last, On, Span, YearDay

RESULTS = Facts(Observation)
LEAP_DAY = On(date(2024, 2, 29))
YEAR_2025 = (date(2025, 1, 1).toordinal(), date(2025, 12, 31).toordinal())


def day(of, asked):
    """The one day that it is."""
    low, high = of.bounds(asked)
    assert low == high
    return date.fromordinal(low)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (LEAP_DAY.plus(years=1), date(2025, 2, 28)),
        (LEAP_DAY.minus(years=4), date(2020, 2, 29)),
        (On(date(2026, 1, 31)).plus(months=1, days=1), date(2026, 3, 1)),
        (On(date(2026, 3, 31)).minus(months=1, days=1), date(2026, 2, 27)),
        (On(date(2026, 1, 15)).plus(years=1, months=2), date(2027, 3, 15)),
        (On(date(2026, 1, 15)).minus(years=1, months=2), date(2024, 11, 15)),
    ],
)
def test_months_clip_to_the_end_of_the_month_and_days_count_from_there(frame, of, expected):
    assert day(of, frame()) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (MEASUREMENT_PERIOD.start, date(2025, 1, 1)),
        (MEASUREMENT_PERIOD.end, date(2025, 12, 31)),
        (YearDay(0, 2), date(2025, 2, 28)),
        (YearDay(-1, 2), date(2024, 2, 29)),
        (YearDay(-1, 3, 1), date(2024, 3, 1)),
    ],
)
def test_days_of_the_measurement_year(frame, of, expected):
    assert day(of, frame(period=YEAR_2025)) == expected


class TestDayOfAPick:
    """The start of the first result."""

    START = First(RESULTS).start

    def test_it_is_the_day_of_the_one_that_is_picked(self, frame, result):
        asked = frame(result("o2", date(2026, 5, 2)), result("o1", date(2026, 5, 1)))

        assert day(self.START, asked) == date(2026, 5, 1)

    def test_there_is_none_where_nothing_can_be_picked(self, frame):
        assert self.START.bounds(frame()) is None

    def test_it_can_be_any_day_where_it_is_open_which_is_picked(self, frame, result):
        """Of 1 May or some day of May, counting on from there says nothing."""
        asked = frame(result("o1", date(2026, 5, 1)), result("o2", PartialDate(2026, 5)))
        after = Facts(Encounter).starting(Span(self.START.plus(days=1), None))
        visit = Encounter(id="e1", period=Period(date(2026, 5, 30), None))
        rows = frame(*asked.view.chart.observations, visit).rows(after)

        assert (rows.sure, [r.fact.id for r in rows.maybe]) == ([], ["e1"])

    def test_it_can_be_any_day_where_nobody_asked(self, frame, result):
        """One that may come before is in a list that nobody asked for."""
        either = First(RESULTS | Facts(Encounter)).start
        low, high = either.bounds(frame(result("o1", date(2026, 5, 1)), unasked=("encounters",)))

        assert low < date(1900, 1, 1).toordinal()
        assert high > date(2100, 1, 1).toordinal()

    def test_its_end_is_the_last_day_inside(self, frame):
        stay = Encounter(id="e1", period=Period(date(2026, 5, 1), date(2026, 5, 4)))

        assert day(Last(Facts(Encounter)).end, frame(stay)) == date(2026, 5, 3)


class TestOtherwise:
    """The start of the first result, or else a leap day."""

    EITHER = First(RESULTS).start.otherwise(LEAP_DAY)

    def test_where_there_is_the_first_it_is_that(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)))

        assert day(self.EITHER, asked) == date(2026, 5, 1)
        assert self.EITHER.instants(asked) == First(RESULTS).start.instants(asked)

    def test_where_there_is_none_it_is_the_other(self, frame):
        asked = frame()

        assert day(self.EITHER, asked) == date(2024, 2, 29)
        assert self.EITHER.instants(asked) == LEAP_DAY.instants(asked)

    def test_where_it_is_open_it_can_be_any_day(self, frame):
        low, high = self.EITHER.bounds(frame(unasked=("observations",)))

        assert low < high


@pytest.mark.parametrize(
    ("of", "depends"),
    [
        (EACH.start, True),
        (EACH.start.plus(days=1), True),
        (LEAP_DAY, False),
        (LEAP_DAY.plus(days=1), False),
        (First(RESULTS).start, False),
        (EACH.start.otherwise(LEAP_DAY), True),
        (LEAP_DAY.otherwise(EACH.start), True),
        (LEAP_DAY.otherwise(LEAP_DAY), False),
        (First(RESULTS.starting(EACH.span)).start, True),
        (Span(LEAP_DAY, EACH.end), True),
        (Span(LEAP_DAY, None), False),
    ],
)
def test_what_depends_on_the_fact_that_a_filter_looks_at(of, depends):
    assert of.per_row is depends


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (LEAP_DAY.plus(months=1), "1 month after 2024-02-29"),
        (LEAP_DAY.plus(years=1, days=2), "12 months 2 days after 2024-02-29"),
        (LEAP_DAY.minus(days=1), "1 day before 2024-02-29"),
        (EACH.start, "its start"),
        (EACH.end, "its end"),
        (MEASUREMENT_PERIOD.start, "the first day of the measurement period"),
        (MEASUREMENT_PERIOD.end, "the last day of the measurement period"),
        (MEASUREMENT_PERIOD.span, "the measurement period"),
        (Span.days_after(LEAP_DAY, 0, 2), "from 2024-02-29 to 2 days after 2024-02-29"),
        (First(RESULTS).end, "the end of the first any Observation"),
        (EACH.start.otherwise(LEAP_DAY), "its start or else 2024-02-29"),
    ],
)
def test_in_words(of, words):
    assert str(of) == words


class TestInstants:
    """To the millisecond."""

    def test_the_next_instant_lies_in_the_same_day(self, frame, result):
        asked = frame(result("o1", date(2026, 5, 1)))
        start = First(RESULTS).start

        assert start.afterwards.bounds(asked) == start.bounds(asked)
        assert start.afterwards.instants(asked)[0] == start.instants(asked)[0] + 1

    @pytest.mark.parametrize("of", [First(RESULTS).start.plus(days=1), MEASUREMENT_PERIOD.end])
    def test_there_is_none_of_a_day_that_there_is_not(self, frame, of):
        assert of.instants(frame()) is None

    def test_the_year_goes_from_its_first_to_its_last(self, frame):
        asked = frame(period=YEAR_2025)
        (first, _), (_, last) = (
            edge.instants(asked) for edge in (MEASUREMENT_PERIOD.start, MEASUREMENT_PERIOD.end)
        )

        assert last - first == 365 * 86_400_000 - 1
