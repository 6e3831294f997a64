"""The first, the last, and all of the last day; what may be picked when days are not exact."""

from datetime import date

import pytest

from carecoord.model import Observation, PartialDate, Procedure
from carecoord.rules.criteria import Facts, First, Last, LastDay, On
from carecoord.rules.criteria.dates import Span

RESULTS = Facts(Observation)
EARLY, MIDDLE, LATE = date(2026, 5, 5), date(2026, 5, 12), date(2026, 5, 20)
SOME_DAY_OF_MAY = PartialDate(2026, 5)


def found(selection, asked):
    """The ids that are certainly picked, and those that may be."""
    rows = asked.rows(selection)
    return sorted(r.fact.id for r in rows.sure), sorted(r.fact.id for r in rows.maybe)


@pytest.mark.parametrize(
    ("pick", "expected"),
    [(First, ["o1"]), (Last, ["o4"]), (LastDay, ["o3", "o4"])],
)
def test_of_exact_days(frame, result, pick, expected):
    asked = frame(result("o2", MIDDLE), result("o3", LATE), result("o1", EARLY), result("o4", LATE))

    assert found(pick(RESULTS), asked) == (expected, [])


def test_of_two_on_the_first_day_the_lower_id_is_the_first(frame, result):
    assert found(First(RESULTS), frame(result("o2", EARLY), result("o1", EARLY))) == (["o1"], [])


@pytest.mark.parametrize(
    ("pick", "expected"),
    [(First, ["early", "wide"]), (Last, ["late", "wide"]), (LastDay, ["late", "wide"])],
)
def test_what_certainly_comes_after_another_cannot_be_picked(frame, result, pick, expected):
    """Some day of May may be the first of all, or the last; 12 May is neither."""
    asked = frame(
        result("wide", SOME_DAY_OF_MAY),
        result("early", EARLY),
        result("middle", MIDDLE),
        result("late", LATE),
    )

    assert found(pick(RESULTS), asked) == ([], expected)


def test_an_inexact_day_that_certainly_comes_later_leaves_nothing_open(frame, result):
    asked = frame(result("o1", EARLY), result("o2", PartialDate(2026, 6), issued_at=EARLY))

    assert found(First(RESULTS), asked) == (["o1"], [])
    assert found(Last(RESULTS), asked) == (["o2"], [])


def test_one_that_may_belong_leaves_it_open(frame, result):
    """Whether the wide one is of the time from 10 May is not known."""
    asked = frame(result("wide", SOME_DAY_OF_MAY), result("o1", LATE))
    since = RESULTS.starting(Span(On(date(2026, 5, 10)), None))

    assert found(First(since), asked) == ([], ["o1", "wide"])


def test_with_a_list_that_nobody_asked_for_nothing_is_certainly_the_first(frame, result):
    asked = frame(result("o1", EARLY), unasked=("procedures",))
    from_both = First(RESULTS | Facts(Procedure))

    assert found(from_both, asked) == ([], ["o1"])
    assert asked.rows(from_both).missing == ("procedures (never asked for)",)
