"""Readmissions on chains of stays that were read by hand: every stay, every expected value."""

from __future__ import annotations

import json

import polars as pl
import pytest

from carecoord.adapters.tables import readmissions

OF_A_CASE = {"id", "why", "stays", "expected", "run_out", "source", "caveat", "patient"}
STAY = {
    "stay": "stay",
    "hospital": "hospital",
    "admit": "admitted_on",
    "discharge": "discharged_on",
    "disposition": "disposition",
    "principal_dx": "principal_diagnosis",
    "procedures": "procedures",
    "kind": "kind",
}
PATIENT = {
    **dict.fromkeys(("birth_date", "birth", "born", "date_of_birth", "dob"), "birth_date"),
    **dict.fromkeys(("age", "age_at_admission", "age_at_admit"), "age"),
    "died_on": "died_on",
    "enrolled_from": "enrolled_from",
    "enrolled_until": "enrolled_until",
}
EXPECTED = {
    "index": "index",
    "unplanned_readmission_30": "unplanned_readmission",
    "readmission_stay": "readmission_stay",
    "days": "days",
}
USUAL = {
    "age": 80,
    "birth_date": "1940-01-01",
    "enrolled_from": "2010-01-01",
    "enrolled_until": "2030-12-31",
    "kind": "inpatient",
}
"""Of patients and stays of whom a case says nothing, beside others of whom it does."""
YEARS = (2019, 2021)
"""What is expected does not depend on the reporting year."""


def renamed(record, names, what):
    unknown = set(record) - set(names)
    assert not unknown, f"{what}: unknown keys {sorted(unknown)}"
    return {names[key]: value for key, value in record.items()}


def table(cases):
    rows = []
    for case in cases:
        assert not set(case) - OF_A_CASE, f"unknown keys {sorted(set(case) - OF_A_CASE)}"
        patient = renamed(case.get("patient", {}), PATIENT, f"patient of {case['id']}")
        for stay in case["stays"]:
            row = renamed(stay, STAY, f"stay of {case['id']}")
            row["procedures"] = "|".join(row["procedures"])
            rows.append({"patient": case["id"], **patient, **row})
    return pl.DataFrame(rows, infer_schema_length=None)


def found(frame, case, **settings):
    result = readmissions(frame, until=case["run_out"], **settings)
    return {
        row["stay"]: {told: row[ours] for told, ours in EXPECTED.items()}
        for row in result.filter(pl.col("patient") == case["id"]).to_dicts()
    }


@pytest.fixture(scope="module")
def cases(data):
    return json.loads((data / "readmission/results/readmission_chains.json").read_text("utf-8"))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("engine", ["python", "compiled"])
def test_each_case_comes_out_as_it_was_read(cases, year, engine):
    for case in cases:
        for stay, expected in case["expected"].items():
            assert not set(expected) - set(EXPECTED), f"{case['id']}: {sorted(expected)}"
            ours = found(table([case]), case, year=year, engine=engine)[stay]
            assert {key: ours[key] for key in expected} == expected, (case["id"], stay)


def test_the_cases_do_not_touch_each_other(cases):
    """All in one table; what only some cases say of their patients is filled in for the others."""
    whole = table(cases)
    for name, usual in USUAL.items():
        if name in whole.columns:
            whole = whole.with_columns(pl.col(name).fill_null(usual))

    for case in cases:
        ours = found(whole, case, year=2021)
        for stay, expected in case["expected"].items():
            assert {key: ours[stay][key] for key in expected} == expected, (case["id"], stay)
