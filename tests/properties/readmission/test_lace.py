"""What is true of LACE for every chart of stays, visits and conditions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import Chart, Condition, Encounter, PartialDate, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission.lace import RULE

CATALOGUE = Catalogue.of(RULE)
PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"
START = date(2026, 1, 1)

days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
hours = st.sampled_from((0, 9, 23))
moments = days | st.builds(lambda day, hour: datetime.combine(day, time(hour), UTC), days, hours)
long_ago = st.just(date(2020, 1, 1))
moments_or_months = st.one_of(
    long_ago, long_ago, moments, st.sampled_from((PartialDate(2026, 2), PartialDate(2025), None))
)


@st.composite
def encounters(draw):
    begun = draw(moments)
    length = timedelta(days=draw(st.integers(0, 10)), hours=1)
    end = begun + length if draw(st.integers(0, 9)) else None
    urgency, home = (
        draw(st.sampled_from(("EM", "EM", "EL", None))),
        draw(st.sampled_from(("home", "home", None, "snf"))),
    )
    return Encounter(
        id="e",
        status=draw(st.sampled_from(("finished", "finished", "finished", "cancelled"))),
        encounter_class=Code(
            ACT_CODE, draw(st.sampled_from(("IMP", "IMP", "EMER", "EMER", "AMB")))
        ),
        priority=urgency and concept(Code(PRIORITY, urgency)),
        discharge_disposition=home and concept(Code(DISPOSITION, home)),
        period=Period(begun, end),
    )


ordinary_stays = st.builds(
    lambda begun, nights, urgency: Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "IMP"),
        priority=concept(Code(PRIORITY, urgency)),
        period=Period(begun, begun + timedelta(days=nights, hours=1)),
    ),
    st.integers(8, 20).map(lambda n: START + timedelta(days=n)),
    st.integers(1, 8),
    st.sampled_from(("EM", "EL")),
)
conditions = st.builds(
    Condition,
    id=st.just("c"),
    code=st.sampled_from(("I50.9", "E11.9", "E11.22", "B20", "M17.11")).map(
        lambda code: concept(icd10cm(code))
    ),
    clinical_status=st.sampled_from(("active", "resolved")),
    verification_status=st.sampled_from(("confirmed", None, "refuted")),
    onset=moments_or_months,
    recorded_on=moments_or_months,
)


def _own_ids(facts):
    return tuple(attrs.evolve(fact, id=f"{fact.id}{n}") for n, fact in enumerate(facts))


charts = st.builds(
    lambda visits, problems, born, died: Chart(
        key="p",
        patient=Patient(birth_date=born, deceased=died),
        encounters=_own_ids(visits),
        conditions=None if problems is None else _own_ids(problems),
    ),
    st.lists(encounters(), min_size=1, max_size=6)
    | st.builds(
        lambda stay, more: [stay, *more], ordinary_stays, st.lists(encounters(), max_size=6)
    ),
    st.lists(conditions, max_size=5) | st.lists(conditions, min_size=2, max_size=5) | st.none(),
    st.sampled_from((*[date(1950, 1, 1)] * 5, date(2008, 2, 10), PartialDate(2008), None)),
    st.one_of(*[st.none()] * 4, moments),
)
as_ofs = st.one_of(
    days,
    st.integers(28, 40).map(lambda n: START + timedelta(days=n)),
    st.builds(lambda day, hour: datetime.combine(day, time(hour, 30), UTC), days, hours),
)


def later(as_of, thousandths, until):
    """A moment from ``as_of`` up to but excluding ``until``, which None puts far off."""
    far = (until or as_of + timedelta(days=90)) - as_of
    return as_of + (
        far * thousandths // 1000
        if isinstance(as_of, datetime)
        else timedelta(days=far.days * thousandths // 1000)
    )


@given(chart=charts, as_of=as_ofs, thousandths=st.integers(0, 999))
def test_findings_hold_until_the_review_says(chart, as_of, thousandths):
    first = review(chart, CATALOGUE, as_of)

    again = review(chart, CATALOGUE, later(as_of, thousandths, first.valid_until))
    assert first.findings == again.findings


@given(chart=charts, as_of=as_ofs)
def test_the_score_is_the_sum_of_its_evidence(chart, as_of):
    (finding,) = review(chart, CATALOGUE, as_of).findings

    if finding.score is not None:
        assert finding.score == sum(line.points or 0 for line in finding.evidence)


@given(chart=charts, as_of=as_ofs)
def test_data_are_insufficient_exactly_when_something_is_listed_missing(chart, as_of):
    (finding,) = review(chart, CATALOGUE, as_of).findings

    assert (finding.outcome is Outcome.INSUFFICIENT_DATA) is bool(finding.missing)


@given(chart=charts, as_of=as_ofs, data=st.data())
def test_the_order_of_the_record_changes_nothing(chart, as_of, data):
    shuffled = attrs.evolve(chart, encounters=data.draw(st.permutations(chart.encounters)))

    assert review(chart, CATALOGUE, as_of).findings == review(shuffled, CATALOGUE, as_of).findings


@given(chart=charts, as_of=days, more=conditions)
def test_more_comorbidity_never_lowers_the_score(chart, as_of, more):
    worse = attrs.evolve(chart, conditions=(*(chart.conditions or ()), attrs.evolve(more, id="c9")))
    better = attrs.evolve(chart, conditions=chart.conditions or ())
    (low,) = review(better, CATALOGUE, as_of).findings
    (high,) = review(worse, CATALOGUE, as_of).findings

    if low.score is not None and high.score is not None:
        assert low.score <= high.score


@given(chart=charts, as_of=as_ofs)
def test_taking_away_what_no_evidence_names_changes_no_high_score(chart, as_of):
    (finding,) = review(chart, CATALOGUE, as_of).findings
    if finding.outcome is not Outcome.MET:
        return
    named = {ref.id for line in finding.evidence for ref in line.facts}
    bare = attrs.evolve(
        chart,
        conditions=[fact for fact in chart.conditions or () if fact.id in named],
        encounters=[fact for fact in chart.encounters if fact.id in named],
    )

    (again,) = review(bare, CATALOGUE, as_of).findings
    assert (finding.score, finding.outcome) == (again.score, again.outcome)
