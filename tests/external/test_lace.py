"""LACE on the cases of others, judged and as a table, and the ICD-10 prefixes as published."""

from __future__ import annotations

import csv
import json

import polars as pl
import pytest

from carecoord.adapters.tables import score
from carecoord.rules.engine.score import Reading
from carecoord.rules.readmission.lace import EXPECTED_RISK_PERCENT, Inputs, judge
from carecoord.rules.readmission.lace_groups import GROUPS, ICD10, counting

NAMES = {
    "mi": "previous myocardial infarction",
    "cvd": "cerebrovascular disease",
    "pvd": "peripheral vascular disease",
    "dm": "diabetes without complications",
    "chf": "heart failure",
    "dm_cx": "diabetes with end-organ damage",
    "copd": "chronic pulmonary disease",
    "mild_liver_renal": "mild liver or renal disease",
    "cancer": "any tumour",
    "dementia": "dementia",
    "ctd": "connective tissue disease",
    "modsev_liver_renal": "moderate or severe liver or renal disease",
    "hiv": "HIV infection",
    "mets": "metastatic solid tumour",
}
PUBLISHED = {
    "mi": ("mi",),
    "cvd": ("cevd",),
    "pvd": ("pvd",),
    "dm": ("diab",),
    "chf": ("chf",),
    "dm_cx": ("diabwc",),
    "copd": ("cpd",),
    "cancer": ("canc",),
    "dementia": ("dementia",),
    "ctd": ("rheumd",),
    "hiv": ("aids",),
    "mets": ("metacanc",),
}


COLUMNS = {
    *("id", "los_days", "acute_admission", "conditions", "ed_visits_6m", "L", "A", "charlson_lace"),
    *("C", "E", "lace", "band_0_4_5_9_10_19", "expected_risk_pct", "source"),
}
POINTS = {
    "L": "points_length",
    "A": "points_acuity",
    "charlson_lace": "charlson_lace",
    "C": "points_comorbidity",
    "E": "points_visits",
    "lace": "score",
}


def group(short):
    return next(g for g in GROUPS if g.name == NAMES[short])


def prefixes(*shorts):
    return {
        prefix.code.replace(".", "")
        for short in shorts
        for prefix in group(short).codes.prefixes
        if prefix.system == ICD10
    }


def test_the_cases_score_as_they_were_worked_out(data):
    text = (data / "readmission/results/lace.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    for row in rows:
        groups = tuple(group(name) for name in row["conditions"].split(";") if name)
        charlson = sum(g.weight for g in counting(groups))
        inputs = Inputs(
            days=int(row["los_days"]),
            emergent=row["acute_admission"] == "1",
            charlson=charlson,
            visits=int(row["ed_visits_6m"]),
        )
        verdict = judge(Reading(inputs, {}, "stay", "a stay", 700_000))
        assert (row["charlson_lace"], row["lace"]) == (str(charlson), str(verdict.score)), row["id"]
        assert [line.points for line in verdict.evidence[:4]] == [int(row[i]) for i in "LACE"]
        if row["expected_risk_pct"]:
            assert row["expected_risk_pct"] == EXPECTED_RISK_PERCENT[verdict.score]


def test_no_column_of_the_cases_is_passed_over(data):
    text = (data / "readmission/results/lace.csv").read_text("utf-8")

    assert set(csv.DictReader(text.splitlines()).fieldnames) - COLUMNS == set()


@pytest.mark.parametrize("engine", ["python", "compiled"])
@pytest.mark.parametrize("source", ["conditions", "charlson_lace"])
def test_the_cases_as_a_table_score_as_they_were_worked_out(data, source, engine):
    cases = pl.read_csv(data / "readmission/results/lace.csv")
    found = score("lace", cases, keep="id", engine=engine, **{source: source})

    assert cases["id"].to_list() == found["id"].to_list()
    for column, ours in POINTS.items():
        assert cases[column].to_list() == found[ours].to_list(), column
    assert [None] * len(cases) == found["reason"].to_list()


def test_bands_and_risks_of_the_cases_as_a_table(data):
    """A risk is given for some of them; of the bands that people use ours are the high ones."""
    cases = pl.read_csv(data / "readmission/results/lace.csv")
    found = score("lace", cases)

    bands = cases["band_0_4_5_9_10_19"].to_list()
    assert set(bands) <= {"low", "moderate", "high"}
    assert [band == "high" for band in bands] == found["high_from_10"].to_list()
    told = zip(cases["expected_risk_pct"], found["expected_risk_percent"], strict=True)
    assert [(theirs, ours) for theirs, ours in told if theirs not in {None, ours}] == []


@pytest.mark.parametrize("short", PUBLISHED)
def test_the_prefixes_are_those_of_quan_2005(data, short):
    published = json.loads((data / "readmission/codes/quan2005_icd10.json").read_text("utf-8"))

    assert {p for name in PUBLISHED[short] for p in published["charlson"][name]} == prefixes(short)


def test_liver_is_as_published_and_kidney_is_graded_by_stage(data):
    published = json.loads((data / "readmission/codes/quan2005_icd10.json").read_text("utf-8"))
    charlson = published["charlson"]
    stages = {"N180", "N183", "N184", "N185", "N186", "N188", "N189"}

    assert {*charlson["mld"], "N181", "N182"} == prefixes("mild_liver_renal")
    assert {*charlson["msld"], *charlson["rend"]} - {"N18"} | stages == prefixes(
        "modsev_liver_renal"
    )
