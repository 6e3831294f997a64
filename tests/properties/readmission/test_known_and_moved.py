"""After a discharge: what is not known yet says nothing yet, and other days say the same."""

from __future__ import annotations

from datetime import UTC, timedelta

import attrs
from discharged_charts import charts, moments
from hypothesis import given
from hypothesis import strategies as st
from moved import exact, findings_moved, moved

from carecoord import review
from carecoord.model.chart import LISTS
from carecoord.model.moment import first_day
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission import RULES, window

CATALOGUE = Catalogue.of(RULES)
AFTER_400_YEARS = 146_097
"""Days after which the calendar begins anew: months, leap years and weekdays are the same."""


def found(chart, as_of, catalogue=CATALOGUE):
    return review(chart, catalogue, as_of).findings


def each_list(chart, change):
    lists = {name: getattr(chart, name) for name in LISTS}
    return attrs.evolve(chart, **{name: facts and change(facts) for name, facts in lists.items()})


def comes_after(time, moment):
    """Whether something comes on a later day, whatever the hour."""
    return time is not None and first_day(time, UTC) > first_day(moment, UTC)


@given(chart=charts(), as_of=moments)
def test_what_is_not_yet_known_changes_nothing(chart, as_of):
    def known(facts):
        return tuple(fact for fact in facts if not comes_after(fact.known_on, as_of))

    assert found(chart, as_of) == found(each_list(chart, known), as_of)


@given(chart=charts(), as_of=moments)
def test_what_is_learned_later_of_a_fact_changes_nothing_before(chart, as_of):
    def as_it_stood(facts):
        return tuple(
            fact.before_later()
            if comes_after(fact.learned_later, as_of)
            and not comes_after(fact.known_on, as_of)
            and not fact.never_was
            else fact
            for fact in facts
        )

    assert found(chart, as_of) == found(each_list(chart, as_it_stood), as_of)


@given(chart=charts(), as_of=moments)
def test_all_that_is_found_moves_with_the_record_by_four_hundred_years(chart, as_of):
    chart, days = exact(chart), timedelta(days=AFTER_400_YEARS)
    late = found(moved(chart, AFTER_400_YEARS), as_of + days)

    assert found(chart, as_of) == findings_moved(late, -AFTER_400_YEARS)


@given(chart=charts(), as_of=moments, days=st.integers(-4_000, 4_000))
def test_the_window_counts_plain_days(chart, as_of, days):
    chart, catalogue = exact(chart), Catalogue.of(window.RULE)
    late = found(moved(chart, days), as_of + timedelta(days=days), catalogue)

    assert found(chart, as_of, catalogue) == findings_moved(late, -days)
