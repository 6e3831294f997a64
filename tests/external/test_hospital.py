"""HOSPITAL in its forms on the cases of others: drawn as charts and reviewed, and as a table.

The categories of the simplified score belong to a cut-off of 5, which a site has to choose
(decision 0038).
"""

from __future__ import annotations

import csv
from datetime import date, timedelta

import polars as pl
import pytest

from carecoord import review
from carecoord.adapters.tables import score
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission import RULES
from carecoord.testing.tables import chart

DISCHARGED = date(2026, 5, 22)
ONCOLOGY, MEDICINE = "394593009", "419192003"
THEIR_CUT_OFF = 5
LIKELY_FROM = "readmission.hospital-simplified.likely-from"
COLUMNS = {
    *("id", "hemoglobin_g_dl", "oncology_service", "sodium_mmol_l", "any_procedure", "nonelective"),
    *("admissions_prev_12m", "los_days", "cancer_diagnosis", "hospital_2013", "category_2013"),
    *("hospital_2016", "category_2016", "risk_pct_2016", "simplified", "simplified_category"),
    "source",
}


def drawn(case):
    """The chart that a case describes: earlier stays are of one night, ten days apart."""
    admitted = DISCHARGED - timedelta(days=int(case["los_days"]))
    service = ONCOLOGY if case["oncology_service"] == "1" else MEDICINE
    urgency = "UR" if case["nonelective"] == "1" else "EL"
    earlier = [
        admitted - timedelta(days=10 * (n + 1)) for n in range(int(case["admissions_prev_12m"]))
    ]
    stays = [f"IMP | {day} | {day + timedelta(days=1)} | EL | {MEDICINE}" for day in earlier]
    index = f"IMP | {admitted} | {DISCHARGED} | {urgency} | {service}"
    done = f"73761001 | {DISCHARGED}" if case["any_procedure"] == "1" else ""
    cancer = "C50.919 | 2025-01-01" if case["cancer_diagnosis"] == "1" else ""
    return chart(
        {
            "encounters": "\n".join(["class|from|to|priority|service", index, *stays]),
            "observations": "\n".join(
                [
                    "code | on | value | unit",
                    f"718-7 | {DISCHARGED} | {case['hemoglobin_g_dl']} | g/dL",
                    f"2951-2 | {DISCHARGED} | {case['sodium_mmol_l']} | mmol/L",
                ]
            ),
            "procedures": f"code | on\n{done}",
            "conditions": f"code | recorded\n{cancer}",
        },
        born="1950-06-01",
    )


def test_the_cases_score_as_they_were_worked_out(data):
    text = (data / "readmission/results/hospital.csv").read_text("utf-8")
    rules = [rule for rule in RULES if rule.id.startswith("readmission.hospital")]
    catalogue = Catalogue.of(rules, parameters={LIKELY_FROM: THEIR_CUT_OFF})
    cases = list(csv.DictReader(text.splitlines()))

    for case in cases:
        found = {f.edition: f for f in review(drawn(case), catalogue, DISCHARGED).findings}
        for edition in ("2013", "2016"):
            finding, score = found[edition], int(case[f"hospital_{edition}"])
            band = case[f"category_{edition}"]
            told = (finding.score, dict(finding.details)["band"], finding.outcome.value)
            assert (score, band, "met" if band == "high" else "not met") == told, case["id"]
        simplified, group = found["2017"], case["simplified_category"]
        told = (simplified.score, dict(simplified.details)["band"], simplified.outcome.value)
        outcome = "met" if group == "likely" else "not met"
        assert (int(case["simplified"]), group, outcome) == told, case["id"]
        risk = "risk of a potentially avoidable readmission within 30 days"
        assert f"{case['risk_pct_2016']} %" == dict(found["2016"].details)[risk], case["id"]
        for edition in ("2013", "2017"):
            assert risk not in dict(found[edition].details), case["id"]
    assert cases


def test_no_column_of_the_cases_is_passed_over(data):
    text = (data / "readmission/results/hospital.csv").read_text("utf-8")

    assert set(csv.DictReader(text.splitlines()).fieldnames) - COLUMNS == set()


@pytest.mark.parametrize("engine", ["python", "compiled"])
@pytest.mark.parametrize(
    ("name", "settings", "columns"),
    [
        (
            "hospital",
            {},
            {
                "hospital_2016": "score",
                "category_2016": "category",
                "risk_pct_2016": "band_risk_percent",
            },
        ),
        ("hospital_2013", {}, {"hospital_2013": "score", "category_2013": "category"}),
        (
            "hospital_simplified",
            {"likely_from": THEIR_CUT_OFF},
            {"simplified": "score", "simplified_category": "category"},
        ),
    ],
)
def test_the_cases_as_a_table_score_as_they_were_worked_out(data, name, settings, columns, engine):
    cases = pl.read_csv(data / "readmission/results/hospital.csv")
    found = score(name, cases, keep="id", engine=engine, **settings)

    assert cases["id"].to_list() == found["id"].to_list()
    for column, ours in columns.items():
        assert cases[column].to_list() == found[ours].to_list(), column
    assert [None] * len(cases) == found["reason"].to_list()
