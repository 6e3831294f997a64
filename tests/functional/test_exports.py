"""Bulk exports, compressed files and limits, from the command line."""

import gzip
import json
import resource
from random import Random

import pytest

DAY = ("--as-of", "2026-11-20")


def lines(*resources):
    return "".join(json.dumps(one) + "\n" for one in resources)


@pytest.fixture
def export(written, patient, discharge):
    """A folder with a file for each type, and a bundle of somebody else."""
    numbers = [str(number) for number in range(30)]
    stays = [discharge(one, subject={"reference": f"Patient/p{one}"}) for one in numbers]
    written("in/Encounter.ndjson", lines(*stays))
    written("in/Other.json", patient("x"), discharge("x"))
    written("in/Patient.ndjson.gz", gzip.compress(lines(*map(patient, numbers)).encode()))
    return "in"


def patients(done):
    return {line.split(",")[0] for line in done.out.splitlines()[1:]}


def test_the_files_of_an_export_are_read_together(carecoord, export):
    done = carecoord("review", export, *DAY)

    assert done.returncode == 0
    assert len(patients(done)) == 31
    assert "visit-7" in done.out


def test_an_export_that_is_sorted_on_disk_gives_the_same(carecoord, export, tmp_path):
    (tmp_path / "spill").mkdir()
    done = carecoord("review", export, *DAY, "--limit", "held=5000", "--spill", "spill")

    assert done.returncode == 0
    assert sorted(done.out.splitlines()) == sorted(
        carecoord("review", export, *DAY).out.splitlines()
    )
    assert list((tmp_path / "spill").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(carecoord, export):
    done = carecoord("review", export, *DAY, "--limit", "held=5000", "--spill", "nowhere")

    assert done.returncode == 2
    assert "no such file or directory" in done.told
    assert "as spill" in done.told


def test_lines_sorted_by_patient_are_read_as_they_come(carecoord, written, patient, discharge):
    records = [
        (discharge(one, subject={"reference": f"Patient/p{one}"}), patient(one)) for one in "123"
    ]
    path = written("in.ndjson", lines(*(one for pair in records for one in pair)))
    done = carecoord("review", path, *DAY, "--patient-sorted")

    assert done.returncode == 0
    assert done.out == carecoord("review", path, *DAY).out


def test_a_problem_of_an_export_names_its_file(carecoord, export, tmp_path):
    with (tmp_path / "in" / "Encounter.ndjson").open("a", encoding="utf-8") as file:
        file.write("{\n")
    done = carecoord("review", export, *DAY)

    assert done.returncode == 1
    assert "line[30] of Encounter.ndjson" in done.told


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("entries=1", "more entries than the limit allows"),
        ("text=10", "a text longer than the limit allows"),
    ],
)
def test_a_limit_can_be_set(carecoord, export, limit, told):
    done = carecoord("review", export, *DAY, "--limit", limit)

    assert done.returncode == 1
    assert told in done.told


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("entry=1", "did you mean entries?"),
        ("qqq=1", "no limit of this name"),
        ("text", "no whole number above 0"),
        ("text=0", "no whole number above 0"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(carecoord, written, patient, limit, told):
    done = carecoord("review", written("in.json", patient()), *DAY, "--limit", limit)

    assert done.returncode == 2
    assert told in done.told


def test_of_a_bundle_that_is_cut_off_what_is_whole_is_reviewed(
    carecoord, written, patient, discharge
):
    whole = written("whole.json", patient(), discharge("1"), discharge("2")).read_bytes()
    done = carecoord("review", written("cut.json.gz", gzip.compress(whole[:-100])), *DAY)

    assert done.returncode == 1
    assert "the entries that are whole are read: source of cut.json.gz" in done.told
    assert "visit-7" in done.out


def test_measures_count_an_export_as_one_case(carecoord, export, tmp_path):
    (tmp_path / "sets").mkdir()
    done = carecoord(
        "measure", "CMS165", export, "--period", "2026-01-01/2027-01-01", "--value-sets", "sets"
    )

    assert "without a patient" not in done.told


def _small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_disk_that_fills_while_an_export_is_sorted_is_told(
    carecoord, written, patient, discharge, tmp_path
):
    draw = Random(1)
    stays = (
        discharge("1", subject={"reference": "Patient/p1"}, note=draw.randbytes(5_000).hex())
        for _ in range(50)
    )
    path = written("in.ndjson", lines(patient("1"), *stays))
    (tmp_path / "spill").mkdir()
    options = ("--limit", "held=5000", "--spill", "spill")
    done = carecoord("review", path, *DAY, *options, preexec_fn=_small_files)

    assert done.returncode == 2
    assert "the system refused: file too large" in done.told
    assert list((tmp_path / "spill").iterdir()) == []
