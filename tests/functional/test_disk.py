"""A disk that fills while results are written: status 2, and what was there stays."""

import resource
from pathlib import Path

import pytest

DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def source(written, patient, discharge):
    for number in range(20):
        written(f"in/{number}.json", patient(str(number)), discharge(str(number)))
    return "in"


def _small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_file_that_was_there_is_untouched(carecoord, source, tmp_path):
    (tmp_path / "out.csv").write_text("before", encoding="utf-8")
    done = carecoord("review", source, *DAY, "--out", "out.csv", preexec_fn=_small_files)

    assert done.returncode == 2
    assert "writing out.csv: file too large" in done.told
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "before"


def test_nothing_half_written_is_left_behind(carecoord, source, tmp_path):
    carecoord("review", source, *DAY, "--out", "out.csv", preexec_fn=_small_files)

    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_store_that_cannot_grow_is_named(carecoord, source):
    done = carecoord("review", source, *DAY, "--store", "sqlite:///s.db", preexec_fn=_small_files)

    assert done.returncode == 2
    assert "store" in done.told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_device_is_told(carecoord, source):
    done = carecoord("review", source, *DAY, "--out", "/dev/full")

    assert done.returncode == 2
    assert "no space left on device" in done.told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_standard_output_that_is_full_is_told(carecoord_to, source):
    with Path("/dev/full").open("wb") as full:
        done = carecoord_to(full, "review", source, *DAY)

    assert done.returncode == 2
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_replaced_keeps_its_permissions(carecoord, source, tmp_path):
    out = tmp_path / "out.csv"
    out.touch()
    out.chmod(0o640)
    carecoord("review", source, *DAY, "--out", "out.csv")

    assert out.stat().st_mode & 0o777 == 0o640


def test_a_new_file_is_its_owners_alone(carecoord, source, tmp_path):
    carecoord("review", source, *DAY, "--out", "out.csv")

    assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0


def test_a_report_that_was_there_is_untouched(carecoord, source, tmp_path):
    (tmp_path / "report.html").write_text("before", encoding="utf-8")
    done = carecoord("review", source, *DAY, "--report", "report.html", preexec_fn=_small_files)

    assert done.returncode == 2
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "before"
