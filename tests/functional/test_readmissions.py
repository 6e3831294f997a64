"""`carecoord readmissions`: a table of stays in, a row for each of them out."""

import csv
import io
import json

import pytest

HEAD = "patient,stay,hospital,admitted_on,discharged_on,disposition,principal_diagnosis,procedures"
GOOD = """\
007,a,A,2023-01-01,2023-01-05,01,J18.9,
007,b,A,2023-01-10,2023-01-12,01,I50.23,
8,c,A,2023-02-01,2023-02-03,01,I25.10,021009W|02100A9
"""
BAD = """\
9,d,A,2023-01-10,2023-01-02,01,J18.9,
9,e,A,2023-03-01,2023-03-05,,4280,99213
9,f,B,2023-03-03,2023-03-09,01,,
9,f,B,2023-13-45,2023-03-09,01,J18.9,
"""
UNKNOWN = "a principal diagnosis that the tables do not know"
YEAR = ("--year", "2021", "--until", "2023-12-31")


@pytest.fixture
def stays(tmp_path):
    path = tmp_path / "stays.csv"
    path.write_text(f"{HEAD}\n{GOOD}", encoding="utf-8")
    return path


def table(done):
    return list(csv.DictReader(io.StringIO(done.out)))


def test_a_row_for_each_stay_in_order(stays, carecoord):
    done = carecoord("readmissions", stays, *YEAR)

    assert [(row["patient"], row["stay"], row["index"]) for row in table(done)] == [
        ("007", "a", "true"),
        ("007", "b", "true"),
        ("8", "c", "true"),
    ]
    assert (table(done)[0]["readmission_stay"], table(done)[0]["days"]) == ("b", "5")
    assert "3 stays, 3 index stays, 1 unplanned readmission, 0 with a planned one" in done.told
    assert "past edition" in done.told
    assert "not looked at: age" in done.told
    assert done.returncode == 0


def test_problems_are_counted_by_kind(stays, carecoord):
    stays.write_text(f"{HEAD}\n{GOOD}{BAD}", encoding="utf-8")
    done = carecoord("readmissions", stays, *YEAR)

    assert [row["why_not"] for row in table(done)][3:] == [
        "discharged before admission",
        f"overlaps a stay that was discharged later; no disposition; {UNKNOWN}",
        "no principal diagnosis",
        "no day of admission that can be read",
    ]
    for told in (
        "1 row of the table: discharged before admission",
        "1 row of the table: no disposition",
        "1 row of the table: no principal diagnosis",
        "1 row of the table: no day of admission that can be read",
        "1 row of the table: begins before an earlier stay of the patient ended",
        "1 row of the table: the patient has another stay of this name",
        "1 row of the table: 1 code, a principal diagnosis that looks like ICD-9-CM",
        "1 row of the table: 1 code, a procedure that looks like CPT",
    ):
        assert told in done.told
    assert done.returncode == 1


def test_procedures_of_a_file(stays, carecoord, tmp_path):
    procedures = tmp_path / "procedures.csv"
    procedures.write_text("stay,procedure\nb,02YA0Z0\n", encoding="utf-8")
    done = carecoord("readmissions", stays, *YEAR, "--procedures", procedures)

    assert [row["planned"] for row in table(done)] == ["false", "true", "false"]
    assert table(done)[0]["planned_first"] == "true"


def test_settings_and_names(tmp_path, carecoord):
    path = tmp_path / "stays.csv"
    path.write_text(
        "who;stay;admitted_on;discharged_on;disposition;principal_diagnosis;procedures;kind;age\n"
        "1;a;01.01.2023;05.01.2023;01;J18.9;;inpatient;20\n"
        "1;b;06.01.2023;07.01.2023;01;I50.23;;observation;20\n",
        encoding="utf-8",
    )
    done = carecoord(
        "readmissions", path, *YEAR, "--patient", "who", "--one-hospital", "--separator", ";",
        "--date-format", "%d.%m.%Y", "--observation", "count", "--window", "7", "--age-from", "18",
    )  # fmt: skip

    assert [row["readmission_stay"] for row in table(done)] == ["b", ""]
    assert done.returncode == 0


def test_a_cancer_hospital_is_named(stays, carecoord):
    done = carecoord("readmissions", stays, *YEAR, "--cancer-hospital", "A")

    assert {row["why_not"] for row in table(done)} == {"in a cancer hospital"}


def test_json_and_parquet(stays, carecoord, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    for ending in ("json", "parquet"):
        carecoord("readmissions", stays, *YEAR, "--out", str(tmp_path / f"out.{ending}"))

    listed = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == listed
    assert [row["index"] for row in listed] == [True, True, True]
    assert [row["planned_first"] for row in listed] == [False, False, False]


def test_the_column_of_procedures_may_have_another_name(stays, carecoord):
    stays.write_text(f"{HEAD}\n{GOOD}".replace("procedures", "done"), encoding="utf-8")
    done = carecoord("readmissions", stays, *YEAR, "--procedures-column", "done")

    assert [row["planned"] for row in table(done)] == ["false", "false", "true"]


def test_codes_are_quoted_and_patients_are_not(stays, carecoord):
    bad = "9,d,A,2023-03-01,2023-03-05,01,Mary Miller,8.\n8.,e,A,2023-03-01,2023-03-05,01,4280,\n"
    stays.write_text(f"{HEAD}\n{GOOD}{bad}", encoding="utf-8")
    done = carecoord("readmissions", stays, *YEAR)

    assert "1 code, a principal diagnosis that looks like ICD-9-CM: 4280\n" in done.told
    assert "1 code, a principal diagnosis that is not written like ICD-10-CM\n" in done.told
    assert "Miller" not in done.told
    assert "8." not in done.told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--year", "2024"), "the nearest are those of 2021"),
        (("--year", "2020"), "the nearest are those of 2019 and 2021"),
        ((*YEAR, "--window", "0"), "--window"),
        ((*YEAR, "--window", "9999999999999999999"), "--window"),
        ((*YEAR, "--observation", "maybe"), "--observation"),
        (("--year", "2021", "--until", "soon"), "until='soon'"),
        ((*YEAR, "--hospital", "place"), "the column 'place'"),
        ((*YEAR, "--procedures", "nothing.csv"), "there is no such file"),
    ],
)
def test_what_cannot_start_says_why(stays, carecoord, options, told):
    done = carecoord("readmissions", stays, *options)

    assert told in done.told
    assert "Traceback" not in done.told
    assert done.out == ""
    assert done.returncode == 2


def test_an_empty_table(tmp_path, carecoord):
    path = tmp_path / "stays.csv"
    path.write_text(f"{HEAD}\n", encoding="utf-8")
    done = carecoord("readmissions", path, *YEAR)

    assert table(done) == []
    assert "0 stays, 0 index stays" in done.told
    assert done.returncode == 0
