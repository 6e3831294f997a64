"""Every cycle of certification at the edges of its windows, with a course made from the cycle.

What the days must be is counted here, not by the rules.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from carecoord import review
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.cycle import Cycle, DaysBefore
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Unit
from carecoord.rules.engine.window import Standing
from carecoord.testing.invented.value_sets import value_sets
from carecoord.testing.witness import Scene, witness

CATALOGUE = standard(value_sets=value_sets())
DAY = timedelta(days=1)
START = date(2026, 1, 31)
CYCLES = [
    pytest.param(rule, id=rule.id) for rule in CATALOGUE.rules if isinstance(rule.shape, Cycle)
]


def after(day, span):
    """The day that lies so many days or months after another."""
    if span.unit is Unit.MONTHS:
        return day + relativedelta(months=span.count)
    return day + timedelta(days=span.count)


def starts(shape):
    """The first days of the first three periods."""
    first, second = START, after(START, shape.lengths[0])
    length = shape.lengths[min(1, len(shape.lengths) - 1)]
    months = sum(one.count for one in (shape.lengths[0], length) if one.unit is Unit.MONTHS)
    days = sum(one.count for one in (shape.lengths[0], length) if one.unit is Unit.DAYS)
    return first, second, START + relativedelta(months=months) + timedelta(days=days)


def window(shape, period, before, following):
    """The first and last day of a period's window, ``following`` the first of the next period."""
    if isinstance(shape.review, DaysBefore):
        return before + (shape.review.first - 1) * DAY, before + (shape.review.last - 1) * DAY
    due = following - DAY if shape.review.due is None else after(period, shape.review.due)
    return after(period, shape.review.earliest), due


def course(rule):
    """A chart in which a course goes on from its first day."""
    begins = witness(rule.shape.begins, START, catalogue=CATALOGUE, name="course", ends=False)
    return Scene().having(begins)


def second(rule, as_of, *facts):
    """What is said of the second period."""
    _, period, _ = starts(rule.shape)
    found = review(course(rule).having(facts).chart, CATALOGUE, as_of).findings
    told = [f for f in found if f.rule == rule.id and f.key.endswith(period.isoformat())]
    return told[0] if told else None


def certified(rule, on, by=None):
    """What certifies a period on a day, by one who may, or by somebody else."""
    return witness(
        rule.shape.certified_by,
        on,
        catalogue=CATALOGUE,
        scene=course(rule),
        by=rule.shape.by if by is None else by,
        name="certified",
    )


def days(rule):
    """The window of the second period, and the last day on which anything certifies it."""
    first, period, third = starts(rule.shape)
    opens, due = window(rule.shape, period, first, third)
    fourth = after(third, rule.shape.lengths[-1])
    return opens, due, window(rule.shape, third, period, fourth)[0] - DAY


@pytest.mark.parametrize("rule", CYCLES)
def test_the_window_of_the_second_period(rule):
    opens, due, closes = days(rule)
    told = second(rule, START).window

    assert (told.earliest, told.due, told.closes) == (opens, due, closes)
    assert told.standing(opens - DAY) is Standing.UPCOMING
    assert told.standing(opens) is Standing.DUE
    assert told.standing(due) is Standing.DUE
    late = Standing.OVERDUE if closes > due else Standing.WINDOW_CLOSED
    assert told.standing(due + DAY) is late
    assert told.standing(closes + DAY) is Standing.WINDOW_CLOSED


@pytest.mark.parametrize("rule", CYCLES)
def test_what_certifies_it_at_the_edges(rule):
    opens, due, closes = days(rule)

    def outcome(on):
        told = second(rule, max(on, opens), *certified(rule, on))
        return None if told is None else (told.outcome, told.window.done)

    assert outcome(opens - DAY) != (Outcome.MET, opens - DAY)
    assert outcome(opens) == (Outcome.MET, opens)
    assert outcome(due) == (Outcome.MET, due)
    late = outcome(due + DAY)
    assert (late == (Outcome.MET, due + DAY)) is (closes > due)


@pytest.mark.parametrize("rule", CYCLES)
def test_somebody_else_does_not_certify_it(rule):
    opens, *_ = days(rule)
    if not rule.shape.by:
        pytest.skip("anybody may")
    other = next(one for one in Licence if one not in rule.shape.by)
    told = second(rule, opens, *certified(rule, opens, frozenset({other})))

    assert told.window.done is None


@pytest.mark.parametrize("rule", CYCLES)
def test_it_is_on_the_worklist_from_so_long_before_its_window_until_the_next_opens(rule):
    opens, _, closes = days(rule)
    if rule.shape.ahead.unit is Unit.MONTHS:
        first = opens - relativedelta(months=rule.shape.ahead.count)
    else:
        first = opens - rule.shape.ahead.count * DAY

    def on_it(day):
        told = second(rule, day)
        return told is not None and told.action is not None

    assert on_it(max(first, START))
    assert not on_it(first - DAY)
    assert on_it(closes)
    assert not on_it(closes + DAY)


def test_there_are_cycles():
    assert len(CYCLES) >= 4
