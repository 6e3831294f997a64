"""What rules about coverage, visits and referrals find holds until it is reviewed again."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import attrs
import pytest
from access_charts import with_access
from hypothesis import given
from hypothesis import strategies as st
from test_valid_until import walk

from carecoord import review
from carecoord.rules import Outcome, appointments, coverage, referrals
from carecoord.rules.catalogue import Catalogue

AROUND = date(2026, 6, 15)
RULES = (*appointments.RULES, *coverage.RULES, *referrals.RULES)
CATALOGUE = Catalogue.of(RULES)
CHARTS = 120
charts = st.integers(0, 1_000_000).map(lambda seed: with_access(seed, AROUND))


@cache
def findings():
    """What is found of many charts on one day."""
    return [
        finding
        for seed in range(3 * CHARTS)
        for finding in review(with_access(seed, AROUND), CATALOGUE, AROUND).findings
    ]


def broken(seeds, moments):
    return [
        (seed, moment)
        for seed in seeds
        for what, moment in walk(with_access(seed, AROUND), CATALOGUE, moments)
        if what == "wrong"
    ]


def test_findings_hold_on_every_day_until_valid_until():
    days = [AROUND + timedelta(days=n) for n in range(-45, 46)]

    assert broken(range(CHARTS), days) == []


def test_findings_hold_at_every_instant_until_valid_until():
    moments = [
        datetime.combine(AROUND + timedelta(days=n), time(hour, 20), UTC)
        for n in range(-4, 5)
        for hour in range(0, 24, 2)
    ]

    assert broken(range(CHARTS, 2 * CHARTS), moments) == []


@pytest.mark.nightly
def test_findings_of_many_charts_hold_on_every_day():
    days = [AROUND + timedelta(days=n) for n in range(-45, 46)]

    assert broken(range(10_000, 12_000), days) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_rule_comes_to_every_outcome_in_these_charts(rule, outcome):
    assert [one for one in findings() if (one.rule, one.outcome) == (rule.id, outcome)] != []


def test_work_is_opened_by_what_is_met_alone_and_says_when_it_is_due():
    acting = [one for one in findings() if one.action is not None]

    assert {one.outcome for one in acting} == {Outcome.MET}
    assert [one for one in acting if one.action.due is None or not one.action.licences] == []
    assert [one for one in acting if one.action.overdue_after < one.action.due] == []


def test_what_is_not_known_says_what_is_missing():
    unsure = [one for one in findings() if one.outcome is Outcome.INSUFFICIENT_DATA]

    assert [one for one in unsure if not one.missing] == []


@given(charts, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(chart, chance):
    def shuffled(name):
        facts = list(getattr(chart, name) or ())
        chance.shuffle(facts)
        return facts if getattr(chart, name) is not None else None

    names = ("coverages", "appointments", "orders", "eligibility_responses", "communications")
    other = attrs.evolve(chart, **{name: shuffled(name) for name in names})

    assert review(chart, CATALOGUE, AROUND).findings == review(other, CATALOGUE, AROUND).findings


@given(charts)
def test_a_key_names_one_finding(chart):
    keys = [one.key for one in review(chart, CATALOGUE, AROUND).findings]

    assert len(set(keys)) == len(keys)
