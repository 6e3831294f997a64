"""`carecoord readmissions` by the code tables of a later year, from its workbooks."""

import csv
import io

import pytest
from typer.testing import CliRunner

from carecoord.adapters.cli.app import app
from carecoord.errors import InputError

STAYS = """\
patient,stay,hospital,admitted_on,discharged_on,disposition,principal_diagnosis,procedures
1,a,A,2031-01-01,2031-01-05,01,I50.9,
1,b,A,2031-01-20,2031-01-22,01,U07.1,0SRC0J9
"""


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "stays.csv"
    path.write_text(STAYS, encoding="utf-8")

    def run(*options):
        asked = ["readmissions", str(path), "--until", "2031-12-31", *map(str, options)]
        return CliRunner().invoke(app, asked)

    return run


def test_the_workbooks_of_a_year_are_read(run, specification, categories):
    options = ("--specifications", specification(), "--categories", categories())
    done = run("--year", 2031, *options)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))

    assert [(row["stay"], row["cohort"]) for row in rows] == [
        ("a", "cardiorespiratory"),
        ("b", "surgery/gynecology"),
    ]
    assert [row["planned"] for row in rows] == ["false", "true"]
    assert "reporting year 2031" in done.stderr


def test_a_map_alone_is_refused(run, categories):
    done = run("--year", 2021, "--categories", categories())

    assert isinstance(done.exception, InputError)
    assert "--specifications" in str(done.exception)
