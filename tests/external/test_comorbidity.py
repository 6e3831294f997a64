"""Charlson and Elixhauser against R comorbidity; lists and weights against their sources."""

from __future__ import annotations

import csv
import json
import re

import polars as pl
import pytest

from carecoord.adapters.tables import comorbidity
from carecoord.rules.readmission.comorbidity.index import CHARLSON_QUAN, ELIXHAUSER_QUAN
from carecoord.rules.readmission.comorbidity.quan_2005 import spread

INDICES = {index.name: index for index in (CHARLSON_QUAN, ELIXHAUSER_QUAN)}
WEIGHTS = {
    "charlson1987": "charlson_1987",
    "quan2011": "quan_2011",
    "vw": "van_walraven_2009",
    "swiss": "swiss_2021",
}
WEIGHTS_FILE = {"van_walraven_2009": "van_walraven_2009", "swiss_sharma_2021": "swiss_2021"}
SCORE = re.compile(rf"({'|'.join(WEIGHTS)})_(assign0|noassign0)")
"""``assign0`` is R comorbidity's word for the hierarchy."""
RESULTS = "comorbidity_*_quan2005_*.csv"


def read(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def asked_for(column, index):
    """The settings that give a column of the results, and what it is called with us."""
    if column in INDICES[index].names:
        return {}, column
    if column in {"n_conditions", "n_conditions_assign0"}:
        return {"hierarchy": column.endswith("_assign0")}, "n_conditions"
    found = SCORE.fullmatch(column)
    if found is None:
        pytest.fail(f"a column that nobody knows: {column}")
    return {"weights": WEIGHTS[found[1]], "hierarchy": found[2] == "assign0"}, "score"


def cases(data):
    """Each file of results with its index and the file of codes that goes with it."""
    folder = data / "readmission/results"
    for path in sorted(folder.glob(RESULTS)):
        _, index, _, size = path.stem.split("_")
        yield index, path, folder / f"comorbidity_input_{size}.csv"


def test_there_are_results_of_both_indices(data):
    assert {index for index, _, _ in cases(data)} == set(INDICES)


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("engine", ["python", "compiled"])
def test_every_column_is_equal(data, index, engine):
    for name, results, codes in cases(data):
        if name != index:
            continue
        expected = read(results)
        frame = pl.read_csv(codes, schema={"id": pl.String, "code": pl.String})
        made = {}
        for column in expected[0].keys() - {"id"}:
            settings, ours = asked_for(column, index)
            key = tuple(settings.items())
            if key not in made:
                made[key] = comorbidity(frame, index, patient="id", engine=engine, **settings)
            given = dict(zip(made[key]["id"], made[key][ours], strict=True))

            assert {row["id"]: int(row[column]) for row in expected} == given, column


@pytest.mark.parametrize("index", INDICES)
def test_the_lists_are_those_of_quan_2005(data, index):
    published = json.loads((data / "readmission/codes/quan2005_icd10.json").read_text("utf-8"))
    ours = {
        name: sorted(code.replace(".", "") for code in spread(codes))
        for name, (_, codes) in INDICES[index].conditions.items()
    }

    assert {name: sorted(codes) for name, codes in published[index].items()} == ours


def test_the_weights_of_elixhauser_are_those_published(data):
    rows = read(data / "readmission/codes/elixhauser_quan2005_weights.csv")
    points = {
        weights.name: dict(zip(ELIXHAUSER_QUAN.names, ELIXHAUSER_QUAN.points(weights), strict=True))
        for weights in ELIXHAUSER_QUAN.weights
    }

    assert set(rows[0]) == {"condition", *WEIGHTS_FILE}
    for column, name in WEIGHTS_FILE.items():
        assert {row["condition"]: int(row[column]) for row in rows} == points[name], column
