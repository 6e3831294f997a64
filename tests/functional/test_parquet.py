"""Tables as Parquet, by the ending of --out."""

import csv
import subprocess
import sys

import pytest

DAY = ("--as-of", "2026-11-20")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


@pytest.fixture
def reviewed(carecoord, written, patient, discharge, tmp_path):
    written("clean.json", patient(), discharge())
    for out in ("out.csv", "out.parquet"):
        carecoord("review", "clean.json", *DAY, "--out", out)
    return tmp_path


def test_the_rows_are_those_of_the_csv(reviewed):
    with (reviewed / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    table = parquet.read_table(reviewed / "out.parquet").to_pylist()

    assert len(table) == len(rows) > 0
    assert [
        {
            name: "; ".join(cell) if isinstance(cell, list) else (cell or "")
            for name, cell in row.items()
        }
        for row in table
    ] == rows


def test_the_types_do_not_depend_on_the_rows(reviewed, carecoord, written):
    written("empty.ndjson")
    carecoord("review", "empty.ndjson", *DAY, "--out", "empty.parquet")

    assert parquet.read_schema(reviewed / "empty.parquet") == parquet.read_schema(
        reviewed / "out.parquet"
    )


def test_without_pyarrow_it_says_what_to_install_before_any_work(reviewed):
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from carecoord.adapters.cli import main\n"
        f"sys.argv = ['carecoord', 'review', 'clean.json', *{DAY}, '--out', 'no.parquet']\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=reviewed, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "carecoord[arrow]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (reviewed / "no.parquet").exists()
