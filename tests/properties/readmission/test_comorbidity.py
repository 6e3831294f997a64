"""What is true of comorbidity indices for every table of codes and every chart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.adapters.tables import code_problems, comorbidity, diagnoses_of
from carecoord.model import Chart, Condition, Encounter, Patient, Period
from carecoord.model.code import ACT_CODE, Code, concept
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission import charlson, elixhauser
from carecoord.rules.readmission.comorbidity.index import CHARLSON_QUAN, ELIXHAUSER_QUAN
from carecoord.rules.readmission.comorbidity.quan_2005 import spread

INDICES = {index.name: index for index in (CHARLSON_QUAN, ELIXHAUSER_QUAN)}
RULES = {"charlson": charlson.RULE, "elixhauser": elixhauser.RULE}
LISTED = sorted(
    {
        code
        for index in INDICES.values()
        for _, codes in index.conditions.values()
        for code in spread(codes)
    }
)
WHO = "http://hl7.org/fhir/sid/icd-10"

on_a_list = st.builds(
    lambda code, more, dotted: (code if dotted else code.replace(".", "")) + more,
    st.sampled_from(LISTED),
    st.sampled_from(("", "", "1")),
    st.booleans(),
)
codes = st.one_of(on_a_list, on_a_list, st.sampled_from(("Z00.0", "250.00", "x", None, " ")))
rows = st.lists(st.tuples(st.sampled_from(("p", "q", "r")), codes), min_size=1, max_size=30)
each_index = pytest.mark.parametrize("index", INDICES)


def frame(listed):
    patients, found = zip(*listed, strict=True)
    return pl.DataFrame({"patient": patients, "code": pl.Series(found, dtype=pl.String)})


def by_patient(table):
    return {row["patient"]: row for row in table.to_dicts()}


def slowly(index, listed, weights):
    """The flags and both scores of each patient, condition by condition, code by code."""
    found = {}
    for patient in {patient for patient, _ in listed}:
        own = [code.strip().replace(".", "") for who, code in listed if who == patient and code]
        has = {
            name: any(
                code.startswith(prefix.replace(".", "")) for code in own for prefix in spread(codes)
            )
            for name, (_, codes) in index.conditions.items()
        }
        counts = {n: h and not has.get(index.heavier.get(n, ""), False) for n, h in has.items()}
        score, whole = (
            sum(weights.points.get(name, 0) for name in has if of[name]) for of in (counts, has)
        )
        found[patient] = (has, score, whole)
    return found


@each_index
@given(listed=rows)
def test_flags_and_scores_are_those_of_a_slow_count(index, listed):
    for weights in INDICES[index].weights:
        kept, all_ = (
            by_patient(comorbidity(frame(listed), index, weights=weights.name, hierarchy=hierarchy))
            for hierarchy in (True, False)
        )
        for patient, (has, score, whole) in slowly(INDICES[index], listed, weights).items():
            assert {name: int(one) for name, one in has.items()} == {
                name: kept[patient][name] for name in has
            }
            assert (score, whole) == (kept[patient]["score"], all_[patient]["score"])


@each_index
@given(listed=rows, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(index, listed, order):
    other = listed.copy()
    order.shuffle(other)
    found = by_patient(comorbidity(frame(listed), index))

    assert found == by_patient(comorbidity(frame(other), index))


@each_index
@given(listed=rows, more=rows)
def test_more_codes_never_lower_a_flag(index, listed, more):
    few, many = (by_patient(comorbidity(frame(one), index)) for one in (listed, [*listed, *more]))

    for patient, row in few.items():
        names = (*INDICES[index].names, "unknown_codes")
        assert [name for name in names if many[patient][name] < row[name]] == []


@each_index
@given(listed=rows)
def test_codes_twice_change_nothing_and_are_listed(index, listed):
    once, twice = frame(listed), frame([*listed, *listed])
    repeated = code_problems(twice).filter(pl.col("row") > len(listed))

    assert comorbidity(once, index).equals(comorbidity(twice, index))
    assert len(repeated) == len(listed)


@each_index
@given(listed=st.lists(on_a_list, min_size=1, max_size=12))
def test_a_review_and_a_table_give_the_same_score(index, listed):
    stay = Period(datetime(2026, 5, 18, 9, tzinfo=UTC), datetime(2026, 5, 22, 15, tzinfo=UTC))
    chart = Chart(
        key="p",
        patient=Patient(birth_date=date(1950, 1, 1)),
        encounters=[
            Encounter(id="e", status="finished", encounter_class=Code(ACT_CODE, "IMP"), period=stay)
        ],
        conditions=[
            Condition(id=str(place), code=concept(Code(WHO, code)), recorded_on=date(2020, 1, 1))
            for place, code in enumerate(listed)
        ],
    )
    (finding,) = review(chart, Catalogue.of(RULES[index]), date(2026, 5, 23)).findings
    (row,) = comorbidity(pl.DataFrame(diagnoses_of([chart])), index).to_dicts()

    assert finding.score == row["score"]
    assert sum(line.points or 0 for line in finding.evidence) == row["score"]
