"""What keeps a command from starting: one line that says why and what to do, status 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from carecoord.adapters.cli.faults import guarded

COMMAND = Path(sys.executable).with_name("carecoord")
CMS165 = ("measure", "CMS165", "in.json", "--value-sets", "empty")
REFUSED = {
    "no such source": (("review", "nowhere"), "source nowhere: no such file"),
    "no such store": (("review", "sqlite:///nowhere.db"), "nowhere.db: no such store"),
    "no source at all": (("review",), "no SOURCE"),
    "folder without bundles": (("review", "empty"), "no file in it ends in .json"),
    "a name that is no path": (("review", "a\x01"), "no such file"),
    "an empty store": (("review", "in.json", "--store", ""), "no URL was given"),
    "unknown store": (("review", "in.json", "--store", "sqlit:///x"), "Did you mean sqlite"),
    "store of another kind": (("review", "in.json", "--store", "sqlite:///in.json"), "store"),
    "who is due, of a source": (
        ("review", "in.json", "--due-only", "--store", "sqlite:///x.db"),
        "--due-only with SOURCE",
    ),
    "who is due, of nothing": (("review", "--due-only"), "--due-only without --store"),
    "unknown notifier": (("review", "in.json", "--notify", "pigeon:"), "notifier"),
    "unknown zone": (("review", "in.json", "--zone", "Europe/Berln"), "Europe/Berlin"),
    "unknown calendar": (("review", "in.json", "--calendar", "XX"), "no such country"),
    "no such day": (("review", "in.json", "--as-of", "2026-02-30"), "neither a day nor an instant"),
    "an instant without offset": (
        ("review", "in.json", "--as-of", "2026-02-03T10:00"),
        "without an offset",
    ),
    "no such value sets": (("review", "in.json", "--value-sets", "nowhere"), "nowhere"),
    "broken value sets": (("review", "in.json", "--value-sets", "broken"), "bad.json: it is not"),
    "unknown list": (("review", "in.json", "--complete-for", "Conditon"), "Condition"),
    "no bytes at all": (("review", "in.json", "--max-bytes", "0"), "--max-bytes"),
    "out of another kind": (("review", "in.json", "--out", "out.xls"), ".csv or .json"),
    "out over the source": (
        ("review", "in.json", "--out", "in.json"),
        "it is a source as well",
    ),
    "two results in one file": (
        ("review", "in.json", "--out", "both.csv", "--report", "both.csv"),
        "--report both.csv: it is --out as well",
    ),
    "out in no folder": (("review", "in.json", "--out", "no/out.csv"), "folder does not exist"),
    "out is a folder": (("review", "in.json", "--out", "empty.csv"), "it is a folder"),
    "unknown option": (("review", "in.json", "--frobnicate"), "--frobnicate"),
    "unknown command": (("reveiw",), "reveiw"),
    "unknown rule": (("rules", "followup.transitional"), "did you mean 'followup.transitional-"),
    "unknown key": (("explain", "in.json", "followup.x"), "no finding has this key"),
    "neither key nor rule": (("explain", "in.json"), "neither a KEY nor --rule"),
    "unknown measure": (
        ("measure", "CMS166", "in.json", "--value-sets", "empty", "--period", "2026/2027"),
        "Did you mean CMS165?",
    ),
    "a period that is none": (
        (*CMS165, "--period", "2026/2027"),
        "--period 2026/2027",
    ),
    "a period backwards": (
        (*CMS165, "--period", "2027-01-01/2026-01-01"),
        "not after the start",
    ),
}


@pytest.fixture
def prepared(written, patient, tmp_path):
    written("in.json", patient())
    written("broken/bad.json", "hello")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.csv").mkdir()


@pytest.mark.parametrize(("arguments", "reason"), REFUSED.values(), ids=REFUSED)
def test_it_says_why_and_is_status_2(carecoord, prepared, arguments, reason):
    done = carecoord(*arguments)

    assert done.returncode == 2
    assert reason.lower() in done.told.lower()
    assert done.out == ""


SILENCED = """
import sys
for name in {names!r}:
    sys.modules[name] = None
