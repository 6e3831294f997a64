"""What was entered in error is no record: a review finds what it finds without it."""

from __future__ import annotations

import attrs
from drawn_charts import CATALOGUE, some_charts, some_days
from hypothesis import given
from hypothesis import strategies as st

from carecoord.model.chart import LISTS
from carecoord.model.status_words import words_of
from carecoord.rules.engine.review import review

FIELDS = ("verification_status", "lifecycle_status", "status")


def turned(fact, word):
    """The fact with a word that turns it around; None where its type has none such."""
    for field in FIELDS:
        if word in (words_of(type(fact), field) or ()):
            return attrs.evolve(fact, **{field: word})
    return None


def said(chart, as_of):
    """What a review says and asks for, by the keys of its findings."""
    found = review(chart, CATALOGUE, as_of).findings
    return {one.key: (one.outcome, one.action, one.missing) for one in found}


def both(chart, word, among):
    """The chart with some facts turned around, and without them."""
    instead, left = {}, {}
    for name in LISTS:
        facts = getattr(chart, name)
        if facts is None:
            continue
        pairs = [(fact, turned(fact, word) if fact.id in among else None) for fact in facts]
        instead[name] = tuple(fact if other is None else other for fact, other in pairs)
        left[name] = tuple(fact for fact, other in pairs if other is None)
    return attrs.evolve(chart, **instead), attrs.evolve(chart, **left)


def some_of(ids):
    """Some of the ids, if there are any."""
    return st.sets(st.sampled_from(ids)) if ids else st.just(set())


@given(some_charts, some_days, st.data())
def test_a_record_entered_in_error_is_no_record(chart, as_of, data):
    ids = sorted(fact.id for fact in chart.facts())
    wrong, without = both(chart, "entered-in-error", data.draw(some_of(ids)))

    assert said(without, as_of) == said(wrong, as_of)
