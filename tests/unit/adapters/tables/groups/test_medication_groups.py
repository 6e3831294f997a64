"""Adherence to groups of medication."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables.groups.medication_groups import adherence_by_group
from carecoord.errors import AuthoringError, InputError

ENGINES = ("python", "compiled")
FILLS = {
    "patient": ["p", "p", "p", "q"],
    "filled_on": [0, 60, 70, 5],
    "days_supply": [30, 20, 10, 50],
    "drug": ["A", "B", "A", "A"],
}


def by_group(fills=None, **settings):
    """Each patient and group with the value, or the reason why there is none."""
    frame = pl.DataFrame(FILLS if fills is None else fills)
    asked = {"groups": "drug", "follow_up": "200d", "observation": "100d", **settings}
    rows = adherence_by_group(frame, **asked).iter_rows(named=True)
    return {
        (row["patient"], row["group"]): row["reason"] if row["value"] is None else row["value"]
        for row in rows
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_each_patient_has_a_row_for_each_group(engine):
    assert by_group(engine=engine) == {
        ("p", "A"): 0.4,
        ("p", "B"): 0.2,
        ("q", "A"): 0.5,
        ("q", "B"): "no fill of the group",
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_windows_follow_the_first_fill_of_any_group(engine):
    found = by_group(observation="50d", engine=engine)

    assert found["p", "B"] == "no fill in the observation window"


@pytest.mark.parametrize("engine", ENGINES)
def test_windows_may_follow_the_first_fill_of_each_group(engine):
    found = by_group(observation="50d", from_first_of_group=True, engine=engine)

    assert found == {
        ("p", "A"): 0.6,
        ("p", "B"): 0.4,
        ("q", "A"): 1.0,
        ("q", "B"): "no fill of the group",
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_a_window_that_a_column_names_is_that_of_the_patients_first_fill(engine):
    fills = {**FILLS, "filled_on": [0, 0, 70, 5], "observed": [100, 10, 10, 50]}

    found = by_group(fills, observation="column:observed", engine=engine)

    assert (found["p", "A"], found["p", "B"]) == (0.4, 0.2)


def test_the_first_row_counts_when_groups_begin_on_one_day():
    fills = {**FILLS, "filled_on": [0, 0, 70, 5], "observed": [10, 100, 10, 50]}
    groups = {"B": "drug == 'B'", "A": "drug == 'A'"}

    found = by_group(fills, groups=groups, observation="column:observed")

    assert found["p", "B"] == 1.0


@pytest.mark.parametrize("engine", ENGINES)
def test_groups_may_overlap_and_leave_others(engine):
    groups = {"A": "drug == 'A'", "Short": "days_supply <= 10", "Both": "{A} & {Short}"}

    assert by_group(groups=groups, engine=engine) == {
        ("p", "A"): 0.4,
        ("p", "Short"): 0.1,
        ("p", "Both"): 0.1,
        ("p", "__ALL_OTHERS__"): 0.2,
        ("q", "A"): 0.5,
        ("q", "Short"): "no fill of the group",
        ("q", "Both"): "no fill of the group",
        ("q", "__ALL_OTHERS__"): "no fill of the group",
    }


def test_a_patient_with_a_bad_row_has_its_reason_in_each_group():
    fills = {**FILLS, "days_supply": [30, 0, 10, 50]}

    found = by_group(fills)

    assert found["p", "A"] == found["p", "B"] == "1 row with no days' supply above 0"
    assert found["q", "A"] == 0.5


def test_rows_of_nobody_are_told():
    fills = {**FILLS, "patient": ["p", "p", "p", None]}

    assert by_group(fills)[None, "A"] == "1 row with no patient"


def test_an_empty_table_gives_an_empty_table():
    schema = {
        "patient": pl.String,
        "filled_on": pl.Date,
        "days_supply": pl.Int64,
        "drug": pl.String,
    }

    found = adherence_by_group(pl.DataFrame(schema=schema), groups={"A": "drug == 'A'"})

    assert found.shape == (0, 6)


@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame, pa.table])
def test_the_result_is_of_the_kind_that_came_in(kind):
    frame = kind(FILLS)

    assert type(frame) is type(adherence_by_group(frame, groups="drug"))


def test_a_patient_column_called_as_a_result_is_refused():
    with pytest.raises(AuthoringError, match="a column 'group': the result has a column"):
        by_group({**FILLS, "group": FILLS["patient"]}, patient="group")


def test_groups_are_not_given_by_a_column_besides():
    with pytest.raises(AuthoringError, match="by='drug'"):
        by_group(by="drug")


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="'atc'"):
        by_group(groups="atc")


def test_a_setting_that_there_is_not_is_named():
    with pytest.raises(AuthoringError, match="observation_start"):
        by_group(observation_starts="1d")
