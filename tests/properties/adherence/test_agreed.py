"""What was agreed: counts agree with a slow reader, and doing more never opens work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st
from invented_charts import invented

from carecoord import review
from carecoord.model import Appointment, Chart, Observation, Patient
from carecoord.rules.adherence import RULES
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.counts import count_to_date
from carecoord.rules.engine.finding import Outcome

AROUND = date(2026, 6, 15)
NAMES = frozenset(
    f"adherence.{name}" for name in ("appointments", "care-plan", "goals", "monitoring")
)
CATALOGUE = Catalogue.of(tuple(rule for rule in RULES if rule.id in NAMES))
charts = st.integers(0, 1_000_000).map(lambda seed: invented(seed, AROUND))
days = st.integers(-200, 200).map(lambda n: AROUND + timedelta(days=n))
booked = st.lists(
    st.tuples(st.integers(-800, 60), st.sampled_from(("fulfilled", "arrived", "noshow"))),
    max_size=12,
)


def findings(chart, as_of):
    return {f.key: f for f in review(chart, CATALOGUE, as_of).findings}


def appointment(number, days_on, status):
    start = datetime.combine(AROUND + timedelta(days=days_on), time(9), UTC)
    return Appointment(id=f"a{number}", status=status, start=start)


@given(booked, days)
def test_the_rate_is_that_of_a_slow_reader(drawn, as_of):
    """Each day of the year before is looked at, and everything that was on it."""
    visits = [appointment(n, on, status) for n, (on, status) in enumerate(drawn)]
    chart = Chart(key="p", patient=Patient(), appointments=visits)
    (finding,) = review(
        chart, Catalogue.of([r for r in RULES if r.id == "adherence.appointments"]), as_of
    ).findings
    counted = kept = 0
    missed = set()
    day = as_of
    while not (day.month == as_of.month and day.day == as_of.day and day.year < as_of.year):
        on = [visit for visit in visits if visit.start.date() == day]
        counted += len(on)
        kept += sum(visit.status != "noshow" for visit in on)
        missed |= {day for visit in on if visit.status == "noshow"}
        day -= timedelta(days=1)
    count = count_to_date(finding, as_of)

    assert (kept, counted) == ((0, 0) if count is None else (count.done, count.counted))
    assert (finding.outcome is Outcome.NOT_MET) is (len(missed) >= 2)


def open_keys(found):
    return {key for key, finding in found.items() if finding.outcome is Outcome.NOT_MET}


@given(charts, days)
def test_with_every_step_done_no_plan_has_anything_left(chart, as_of):
    plans = [
        attrs.evolve(
            plan,
            activities=[
                attrs.evolve(one, status="completed", reference=None) for one in plan.activities
            ],
        )
        for plan in chart.care_plans or ()
    ]
    found = findings(attrs.evolve(chart, care_plans=plans), as_of)

    assert [key for key in open_keys(found) if "care-plan" in key] == []


@given(charts, charts, days)
def test_more_results_leave_no_more_tests_to_be_done(chart, other, as_of):
    """A result more is a test less, or none; never one more."""
    more = tuple(
        attrs.evolve(fact, id=f"more-{fact.id}")
        for fact in other.observations or ()
        if isinstance(fact, Observation)
    )
    richer = attrs.evolve(chart, observations=(*(chart.observations or ()), *more))
    before = {key for key in open_keys(findings(chart, as_of)) if "monitoring" in key}
    after = {key for key in open_keys(findings(richer, as_of)) if "monitoring" in key}

    assert chart.observations is None or after <= before


@given(charts, days)
def test_work_is_opened_with_its_facts_and_the_day_on_which_it_turned(chart, as_of):
    for finding in findings(chart, as_of).values():
        if finding.outcome is Outcome.NOT_MET:
            turned = dict(finding.details)["turned on"]

            assert turned <= as_of
            assert any(line.facts for line in finding.evidence)
