"""LACE on the cases of others, and the ICD-10 prefixes against the published table."""

from __future__ import annotations

import csv
import json

import pytest

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
