"""A clinic's own rules, in a package of its own: found, run and proved as an outsider would."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from carecoord import review
from carecoord.adapters import plugins
from carecoord.rules.catalogue import Catalogue, standard
from carecoord.rules.shapes import days
from carecoord.testing import run_cases
from carecoord.testing.tables import chart

EXAMPLE = Path(__file__).parent / "lakeside"
COMMAND = Path(sys.executable).with_name("carecoord")
DAY = ("--as-of", "2026-06-02")
IDS = ["lakeside.emergency-call", "lakeside.smoking-status", "lakeside.visits-on-one-day"]
EMERGENCY = {
    "resourceType": "Encounter",
    "id": "e1",
    "status": "finished",
    "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "EMER"},
    "subject": {"reference": "Patient/p1"},
    "period": {"start": "2026-06-01T10:00:00Z", "end": "2026-06-01T14:00:00Z"},
}
VISIT = EMERGENCY | {"id": "e2", "class": EMERGENCY["class"] | {"code": "AMB"}}
PATIENT = {"resourceType": "Patient", "id": "p1", "birthDate": "1960-05-17"}


@pytest.fixture
def carecoord(lakeside, tmp_path):
    """Run the command with the package installed, on a bundle of two visits."""
    entries = [
        {"fullUrl": f"https://example.org/{one['resourceType']}/{one['id']}", "resource": one}
        for one in (PATIENT, EMERGENCY, VISIT)
    ]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    (tmp_path / "one.json").write_text(json.dumps(bundle))

    def run(*arguments, **variables):
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(lakeside), "COLUMNS": "200", **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return done

    return run


def rows(done):
    return {row["rule"]: row for row in csv.DictReader(io.StringIO(done.stdout))}


class TestLibrary:
    """Nothing is found before somebody asks."""

    def test_the_standard_catalogue_does_not_hold_them(self, installed):
        assert not {rule.id for rule in standard().rules} & set(IDS)

    def test_they_are_found_when_asked_for(self, installed):
        assert [rule.id for rule in plugins.installed()] == IDS

    def test_it_is_said_where_they_come_from(self, installed):
        (plugin,) = plugins.found()

        assert str(plugin) == (
            "rules of lakeside-rules 1.0, entry point lakeside = lakeside_rules:RULES"
        )

    def test_they_run_beside_ours_and_a_site_sets_their_parameters(self, installed):
        own = {"lakeside.emergency-call.due": days(7)}
        catalogue = standard(plugins.installed(), parameters=own)
        visits = "class|from|to\nEMER|2026-06-01|2026-06-01"
        drawn = chart({"encounters": visits, "communications": ""})
        found = {f.rule: f for f in review(drawn, catalogue, date(2026, 6, 2)).findings}

        assert found["lakeside.emergency-call"].window.due == date(2026, 6, 8)
        assert "followup.transitional-care" in found

    def test_or_alone(self, installed):
        catalogue = Catalogue.of(plugins.installed())

        assert [rule.id for rule in catalogue.rules] == IDS

    def test_its_cases_are_as_expected(self, installed):
        results = run_cases(plugins.installed(), EXAMPLE / "cases.toml")

        results.check()
        assert len(results.cases) == 9

    @pytest.mark.parametrize(
        ("said", "otherwise"),
        [
            ("due      | 2026-06-04 | yes", "due      | 2026-06-05 | yes"),
            ("due      | 2026-06-08", "due      | 2026-06-09"),
        ],
    )
    def test_its_cases_would_tell_of_a_change(self, installed, said, otherwise):
        text = (EXAMPLE / "cases.toml").read_text("utf-8")
        results = run_cases(plugins.installed(), text.replace(said, otherwise))

        assert text.count(said) == 1
        assert len(results.failed) == 1


class TestCommand:
    """The command asks installed packages, unless told not to."""

    def test_the_rules_are_listed(self, carecoord):
        done = carecoord("rules")
        listed = [line.split()[0] for line in done.stdout.splitlines()]

        assert [rule for rule in listed if rule.startswith("lakeside.")] == IDS
        assert "with 3 rules of the package lakeside-rules 1.0" in done.stderr

    def test_without_plugins_they_are_not(self, carecoord):
        done = carecoord("rules", "--no-plugins")

        assert "lakeside" not in done.stdout + done.stderr

    def test_one_is_shown_with_what_a_site_sets(self, carecoord):
        done = carecoord(
            "rules", IDS[0], "--parameter", "lakeside.emergency-call.due@2026-07-01=5 days"
        )

        assert "lakeside.emergency-call.due: from 2026-07-01 5 days, else 3 days (" in done.stdout

    @pytest.mark.parametrize(
        ("more", "due"),
        [
            ((), "2026-06-04"),
            (("--parameter", "lakeside.emergency-call.due=7 days"), "2026-06-08"),
            (("--parameter", "lakeside.emergency-call.due@2026-07-01=7 days"), "2026-06-04"),
        ],
    )
    def test_a_review_asks_them(self, carecoord, more, due):
        done = carecoord(
            "review", "one.json", "--as-of", "2026-06-02", "--complete-for", "all", *more
        )
        found = rows(done)

        assert done.returncode == 0, done.stderr
        assert found[IDS[0]]["due"] == due
        assert found[IDS[1]]["outcome"] == "not met"
        assert found[IDS[2]]["outcome"] == "not applicable"

    def test_a_review_without_plugins_does_not(self, carecoord):
        found = rows(carecoord("review", "one.json", *DAY, "--no-plugins"))

        assert not set(found) & set(IDS)

    def test_a_finding_is_explained(self, carecoord):
        done = carecoord(
            "explain", "one.json", "--rule", IDS[0], "--as-of", "2026-06-02",
            "--complete-for", "all", "--parameter", "lakeside.emergency-call.due=7 days",
        )  # fmt: skip

        assert "Due 2026-06-08: due, in 6 days" in done.stdout
        assert "Lakeside clinic, protocol of care coordination, page 2" in done.stdout

    def test_its_measure_is_counted(self, carecoord):
        done = carecoord("measure", IDS[1], "one.json", "--period", "2026-01-01/2027-01-01")
        counts = {r["population"]: r["count"] for r in csv.DictReader(io.StringIO(done.stdout))}

        assert counts == {"initial-population": "1", "denominator": "1", "numerator": "0"}

    def test_but_not_without_plugins(self, carecoord):
        done = carecoord(
            "measure", IDS[1], "one.json", "--period", "2026-01-01/2027-01-01", "--no-plugins"
        )

        assert done.returncode == 2
        assert "no such measure is known" in done.stderr


class TestBroken:
    """A package whose rules cannot be had stops the command, and costs no rule in silence."""

    @pytest.fixture
    def broken(self, lakeside, tmp_path_factory):
        folder = tmp_path_factory.mktemp("broken")
        metadata = folder / "broken_rules-2.0.dist-info"
        metadata.mkdir()
        said = "Metadata-Version: 2.1\nName: broken-rules\nVersion: 2.0\n"
        (metadata / "METADATA").write_text(said)
        (metadata / "entry_points.txt").write_text("[carecoord.rules]\nall = broken_rules:RULES\n")
        (folder / "broken_rules.py").write_text("import a_module_that_nobody_has\n")
        return os.pathsep.join((str(lakeside), str(folder)))

    def test_it_names_the_package_the_entry_and_what_to_do(self, carecoord, broken):
        done = carecoord("rules", PYTHONPATH=broken)

        assert (done.returncode, done.stdout) == (2, "")
        assert "rules of broken-rules 2.0, entry point all = broken_rules:RULES" in done.stderr
        assert "No module named 'a_module_that_nobody_has'. Mend or uninstall" in done.stderr

    def test_without_plugins_the_rest_runs(self, carecoord, broken):
        done = carecoord("rules", "--no-plugins", PYTHONPATH=broken)

        assert done.returncode == 0
        assert "monitoring.hba1c" in done.stdout


def test_the_example_imports_public_names_only():
    """What an outsider may import: no module of the engine, nothing with an underscore."""
    sources = [path.read_text("utf-8") for path in (EXAMPLE / "src").rglob("*.py")]
    modules = {
        m for text in sources for m in re.findall(r"^from (carecoord\S*)", text, re.MULTILINE)
    }

    assert modules == {
        "carecoord.model",
        "carecoord.model.code",
        "carecoord.rules",
        "carecoord.rules.criteria",
        "carecoord.rules.shapes",
    }


def test_the_guide_shows_the_example_as_it_is():
    """Every file of it that the how-to page prints is printed whole."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "site-rules.md").read_text("utf-8")

    for name in ("pyproject.toml", "src/lakeside_rules/emergency_call.py"):
        assert (EXAMPLE / name).read_text("utf-8").strip() in page, name
