"""The order of a chart's facts says nothing, and what is not known yet says nothing yet."""

from __future__ import annotations

from datetime import UTC, date

import attrs
from drawn_charts import CATALOGUE, some_charts, some_days
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model.chart import LISTS, Chart
from carecoord.model.moment import first_day


def findings(chart: Chart, as_of: date) -> tuple[object, ...]:
    found = review(chart, CATALOGUE, as_of)
    return found.findings, found.holds


def each_list(chart: Chart, change) -> Chart:
    """The chart with every list that was asked for changed."""
    lists = {name: getattr(chart, name) for name in LISTS}
    changed = {name: change(name, facts) for name, facts in lists.items() if facts is not None}
    return attrs.evolve(chart, **changed)


def comes_after(time: object, day: date) -> bool:
    return time is not None and first_day(time, UTC) > day


@given(some_charts, some_days, st.randoms(use_true_random=False))
def test_shuffling_the_facts_changes_nothing(chart, as_of, chance):
    shuffled = each_list(chart, lambda _, facts: chance.sample(facts, len(facts)))

    assert findings(chart, as_of) == findings(shuffled, as_of)


@given(some_charts, some_charts, some_days)
def test_facts_not_yet_known_change_nothing(chart, other, as_of):
    def with_later(name, facts):
        more = [
            attrs.evolve(fact, id=f"later-{fact.id}")
            for fact in getattr(other, name) or ()
            if comes_after(fact.known_on, as_of)
        ]
        return (*facts, *more)

    assert findings(chart, as_of) == findings(each_list(chart, with_later), as_of)


@given(some_charts, some_days)
def test_taking_away_what_is_not_yet_known_changes_nothing(chart, as_of):
    def known(_, facts):
        return [fact for fact in facts if not comes_after(fact.known_on, as_of)]

    assert findings(chart, as_of) == findings(each_list(chart, known), as_of)


@given(some_charts, some_days)
def test_what_is_learned_later_of_a_fact_changes_nothing_before(chart, as_of):
    def as_it_stood(_, facts):
        return [
            fact.before_later()
            if comes_after(fact.learned_later, as_of)
            and not comes_after(fact.known_on, as_of)
            and not fact.never_was
            else fact
            for fact in facts
        ]

    assert findings(chart, as_of) == findings(each_list(chart, as_it_stood), as_of)
