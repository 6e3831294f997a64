"""`carecoord adherence`: a table of fills in, a row for each patient out."""

import csv
import io
import json

import pytest

FILLS = """\
patient,filled_on,days_supply,drug,died
007,2025-01-01,30,a,
007,2025-01-31,30,a,
8,2025-13-45,30,a,
9,2025-01-01,30,b,2025-01-10
"""
SPANS = ("--follow-up", "60d", "--observation", "60d")


@pytest.fixture
def fills(tmp_path):
    path = tmp_path / "fills.csv"
    path.write_text(FILLS, encoding="utf-8")
    return path


def test_a_row_for_each_patient_and_the_problems_told(fills, carecoord):
    done = carecoord("adherence", str(fills), *SPANS)

    found = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["patient"] for row in found] == ["007", "8", "9"]
    assert [row["value"] for row in found] == ["1.0", "", "0.5"]
    assert found[1]["reason"] == "1 row with no date that can be read"
    assert "1 row of the table: no date that can be read" in done.told
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("method", "switch"),
    [("mpr", "--from-first-fill"), ("cma1", "--carry-same-drug-only"), ("cma9", "--by=drug")],
)
def test_methods_and_switches_are_taken(fills, carecoord, method, switch):
    done = carecoord("adherence", fills, "--method", method, switch, "--until", "died", *SPANS)

    assert done.out.startswith("patient,")
    assert "numerator,denominator,value,reason" in done.out
    assert done.returncode == 1


def test_json_and_parquet(fills, carecoord, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    for ending in ("json", "parquet"):
        carecoord("adherence", str(fills), *SPANS, "--out", str(tmp_path / f"out.{ending}"))

    listed = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == listed


def test_a_table_of_parquet_is_read(fills, carecoord, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    csv_of = pytest.importorskip("pyarrow.csv")
    parquet.write_table(csv_of.read_csv(fills), tmp_path / "fills.parquet")

    assert carecoord("adherence", str(tmp_path / "fills.parquet"), *SPANS).returncode == 1


def table(done):
    return list(csv.DictReader(io.StringIO(done.out)))


def test_a_row_for_each_episode(fills, carecoord):
    done = carecoord("adherence", fills, "--permissible-gap", "20d", *SPANS)

    found = [(row["patient"], row["episode"], row["value"]) for row in table(done)]
    assert found == [("007", "1", "1.0"), ("8", "", ""), ("9", "1", "1.0")]


def test_a_row_for_each_window(fills, carecoord):
    done = carecoord("adherence", fills, "--window", "30d", *SPANS)

    found = [(row["patient"], row["start"], row["value"]) for row in table(done)]
    assert found[:2] == [("007", "2025-01-01", "1.0"), ("007", "2025-01-31", "1.0")]


def test_pdc_by_the_rules_of_pqa(carecoord, tmp_path):
    (tmp_path / "fills.csv").write_text(
        "patient,filled_on,days_supply,drug\n"
        "1,2025-01-01,90,atorvastatin\n1,2025-04-01,90,atorvastatin\n"
        "2,2025-01-01,90,atorvastatin\n2,2025-04-01,90,rosuvastatin\n",
        encoding="utf-8",
    )
    (tmp_path / "members.csv").write_text(
        "patient,birth_date,hospice\n1,1960-05-06,no\n2,2010-05-06,no\n", encoding="utf-8"
    )
    (tmp_path / "stays.csv").write_text(
        "patient,admitted_on,discharged_on\n1,2025-12-22,2025-12-31\n", encoding="utf-8"
    )
    asked = ("adherence", "fills.csv", "--method", "pqa", "--drugs", "statins", "--year", "2025")

    done = carecoord(*asked, "--members", "members.csv", "--stays", "stays.csv")

    one, two = table(done)
    assert (one["numerator"], one["denominator"], one["adherent"]) == ("180.0", "355.0", "false")
    assert two["reason"] == "younger than 18 on 2025-01-01"
    assert table(carecoord(*asked, "--same-day", "longest"))[0]["numerator"] == "180.0"
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--method", "pqa", "--year", "2025"), "--method pqa: no --drugs"),
        (("--method", "pqa", "--window", "9d"), "--window: it is for the other methods only"),
        (("--year", "2025"), "--year: it is for --method pqa only"),
        (("--permissible-gap", "9d", "--window", "9d"), "rows are of episodes or of windows"),
        (("--permissible-gap", "soon"), "'soon'"),
        (("--carry-same-drug-only",), "--carry-same-drug-only: it is for cma5 to cma9 only"),
        (("--dose-change", "--method", "mpr"), "--dose-change: it is for cma5 to cma9 only"),
        (("--from-first-fill", "--method", "cma5"), "--from-first-fill: it is for pdc and mpr"),
        (("--same-day", "add"), "--same-day: it is for --method pqa only"),
        (("--method", "cma10"), "the method 'cma10': there is none of this name"),
        (("--follow-up", "soon"), "the length of follow-up: 'soon'. Write 180d"),
        (("--patient", "ID"), "the column 'ID' (the patient)"),
        (("--dose-change", "--method", "cma7"), "the column 'daily_dose' (the daily dose)"),
        (("--out", "x.xls"), "no table is written as .xls"),
    ],
)
def test_what_cannot_be_asked_is_one_line(fills, carecoord, options, told):
    done = carecoord("adherence", str(fills), *options)

    assert told in done.told
    assert done.told.count("\n") == 1
    assert (done.returncode, done.out) == (2, "")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"\n\n", "it is empty"),
        ("a.csv", b"patient,filled_on\n1,2\n1,2,3\n", "row 3 has another number of cells (3)"),
        ("a.csv", b"patient;filled_on\n1;2\n", "Say --separator ';'"),
        ("a.csv", b"patient\n" + b"x" * 3_000_000 + b"\n", "a cell is longer than a megabyte"),
        ("a.csv", b"patient,patient\n1,2\n", "several columns of one name"),
        ("a.csv", b"patient,drug\n\xff\xfe,x\n", "it is no table that can be read"),
        ("a.parquet", b"PAR1", "it is broken"),
        ("a.xlsx", b"PK", "it ends in .xlsx"),
    ],
)
def test_a_file_that_is_no_table_is_one_line(carecoord, tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)

    done = carecoord("adherence", str(path))

    assert told in done.told
    assert str(tmp_path) not in done.told
    assert (done.returncode, done.out) == (2, "")


