"""What is true of HOSPITAL, in all its forms, for every chart of stays, results and procedures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import (
    Chart,
    Condition,
    Encounter,
    Observation,
    PartialDate,
    Patient,
    Period,
    Procedure,
    Quantity,
)
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm, loinc, snomed
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.parameters import Dated
from carecoord.rules.readmission import hospital, hospital_2013, hospital_simplified

LIKELY_FROM = hospital_simplified.LIKELY_FROM.name
CATALOGUE = Catalogue.of(
    hospital.RULE,
    hospital_2013.RULE,
    hospital_simplified.RULE,
    parameters={LIKELY_FROM: Dated(LIKELY_FROM, ((date(2026, 1, 5), 4),))},
)
PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
START = date(2026, 1, 1)

days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
hours = st.sampled_from((0, 9, 23))
instants = st.builds(lambda day, hour: datetime.combine(day, time(hour), UTC), days, hours)
long_before = st.integers(1, 400).map(lambda n: START - timedelta(days=n))
lately = st.integers(5, 60).map(lambda n: START - timedelta(days=5 * n))
days_or_months = st.one_of(days, instants, st.sampled_from((PartialDate(2026, 1), None)))


def mostly(usual, *seldom):
    """One of the usual values nine times of ten."""
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(usual if n else seldom))


def stays(begun, most):
    """Stays that begin on such days and last no more than so many nights."""
    return st.builds(
        lambda begun, nights, urgency, service: Encounter(
            id="e",
            status="finished",
            encounter_class=Code(ACT_CODE, "IMP"),
            priority=urgency and concept(Code(PRIORITY, urgency)),
            service_type=service and concept(snomed(service)),
            period=Period(begun, begun + timedelta(days=nights)),
        ),
        begun,
        st.integers(1, most),
        mostly(("EM", "EL"), None),
        mostly(("419192003", "394593009"), None),
    )


def results(test, step, unit, on):
    """Results of a test about its limit."""
    return st.builds(
        lambda on, issued, amount, unit: Observation(
            id="o",
            status="final",
            code=concept(loinc(test)),
            effective=on,
            issued_at=issued,
            value=Quantity(Decimal(amount) * Decimal(step), unit),
        ),
        on,
        mostly((None,), *(datetime(2026, 1, day, 12, tzinfo=UTC) for day in (12, 20))),
        st.integers(100, 145),
        mostly((unit,), "mol/L"),
    )


procedures = st.builds(
    Procedure,
    id=st.just("d"),
    status=st.sampled_from(("completed", "completed", "not-done")),
    code=st.sampled_from(("73761001", "430193006")).map(lambda code: concept(snomed(code))),
    performed=days_or_months,
    encounter=st.sampled_from((None, None, "e0", "e1")),
)


cancers = st.builds(
    Condition,
    id=st.just("c"),
    code=st.sampled_from(("C18.9", "C79.51", "I50.9")).map(lambda code: concept(icd10cm(code))),
    clinical_status=st.sampled_from(("active", "active", "remission", None)),
    recorded_on=days_or_months,
    abatement=days_or_months,
    encounter=st.sampled_from((None, None, "e0", "e1")),
)


def _numbered(facts):
    return [attrs.evolve(fact, id=f"{fact.id}{n}") for n, fact in enumerate(facts)]


@st.composite
def charts(draw):
    """Mostly charts that can be scored: a last stay, with both results in it."""
    index = draw(stays(days.filter(lambda day: day.day < 10), 9))
    in_it = st.just(index.period.start) | st.integers(0, 23).map(
        lambda hour: datetime.combine(index.period.start, time(hour), UTC)
    )
    others = st.lists(stays(lately, 3), max_size=7) | st.lists(
        stays(days | long_before, 9), max_size=3
    )
    labs = [
        draw(results("718-7", "0.1", "g/dL", in_it)),
        draw(results("2951-2", "1", "mmol/L", in_it)),
        *draw(st.lists(results("718-7", "0.1", "g/dL", in_it | days_or_months), max_size=2)),
    ]
    return Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 1, 1)),
        encounters=_numbered([index, *draw(others)]),
        observations=_numbered(labs),
        procedures=draw(mostly((0, 1), None).flatmap(_lists_of_procedures)),
        conditions=draw(mostly((None,), ()) | st.lists(cancers, max_size=2).map(_numbered)),
    )


def _lists_of_procedures(most):
    if most is None:
        return st.none()
    return st.lists(procedures, max_size=most).map(_numbered)


as_ofs = st.integers(8, 36).map(lambda n: START + timedelta(days=n)) | instants


def found(chart, as_of):
    return review(chart, CATALOGUE, as_of).findings


@given(chart=charts(), as_of=as_ofs, thousandths=st.integers(0, 999))
def test_findings_hold_until_the_review_says(chart, as_of, thousandths):
    first = review(chart, CATALOGUE, as_of)
    far = (first.valid_until or as_of + timedelta(days=90)) - as_of
    later = as_of + (
        far * thousandths // 1000
        if isinstance(as_of, datetime)
        else timedelta(days=far.days * thousandths // 1000)
    )

    assert first.findings == found(chart, later)


@given(chart=charts(), as_of=as_ofs)
def test_the_score_is_the_sum_of_its_evidence(chart, as_of):
    for finding in found(chart, as_of):
        if finding.score is not None:
            assert finding.score == sum(line.points or 0 for line in finding.evidence)


@given(chart=charts(), as_of=as_ofs)
def test_data_are_insufficient_exactly_when_something_is_listed_missing(chart, as_of):
    for finding in found(chart, as_of):
        assert (finding.outcome is Outcome.INSUFFICIENT_DATA) is bool(finding.missing)


@given(chart=charts(), as_of=as_ofs)
def test_the_editions_differ_by_two_at_one_earlier_admission_and_nowhere_else(chart, as_of):
    new, old, _ = found(chart, as_of)

    assert (new.edition, old.edition) == ("2016", "2013")
    assert (new.missing, new.outcome is Outcome.NOT_APPLICABLE) == (
        old.missing,
        old.outcome is Outcome.NOT_APPLICABLE,
    )
    if new.score is not None:
        one = any(line.because == "1 admission" for line in new.evidence)
        assert old.score - new.score == (2 if one else 0)


@given(chart=charts(), as_of=as_ofs, data=st.data())
def test_the_order_of_the_record_changes_nothing(chart, as_of, data):
    shuffled = attrs.evolve(
        chart,
        encounters=data.draw(st.permutations(chart.encounters)),
        observations=data.draw(st.permutations(chart.observations)),
    )

    assert found(chart, as_of) == found(shuffled, as_of)


@given(chart=charts(), as_of=as_ofs)
def test_taking_away_what_no_evidence_names_changes_no_high_score(chart, as_of):
    for finding in found(chart, as_of):
        if finding.outcome is Outcome.MET:
            named = {ref.id for line in finding.evidence for ref in line.facts}
            lists = {
                name: [fact for fact in getattr(chart, name) or () if fact.id in named]
                for name in ("encounters", "observations", "procedures", "conditions")
            }
            again = {f.rule: f for f in found(attrs.evolve(chart, **lists), as_of)}[finding.rule]
            assert (finding.score, finding.outcome) == (again.score, again.outcome)


@given(chart=charts(), as_of=as_ofs)
def test_the_simplified_score_is_that_of_2016_without_the_procedure_and_with_a_cancer(chart, as_of):
    new, _, simplified = found(chart, as_of)

    if new.score is not None and simplified.score is not None:
        points = {line.clause: line.points for line in new.evidence}
        ours = {line.clause: line.points for line in simplified.evidence}
        gained = ours["cancer diagnosis, or discharged from an oncology service"]
        lost = points["discharged from an oncology service"]
        assert gained >= lost
        assert simplified.score == (
            new.score - points["a coded procedure in the stay"] - lost + gained
        )
