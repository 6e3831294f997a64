"""`carecoord explain`, `carecoord rules` and what every command shares."""

import csv
import io
import os
import subprocess
import sys

import pytest

DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def clean(written, patient, discharge):
    return written("clean.json", patient(), discharge())


@pytest.fixture
def key(carecoord, clean):
    rows = csv.DictReader(io.StringIO(carecoord("review", clean, *DAY).out))
    return next(row["key"] for row in rows if row["key"].endswith("visit-7"))


def test_a_finding_is_told_in_sentences_with_its_source(carecoord, clean, key):
    done = carecoord("explain", clean, key, *DAY)

    assert done.returncode == 0
    assert "Due 2026-11-23: due, in 3 days" in done.out
    assert "May be done by: prescriber" in done.out
    assert "Rule followup.transitional-care, edition" in done.out


def test_the_nearest_key_is_offered(carecoord, clean, key):
    done = carecoord("explain", clean, key[:-1], *DAY)

    assert done.returncode == 2
    assert f"Did you mean {key!r}?" in done.told


def test_a_rule_that_did_not_fire_says_why(carecoord, clean):
    done = carecoord("explain", clean, "--rule", "monitoring.hba1c", *DAY)

    assert "insufficient data" in done.out
    assert "not known: conditions (never asked for)" in done.out


def test_explaining_keeps_nothing(carecoord, clean, key, tmp_path):
    carecoord("review", clean, *DAY, "--store", "sqlite:///charts.db")
    before = (tmp_path / "charts.db").read_bytes()
    done = carecoord("explain", clean, key, *DAY, "--store", "sqlite:///charts.db")

    assert done.returncode == 0
    assert (tmp_path / "charts.db").read_bytes() == before


def test_the_rules_are_listed_with_their_editions(carecoord):
    lines = carecoord("rules").out.split("\n")

    assert lines[0].split() == ["ID", "EDITION", "TITLE", "SOURCE"]
    assert any(line.startswith("safety.severe-blood-pressure  ") for line in lines)


@pytest.mark.parametrize(
    "part",
    [
        "Population: ",
        "Source: ",
        "status: ",
        "Editions:",
        "2025: in force from",
        "Limits: ",
        "Licences: ",
        "Parameters",
        "Value sets:",
        "Alert:",
    ],
)
def test_a_rule_shows_what_it_rests_on(carecoord, part):
    assert part in carecoord("rules", "safety.severe-blood-pressure").out


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("followup.transitional-care", "due: 2 business days"),
        ("certification.home-health", "day 56 of the period before"),
        ("monitoring.blood-pressure", "EDITION 2017"),
        ("readmission.lace", "emergent admission  yes"),
        ("readmission.hospital", "a coded procedure in the stay"),
        ("readmission.hospital-simplified", "likely-from: no default (from how many points"),
        ("measures.cms165", "Group_1: numerator:"),
    ],
)
def test_windows_points_and_populations_are_told(carecoord, rule, part):
    assert part in carecoord("rules", rule).out


def test_each_edition_has_its_own_source(carecoord):
    head, _, _ = carecoord("rules", "monitoring.blood-pressure").out.partition("Limits: ")
    older, newer = head.partition("Editions:")[2].split("  2025: in force from 2025-08-14\n")

    assert older.startswith("\n  2017: in force from 2017-11-13\n    Source: ACC/AHA, Guideline")
    assert newer.startswith("    Source: AHA/ACC, Guideline")
    assert "    status: verified, " in older
    assert "    status: unverified, " in newer


def test_the_version_can_be_asked_for(carecoord):
    assert carecoord("--version").out.strip()[0].isdigit()


def test_a_reader_that_has_seen_enough_is_no_fault(carecoord_to):
    reading, writing = os.pipe()
    os.close(reading)
    done = carecoord_to(writing, "rules")
    os.close(writing)

    assert done.stderr == ""


def test_help_loads_nothing_that_it_does_not_need():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "carecoord.adapters.cli", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )

    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not loaded & {"rich", "holidays", "msgspec", "zoneinfo", "carecoord.model"}


@pytest.mark.parametrize("name", ["CMS165", "cms165"])
def test_a_measure_is_shown_by_its_name(carecoord, name):
    assert carecoord("rules", name).out == carecoord("rules", "measures.cms165").out != ""
