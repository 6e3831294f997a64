"""What is true of scores of tables, whatever stands in their cells."""

from __future__ import annotations

from math import inf, nan

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.tables import score
from carecoord.rules.engine.score import Reading
from carecoord.rules.readmission import hospital, lace
from carecoord.rules.readmission.discharge_results import Result
from carecoord.rules.readmission.hospital_items import Inputs

flags = st.sampled_from((0.0, 1.0, 0.0, 1.0, 0.0, 1.0, nan, 2.0, 0.5, -1.0))
counts = st.integers(0, 40).map(float) | st.sampled_from((nan, inf, -1.0, 2.5, 1e300))
results = st.floats(0, 300) | st.sampled_from((nan, -inf, 11.95, 12.0, 134.0, 135.0))
CELLS = {
    "los_days": counts,
    "acute_admission": flags,
    "charlson_lace": counts,
    "ed_visits_6m": counts,
    "hemoglobin_g_dl": results,
    "oncology_service": flags,
    "sodium_mmol_l": results,
    "any_procedure": flags,
    "nonelective": flags,
    "admissions_prev_12m": counts,
    "cancer_diagnosis": flags,
}
tables = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12).map(pl.DataFrame)
each_score = pytest.mark.parametrize("name", ["lace", "hospital", "hospital_2013"])


@each_score
@given(table=tables)
def test_a_row_has_a_score_or_a_reason_and_never_both(name, table):
    found = score(name, table)

    assert len(found) == len(table)
    assert [one is None for one in found["score"]] == [why is not None for why in found["reason"]]


@each_score
@given(table=tables)
def test_the_score_is_the_sum_of_its_points(name, table):
    found = score(name, table)
    points = found.select(column for column in found.columns if column.startswith("points_"))

    sums = points.sum_horizontal(ignore_nulls=False).to_list()
    assert sums == found["score"].to_list()


@pytest.mark.parametrize("name", ["lace", "hospital", "hospital_2013", "hospital_simplified"])
@given(table=tables)
def test_both_engines_give_the_same(name, table):
    python, compiled = (score(name, table, engine=one) for one in ("python", "compiled"))

    assert python.schema == compiled.schema
    assert python.equals(compiled)


@each_score
@given(table=tables, data=st.data())
def test_a_row_is_scored_alone_as_among_others(name, table, data):
    row = data.draw(st.integers(0, len(table) - 1))

    assert score(name, table)[row].equals(score(name, table[row]))


@given(table=tables)
def test_a_table_and_a_review_add_up_the_same(table):
    """Where a row can be scored, judging its cells gives its points."""
    of_lace, of_hospital = score("lace", table), score("hospital", table)
    for row, one, other in zip(
        table.to_dicts(), of_lace["score"], of_hospital["score"], strict=True
    ):
        if one is not None:
            inputs = lace.Inputs(
                days=int(row["los_days"]),
                emergent=row["acute_admission"] == 1,
                charlson=int(row["charlson_lace"]),
                visits=int(row["ed_visits_6m"]),
            )
            assert one == lace.judge(Reading(inputs, {}, "stay", "a stay", 700_000)).score
        if other is not None:
            items = Inputs(
                hemoglobin=Result(low=row["hemoglobin_g_dl"] < 12, says=""),
                oncology=row["oncology_service"] == 1,
                sodium=Result(low=row["sodium_mmol_l"] < 135, says=""),
                procedure=row["any_procedure"] == 1,
                unplanned=row["nonelective"] == 1,
                admissions=int(row["admissions_prev_12m"]),
                days=int(row["los_days"]),
            )
            assert other == hospital.judge(Reading(items, {}, "stay", "a stay", 700_000)).score
