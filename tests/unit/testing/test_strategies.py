import subprocess
import sys
from datetime import UTC, date, datetime
from importlib import import_module

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from carecoord import testing
from carecoord.errors import MissingExtra
from carecoord.model import (
    Appointment,
    Chart,
    Code,
    CodeableConcept,
    Condition,
    Encounter,
    Observation,
    PartialDate,
    Patient,
    Period,
    Quantity,
    Referral,
    ValueSet,
)
from carecoord.model.chart import LISTS
from carecoord.model.code import ICD10CM, icd10cm, loinc
from carecoord.testing import strategies

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
YEAR = {"min_day": FIRST, "max_day": LAST}
DIABETES = ValueSet(
    url="u", name="Diabetes", codes=[icd10cm("E11.9")], prefixes=[Code(ICD10CM, "E10")]
)
GIVEN = {icd10cm("E11.9"), Code(ICD10CM, "E10"), loinc("4548-4")}
FACTS = st.sampled_from(strategies.FACT_TYPES)
UNSHRUNK = settings(max_examples=5_000, phases=[Phase.generate])
MAKERS = [one for one in strategies.__all__ if one.islower() and one not in {"facts", "register"}]


def held(value, kind):
    """All values of a type within a value."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple | frozenset):
        for one in value:
            yield from held(one, kind)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from held(getattr(value, field.name), kind)


def named_days(time):
    """The earliest and the latest day that a time can mean, by its own offset."""
    if isinstance(time, PartialDate):
        return time.first_day, time.last_day
    day = time.date() if isinstance(time, datetime) else time
    return day, day


# -- what is drawn --------------------------------------------------------------------------------


@given(strategies.clinical_times(**YEAR))
def test_a_time_can_mean_a_day_between_the_bounds(time):
    first, last = named_days(time)

    assert first <= LAST
    assert last >= FIRST


@given(strategies.days(**YEAR) | strategies.instants(**YEAR))
def test_a_day_or_an_instant_lies_between_the_bounds(time):
    assert FIRST <= named_days(time)[0] <= LAST


@given(strategies.periods(**YEAR))
def test_both_edges_of_a_period_lie_between_the_bounds(period):
    edges = [named_days(edge) for edge in (period.start, period.end) if edge is not None]

    assert [edge for edge in edges if edge[1] < FIRST or edge[0] > LAST] == []


@given(st.data(), FACTS)
def test_every_time_of_a_fact_can_mean_a_day_between_the_bounds(data, fact_type):
    fact = data.draw(strategies.facts(fact_type, **YEAR))
    times = [time for time in held(fact, date | PartialDate) if time is not None]
    life = [getattr(fact, "birth_date", None)]

    outside = [time for time in times if named_days(time)[1] < FIRST or named_days(time)[0] > LAST]
    assert [time for time in outside if time not in life] == []


@given(st.data(), FACTS)
def test_codes_come_from_the_given_sets(data, fact_type):
    drawn = data.draw(strategies.facts(fact_type, codes_from=[DIABETES, loinc("4548-4")]))
    class_of_visit = {getattr(drawn, "encounter_class", None)}

    assert set(held(drawn, Code)) - GIVEN - class_of_visit == set()


@given(strategies.concepts(codes_from=[DIABETES]))
def test_a_concept_of_given_sets_has_a_code(drawn):
    assert len(drawn.coding) >= 1


@given(strategies.charts())
def test_every_fact_of_a_chart_has_an_id_of_its_own(chart):
    ids = [fact.id for fact in chart.facts()]

    assert len(ids) == len(set(ids))


@given(strategies.charts(with_facts_of=(Encounter, Encounter, Referral), max_facts=0))
def test_a_chart_holds_the_facts_that_were_asked_for(chart):
    assert [type(fact) for fact in chart.facts()] == [Encounter, Encounter, Referral]


@given(strategies.charts(max_facts=2))
def test_a_chart_holds_no_more_other_facts_than_allowed(chart):
    assert len(list(chart.facts())) <= 2


@given(strategies.charts(min_day=FIRST, max_day=LAST))
def test_a_patient_is_born_within_a_life_before_the_first_day(chart):
    born = chart.patient.birth_date

    assert born is None or date(1926, 1, 1) <= named_days(born)[1]


@given(strategies.charts(identifying=st.just("Ѫ")))
def test_identifying_texts_are_those_that_were_given(chart):
    texts = {name.family for name in chart.patient.names} - {None}

    assert texts <= {"Ѫ"}


@given(strategies.value_sets(codes_from=[DIABETES]))
def test_a_value_set_is_drawn_from_the_given_codes(drawn):
    assert drawn.codes | drawn.prefixes <= GIVEN


@given(strategies.quantities(units=["mm[Hg]"]))
def test_an_amount_has_a_given_unit_or_none(drawn):
    assert drawn.unit in {"mm[Hg]", None}


@pytest.mark.parametrize("name", MAKERS)
def test_every_strategy_draws_without_options(name):
    drawn = find(getattr(strategies, name)(), lambda _: True, settings=UNSHRUNK)

    assert type(drawn).__module__.startswith(("carecoord.model.", "datetime"))


# -- how wide it is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strategy", "found"),
    [
        (strategies.periods(), lambda one: one.start is None and one.end is not None),
        (strategies.periods(), lambda one: isinstance(one.start, datetime)),
        (strategies.periods(), lambda one: isinstance(one.end, PartialDate)),
        (strategies.periods(), lambda one: one.start is not None and one.start == one.end),
        (strategies.clinical_times(), lambda one: isinstance(one, PartialDate) and one.month),
        (strategies.instants(), lambda one: one.utcoffset() != UTC.utcoffset(None)),
        (strategies.instants(), lambda one: one.microsecond > 0),
        (strategies.codes(), lambda one: one.system == ICD10CM),
        (strategies.codes(), lambda one: one.display),
        (strategies.concepts(), lambda one: one == CodeableConcept()),
        (strategies.quantities(), lambda one: one.comparator and one.unit is None),
        (strategies.value_sets(), lambda one: one.truncated),
        (strategies.conditions(), lambda one: one == Condition(id=one.id)),
        (strategies.observations(), lambda one: isinstance(one.value, Quantity)),
        (strategies.observations(), lambda one: one.value is True),
        (strategies.encounters(), lambda one: one.encounter_class and one.period),
        (strategies.orders(), lambda one: one.status == "unheard-of"),
        (strategies.patients(), lambda one: one.deceased is True),
        (strategies.patients(), lambda one: isinstance(one.birth_date, PartialDate)),
        (strategies.charts(), lambda one: one.fills is None and one.conditions == ()),
        (strategies.charts(), lambda one: len({type(fact) for fact in one.facts()}) > 2),
        (strategies.charts(), lambda one: one.practitioners and one.organizations),
    ],
)
def test_the_corners_are_drawn(strategy, found):
    drawn = find(strategy, found, settings=UNSHRUNK)

    assert found(drawn)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_a_chart_is_filled_by_some_type(name):
    assert name in {fact_type.listed_under for fact_type in strategies.FACT_TYPES}


# -- from_type, and without Hypothesis ------------------------------------------------------------

TYPES = [
    Appointment,
    Chart,
    Code,
    CodeableConcept,
    Observation,
    PartialDate,
    Patient,
    Period,
    Quantity,
    Referral,
    ValueSet,
]


@pytest.mark.parametrize("of", TYPES)
def test_from_type_draws_the_models_types(of):
    strategies.register()

    drawn = find(st.from_type(of), lambda _: True, settings=UNSHRUNK)
    assert type(drawn) is of


def test_hypothesis_registers_the_strategies_when_it_is_imported():
    script = (
        "from hypothesis import strategies as st; from carecoord.model import Chart;"
        "assert 'charts()' in repr(st.from_type(Chart))"
    )
    run = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)

    assert run.returncode == 0


def test_the_package_may_be_what_imports_hypothesis():
    script = "from carecoord.testing import strategies; strategies.charts()"
    run = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)

    assert run.returncode == 0


def test_without_hypothesis_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "carecoord.testing.strategies")

    with pytest.raises(MissingExtra, match=r"carecoord\[testing\]"):
        import_module("carecoord.testing.strategies")


def test_an_unknown_name_of_the_testing_package_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'strategy'"):
        testing.strategy  # noqa: B018  asking is the test


def test_the_testing_package_lists_its_names():
    assert dir(testing) == testing.__all__