def test_a_first_line_without_an_end_is_an_empty_table(carecoord, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"patient,filled_on,days_supply,drug")

    done = carecoord("adherence", str(path))

    assert (
        done.returncode,
        done.out,
    ) == (0, "patient,numerator,denominator,value,reason,supply_left\n")


def test_a_folder_is_no_table(carecoord, tmp_path):
    folder = tmp_path / "a.csv"
    folder.mkdir()

    assert "it is a folder or a device" in carecoord("adherence", str(folder)).told


def test_dates_written_as_numbers_are_read_in_their_form(carecoord, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"patient,filled_on,days_supply,drug\n1,20250101,30,x\n1,20250201,30,x\n")

    read = carecoord("adherence", str(path), "--date-format", "%Y%m%d", "--observation", "60d")
    unread = carecoord("adherence", str(path))

    assert read.out.splitlines()[1].startswith("1,59.0,60.0,")
    assert unread.out.splitlines()[1] == "1,,,,2 rows with no date that can be read,"


@pytest.mark.parametrize("separator", ["", ";;", "é", '"'])
def test_a_separator_is_one_character(carecoord, fills, separator):
    done = carecoord("adherence", str(fills), "--separator", separator)

    assert "--separator: it is not one character" in done.told


def test_a_file_that_is_not_there(carecoord, tmp_path):
    done = carecoord("adherence", str(tmp_path / "none.csv"))

    assert (
        done.told
    ) == "carecoord: the table none.csv: there is no such file. Name a file that can be read\n"


def test_a_table_without_rows_gives_its_first_line(carecoord, tmp_path):
    path = tmp_path / "fills.csv"
    path.write_text(FILLS.splitlines()[0] + "\n", encoding="utf-8")

    done = carecoord("adherence", str(path))

    assert (
        done.returncode,
        done.out,
    ) == (0, "patient,numerator,denominator,value,reason,supply_left\n")
