"""`carecoord comorbidity`: a table of codes in, a row for each patient out."""

import csv
import io
import json

import pytest

CODES = """\
patient,code,age,dx_type
007,i25.2,67,10
007,250.00,67,9
8,Muller,,10
8,44054006,,
9, E11.9 ,70,10
9,E11.22,70,10
,I10,3,10
7,I50.9,66,10
7,I50.9,66,10
"""


@pytest.fixture
def codes(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(CODES, encoding="utf-8")
    return path


def table(done):
    return list(csv.DictReader(io.StringIO(done.out)))


def test_a_row_for_each_patient_and_the_problems_told(codes, carecoord):
    done = carecoord("comorbidity", codes, "--index", "charlson")

    found = {row["patient"]: (row["score"], row["unknown_codes"]) for row in table(done)}
    assert found == {
        "007": ("1", "1"),
        "8": ("0", "2"),
        "9": ("2", "0"),
        "7": ("1", "0"),
        "": ("", ""),
    }
    assert "1 row of the table: in the shape of ICD-9-CM, not of ICD-10: 250.00" in done.told
    assert "1 row of the table: in the shape of SNOMED CT, not of ICD-10: 44054006" in done.told
    assert "1 row of the table: the same as an earlier row, which adds nothing" in done.told
    assert done.returncode == 1


def test_what_may_be_a_name_is_not_quoted(codes, carecoord):
    told = carecoord("comorbidity", codes, "--index", "charlson").told

    assert "1 row of the table: not in the shape of an ICD-10 code\n" in told
    assert "Muller" not in told
    assert "007" not in told


def test_numbers_and_days_of_somebody_are_not_quoted(carecoord, tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(
        "patient,code\n1234567,I50.9\n8,1234567\n8,123-45-6789\n8,1950-01-02\n8,John7\n",
        encoding="utf-8",
    )
    told = carecoord("comorbidity", path, "--index", "charlson").told

    assert "1 row of the table: in the shape of SNOMED CT, not of ICD-10\n" in told
    assert "3 rows of the table: not in the shape of an ICD-10 code\n" in told


def test_codes_without_a_problem_are_done(carecoord, tmp_path):
    path = tmp_path / "good.tsv"
    path.write_text("who\tdx\na\tI50\na\tI50\n", encoding="utf-8")
    done = carecoord("comorbidity", path, "--index", "charlson", "--patient", "who", "--code", "dx")

    assert table(done)[0]["score"] == "1"
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("options", "score"),
    [
        (("--index", "charlson"), "2"),
        (("--index", "charlson", "--no-hierarchy"), "3"),
        (("--index", "Charlson", "--weights", "quan_2011"), "1"),
        (("--index", "elixhauser"), "0"),
        (("--index", "elixhauser", "--weights", "swiss_2021"), "-1"),
        (("--index", "elixhauser", "--weights", "swiss_2021", "--no-hierarchy"), "0"),
        (("--index", "charlson", "--edition", "quan_2005_updated"), "2"),
    ],
)
def test_indices_weights_hierarchy_and_editions(codes, carecoord, options, score):
    found = {
        row["patient"]: row["score"] for row in table(carecoord("comorbidity", codes, *options))
    }

    assert found["9"] == score


def test_the_age_form(codes, carecoord):
    done = carecoord("comorbidity", codes, "--index", "charlson", "--age", "age")

    assert [row["score_with_age"] for row in table(done)] == ["3", "", "5", "3", ""]
    assert "1 patient without points of age: no age, or several" in done.told


def test_the_column_of_systems(codes, carecoord):
    done = carecoord("comorbidity", codes, "--index", "charlson", "--system", "dx_type")

    assert "1 row of the table: a code of another system: 250.00" in done.told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--index", "charlson", "--weights", "swiss_2021"), "Take charlson_1987 or quan_2011"),
        (("--index", "elixhauser", "--weights", "vw"), "there is none of this name"),
        (("--index", "elixhauser", "--age", "age"), "only charlson has points for age"),
        (("--index", "lace"), "Choose one of charlson, elixhauser"),
        (
            ("--index", "charlson", "--edition", "2011"),
            "Choose one of quan_2005, quan_2005_updated",
        ),
        (("--index", "charlson", "--code", "dx"), "the column 'dx'"),
        (("--index", "charlson", "--out", "codes.csv"), "it is a source as well"),
    ],
)
def test_what_does_not_go_together_is_refused(codes, carecoord, options, told):
    done = carecoord("comorbidity", codes, *options)

    assert told in done.told
    assert (done.out, done.returncode) == ("", 2)


def test_json(codes, carecoord, tmp_path):
    carecoord("comorbidity", codes, "--index", "charlson", "--out", "out.json")
    listed = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))

    assert [row["mi"] for row in listed] == [1, 0, 0, 0, None]
