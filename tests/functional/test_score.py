"""`carecoord score`: a table in, a row with its points and score for each of its rows out."""

import csv
import io
import json

import pytest

LACE = """\
stay,los_days,acute_admission,conditions,ed_visits_6m
007,3,1,mi;cvd,2
8,0,0,,0
9,-1,1,mi,0
10,4,1,mii,0
11,4,2,,0
"""
HOSPITAL = """\
id,hemoglobin_g_dl,oncology_service,sodium_mmol_l,any_procedure,nonelective,admissions_prev_12m,los_days,cancer_diagnosis
a,11.9,0,134,1,1,1,5,1
b,12.0,0,135,0,0,0,4,0
"""


@pytest.fixture
def lace(tmp_path):
    path = tmp_path / "lace.csv"
    path.write_text(LACE, encoding="utf-8")
    return path


@pytest.fixture
def hospital(tmp_path):
    path = tmp_path / "hospital.csv"
    path.write_text(HOSPITAL, encoding="utf-8")
    return path


def table(done):
    return list(csv.DictReader(io.StringIO(done.out)))


def test_a_row_for_each_row_and_the_reasons_told(lace, carecoord):
    done = carecoord("score", "lace", lace)

    assert [row["stay"] for row in table(done)] == ["007", "8", "9", "10", "11"]
    assert [row["score"] for row in table(done)] == ["10", "0", "", "", ""]
    assert table(done)[0]["expected_risk_percent"] == "12.2"
    assert "5 rows, 3 without a score" in done.told
    assert "  1: a condition that LACE does not know" in done.told
    assert "  1: not known, 0 or 1: an acute admission" in done.told
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("hospital", (), [("6", "intermediate"), ("0", "low")]),
        ("hospital_2013", (), [("8", "high"), ("0", "low")]),
        ("hospital-2013", (), [("8", "high"), ("0", "low")]),
        ("hospital_simplified", ("--likely-from", "7"), [("7", "likely"), ("0", "unlikely")]),
        ("hospital_simplified", ("--likely-from", "8"), [("7", "unlikely"), ("0", "unlikely")]),
        ("hospital_simplified", (), [("7", None), ("0", None)]),
    ],
)
def test_each_form_of_hospital(hospital, carecoord, name, options, told):
    done = carecoord("score", name, hospital, *options)

    assert [(row["score"], row.get("category")) for row in table(done)] == told
    assert ("no category: --likely-from" in done.told) is (told[0][1] is None)
    assert done.returncode == 0


def test_columns_are_named_and_kept(hospital, carecoord, tmp_path):
    text = HOSPITAL.replace("los_days", "nights").replace("id,", "ward,")
    hospital.write_text(text, encoding="utf-8")
    asked = ("score", "hospital", hospital, "--los-days", "nights")

    kept = carecoord(*asked, "--keep", "ward", "--keep", "nights")
    assert [list(row)[:3] for row in table(kept)] == [["ward", "nights", "points_hemoglobin"]] * 2
    assert carecoord(*asked).out.startswith("points_hemoglobin,")


def test_json(hospital, carecoord, tmp_path):
    carecoord("score", "hospital", hospital, "--out", "out.json")

    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [(row["id"], row["score"], row["reason"]) for row in found] == [
        ("a", 6, None),
        ("b", 0, None),
    ]


def test_the_refined_indices(carecoord, tmp_path):
    from carecoord.rules.readmission.elixhauser_refined import V2026_1

    names = [f"CMR_{name}" for name in V2026_1.weights]
    flags = ["1" if name in {"CMR_LIVER_SEV", "CMR_LIVER_MLD"} else "0" for name in names]
    path = tmp_path / "flags.csv"
    path.write_text(f"{','.join(names)}\n{','.join(flags)}\n", encoding="utf-8")
    asked = ("score", "elixhauser_refined", path, "--prefix", "CMR_")

    (one,) = table(carecoord(*asked))
    (both,) = table(carecoord(*asked, "--no-hierarchy"))
    assert (one["readmission_index"], one["mortality_index"]) == ("10", "16")
    assert (both["readmission_index"], both["mortality_index"]) == ("13", "18")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("hospitl", "hospital.csv"), "the score 'hospitl': there is none of this name"),
        (("lace", "hospital.csv"), "the column 'conditions' or 'charlson_lace'"),
        (("lace", "lace.csv", "--likely-from", "5"), "the setting 'likely_from'"),
        (("lace", "lace.csv", "--keep", "ward"), "the column 'ward' (kept in the result)"),
        (("hospital_simplified", "hospital.csv", "--likely-from", "13"), "likely_from=13"),
        (("elixhauser_refined", "lace.csv"), "none for AIDS, ALCOHOL"),
        (("lace", "nowhere.csv"), "there is no such file"),
        (("lace", "lace.csv", "--out", "out.xls"), "no table is written as .xls"),
        (("lace", "lace.csv", "--out", "lace.csv"), "it is a source as well"),
    ],
)
def test_what_cannot_start_says_why(lace, hospital, carecoord, options, told):
    done = carecoord("score", *options)

    assert told in done.told
    assert (done.out, done.returncode) == ("", 2)
