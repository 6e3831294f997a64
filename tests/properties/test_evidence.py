"""What a finding names is what decided it: no more, no less."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import attrs
import pytest

from carecoord import review
from carecoord.adapters.codec import fhir_r4
from carecoord.model.chart import LISTS, Chart
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.engine.finding import Finding, Outcome
from carecoord.testing import synthetic
from carecoord.testing.examples import EXAMPLES, example
from carecoord.testing.invented import AS_OF
from carecoord.testing.invented.value_sets import value_sets


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return standard(calendar=lambda day: day.weekday() < 5, value_sets=value_sets())


@pytest.fixture(scope="module")
def charts() -> list[Chart]:
    bundles = [*(example(name) for name in EXAMPLES), *synthetic(80, seed=23)]
    return [r.chart for r in fhir_r4.read(bundles) if r.chart is not None]


def without(chart: Chart, ids: set[str]) -> Chart:
    kept = {
        name: None if facts is None else [f for f in facts if f.id not in ids]
        for name, facts in ((name, getattr(chart, name)) for name in LISTS)
    }
    return attrs.evolve(chart, **kept)


def named(finding: Finding) -> set[str]:
    return {ref.id for line in finding.evidence for ref in line.facts}


def met(chart: Chart, catalogue: Catalogue, day: date) -> list[Finding]:
    findings = review(chart, catalogue, day).findings
    return [f for f in findings if f.outcome is Outcome.MET and named(f)]


def found(chart: Chart, catalogue: Catalogue, day: date, key: str) -> Finding | None:
    return next((f for f in review(chart, catalogue, day).findings if f.key == key), None)


def test_taking_away_what_a_met_finding_names_changes_it(catalogue, charts):
    tried = 0
    for chart in charts:
        for finding in met(chart, catalogue, AS_OF):
            tried += 1
            left = without(chart, named(finding))
            assert found(left, catalogue, AS_OF, finding.key) != finding

    assert tried > 50


def test_taking_away_anything_else_changes_nothing(catalogue, charts):
    chance = Random(2)
    tried = 0
    for chart in charts:
        for finding in met(chart, catalogue, AS_OF):
            others = [f.id for f in chart.facts() if f.id not in named(finding)]
            for other in chance.sample(others, min(4, len(others))):
                tried += 1
                left = without(chart, {other})
                assert found(left, catalogue, AS_OF, finding.key) == finding, (finding.key, other)

    assert tried > 200


def test_the_order_of_the_facts_changes_nothing(catalogue, charts):
    chance = Random(4)
    for chart in charts:
        shuffled = attrs.evolve(
            chart,
            **{
                name: chance.sample(facts, len(facts))
                for name in LISTS
                if (facts := getattr(chart, name)) is not None
            },
        )
        expected = review(chart, catalogue, AS_OF).findings

        assert expected == review(shuffled, catalogue, AS_OF).findings


def test_what_is_not_known_yet_changes_nothing(catalogue, charts):
    day = AS_OF - timedelta(days=120)
    for chart in charts:
        later = {
            fact.id
            for fact in chart.facts()
            if fact.known_on is not None and _day(fact.known_on) > day
        }
        expected = review(chart, catalogue, day).findings

        assert expected == review(without(chart, later), catalogue, day).findings


def _day(time: object) -> date:
    return getattr(time, "first_day", None) or getattr(time, "date", lambda: time)()


def test_a_finding_carries_every_label_of_what_it_names(catalogue, charts):
    for chart in charts:
        labels = {fact.id: fact.labels for fact in chart.facts()}
        for finding in review(chart, catalogue, AS_OF).findings:
            expected = frozenset().union(*(labels.get(i, frozenset()) for i in named(finding)))

            assert expected == finding.labels


def test_what_answers_an_open_line_is_a_rule_of_the_catalogue_and_a_step_of_it(catalogue, charts):
    names = {
        name
        for chart in charts
        for finding in review(chart, catalogue, AS_OF).findings
        for line in finding.evidence
        for name in line.answered_by
    }
    steps = {
        f"{rule.id}:{step.name}"
        for rule in catalogue.rules
        for step in getattr(rule.shape, "steps", ())
    }

    assert len(names) > 5
    assert names <= steps | {rule.id for rule in catalogue.rules}