sys.argv = ["carecoord", *{arguments!r}]
from carecoord.adapters.cli import main
main()
"""


@pytest.mark.parametrize(
    ("names", "arguments", "extra"),
    [
        (["typer"], ["--help"], "carecoord[cli]"),
        (["msgspec"], ["review", "in.json"], "carecoord[fhir]"),
        (["holidays"], ["review", "in.json", "--calendar", "US"], "carecoord[calendar]"),
    ],
    ids=["typer", "msgspec", "holidays"],
)
def test_a_missing_extra_is_named_in_one_line(prepared, tmp_path, names, arguments, extra):
    code = SILENCED.format(names=names, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert extra in done.stderr
    assert done.stderr.count("\n") == 1


AS_NOBODY = """
import os, sys
from carecoord.adapters.cli import main
try:  # loads everything that is needed, while it can be read
    sys.argv = ["carecoord", "review", "in.json"]
    main()
except SystemExit:
    os.setegid(65534)
    os.seteuid(65534)
sys.argv = ["carecoord", "review", "shut"]
main()
"""


def test_a_folder_that_may_not_be_read_is_named(prepared, tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir()
    (shut / "in.json").write_text("{}", encoding="utf-8")
    shut.chmod(0)
    tmp_path.chmod(0o755)
    if os.geteuid() == 0:
        command = [sys.executable, "-c", AS_NOBODY]
    else:
        command = [sys.executable, "-m", "carecoord.adapters.cli", "review", "shut"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    shut.chmod(0o700)

    assert done.returncode == 2
    assert "source shut: permission denied" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_inside_that_may_not_be_read_costs_only_itself(prepared, tmp_path):
    shut = tmp_path / "mixed" / "shut"
    shut.mkdir(parents=True)
    (tmp_path / "in.json").rename(tmp_path / "mixed" / "in.json")
    tmp_path.joinpath("in.json").symlink_to("mixed/in.json")
    shut.chmod(0)
    tmp_path.chmod(0o755)
    if os.geteuid() == 0:
        code = AS_NOBODY.replace('"shut"', '"mixed"')
        command = [sys.executable, "-c", code]
    else:
        command = [sys.executable, "-m", "carecoord.adapters.cli", "review", "mixed"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    shut.chmod(0o700)

    assert done.returncode == 1
    assert "a folder that cannot be opened; not read: source of shut" in done.stderr
    assert "reviewed 1" in done.stderr


@pytest.mark.parametrize("command", [("rules",), ("review", "in.json")], ids=" ".join)
def test_a_closed_standard_output_is_told(prepared, tmp_path, command):
    shell = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", COMMAND, *command]
    done = subprocess.run(shell, cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 2
    assert "writing to standard output: it is closed" in done.stderr


def test_a_closed_standard_error_changes_no_status(prepared, tmp_path):
    shell = ["/bin/sh", "-c", 'exec "$@" 2>&-', "sh", COMMAND, "review", "nowhere"]

    assert subprocess.run(shell, cwd=tmp_path, capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), SystemExit(130)], ids=repr)
def test_who_interrupts_is_told_what_stays(capsys, stop):
    def run():
        raise stop

    with pytest.raises(SystemExit) as ended:
        guarded(run)

    assert ended.value.code == 130
    assert "stopped; what is in the store stays" in capsys.readouterr().err


def test_a_source_whose_links_go_round_in_circles_is_told(prepared, tmp_path):
    tmp_path.joinpath("round.json").symlink_to("round.json")
    done = in_folder(tmp_path, "convert", "round.json", "--to", "fhir")

    assert done.returncode == 2
    assert "source round.json: too many levels of symbolic links" in done.stderr


def test_a_link_that_goes_round_in_circles_is_written_over(prepared, tmp_path):
    out = tmp_path / "round.json"
    out.symlink_to("round.json")
    done = in_folder(tmp_path, "convert", "in.json", "--to", "fhir", "--out", "round.json")

    assert done.returncode == 0
    assert b'"Bundle"' in out.read_bytes()


def in_folder(folder, *arguments):
    return subprocess.run(
        [COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
