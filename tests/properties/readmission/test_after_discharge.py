"""What is true after a discharge, for every chart of stays and of what is done after them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import attrs
from discharged_charts import START, appointments, charts, moments, several
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import Label
from carecoord.model.chart import LISTS
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission import RULES

CATALOGUE = Catalogue.of(RULES)
SCORES = {"readmission.lace", "readmission.hospital", "readmission.hospital-2013"}


def found(chart, as_of):
    return review(chart, CATALOGUE, as_of).findings


@given(chart=charts(), as_of=moments, thousandths=st.integers(0, 999))
def test_findings_hold_until_the_review_says(chart, as_of, thousandths):
    first = review(chart, CATALOGUE, as_of)
    far = (first.valid_until or as_of + timedelta(days=500)) - as_of
    later = as_of + (
        far * thousandths // 1000
        if isinstance(as_of, datetime)
        else timedelta(days=far.days * thousandths // 1000)
    )

    assert first.findings == found(chart, later)


@given(chart=charts(), as_of=moments, data=st.data())
def test_the_order_of_the_record_changes_nothing(chart, as_of, data):
    shuffled = attrs.evolve(
        chart,
        **{
            name: data.draw(st.permutations(facts))
            for name in LISTS
            if (facts := getattr(chart, name)) is not None
        },
    )

    assert found(chart, as_of) == found(shuffled, as_of)


@given(chart=charts(), as_of=moments)
def test_a_finding_carries_the_labels_of_what_it_names(chart, as_of):
    labels: dict[str, frozenset[Label]] = {}
    for fact in chart.facts():
        labels[fact.id] = labels.get(fact.id, frozenset()) | fact.labels
    for finding in found(chart, as_of):
        named = (ref.id for line in finding.evidence for ref in line.facts)

        assert finding.labels == frozenset().union(*(labels[i] for i in named))


@given(chart=charts(), as_of=moments, data=st.data())
def test_taking_away_what_nothing_names_changes_nothing_of_what_is_open(chart, as_of, data):
    for finding in found(chart, as_of):
        if finding.outcome is not Outcome.MET or finding.missing or finding.rule in SCORES:
            continue
        if any(line.holds is None and line.because for line in finding.evidence):
            continue
        named = {ref.id for line in finding.evidence for ref in line.facts}
        others = [f for f in chart.facts() if f.id not in named and f.id[0] not in "eh"]
        if not others:
            continue
        other = data.draw(st.sampled_from(others))
        left = {
            name: None if facts is None else [f for f in facts if f is not other]
            for name, facts in ((name, getattr(chart, name)) for name in LISTS)
        }
        again = {f.key: f for f in found(attrs.evolve(chart, **left), as_of)}

        assert again[finding.key] == finding


@given(chart=charts(), as_of=moments, booked=several(appointments))
def test_no_visit_that_is_booked_changes_a_score(chart, as_of, booked):
    def scores(of):
        return [f for f in found(of, as_of) if f.rule in SCORES]

    assert scores(chart) == scores(attrs.evolve(chart, appointments=booked))


@given(chart=charts(), days_after=st.integers(0, 31))
def test_a_score_of_a_discharge_stays_what_it_was_until_it_lapses(chart, days_after):
    """Once everything on record is known: what came late was dated before, or counts nowhere."""
    dated = [f.known_on for f in chart.facts() if isinstance(f.known_on, date)]
    at = max((_day(t) for t in dated), default=START) + timedelta(days=15)
    told = {f.key: f for f in found(chart, at) if f.rule in SCORES and f.score is not None}
    later = {f.key: f for f in found(chart, at + timedelta(days=days_after))}
    for key, finding in told.items():
        lapses = dict(finding.details)["lapses after"]

        if at + timedelta(days=days_after) <= lapses:
            assert later[key] == finding
        else:
            assert later[key].outcome is Outcome.NOT_APPLICABLE


def _day(moment):
    return moment.date() if isinstance(moment, datetime) else moment


@given(chart=charts(), as_of=moments)
def test_one_item_at_most_comes_of_a_discharge(chart, as_of):
    acting = [f for f in found(chart, as_of) if f.action is not None]

    assert len(acting) <= 1
    assert {f.rule for f in acting} <= {"readmission.open-tasks"}
    assert all(any(line.holds for line in f.evidence if "is high" in line.clause) for f in acting)


@given(chart=charts(), as_of=moments)
def test_every_point_names_the_fact_that_earned_it(chart, as_of):
    for finding in found(chart, as_of):
        assert all(line.facts for line in finding.evidence if line.points)
