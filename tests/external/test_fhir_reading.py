"""Bundles of many origins: every entry is accounted for, and reading again gives the same."""

import csv
import re
from pathlib import Path

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Summary

_FULL_URL = re.compile(rb'"fullUrl"\s*:\s*"urn:uuid:([^"]+)"')
_NAME = re.compile(rb'("(?:fullUrl|reference|id)"\s*:\s*"(?:urn:uuid:|[A-Za-z]+/)?)([^"/:]+)(")')


@pytest.fixture(scope="module")
def bundles(data: Path) -> dict[Path, int]:
    """The files of the folder, with the number of entries that the manifest states."""
    folder = data / "fhir"
    manifest = folder / "MANIFEST.csv"
    if not manifest.is_file():
        pytest.skip("the folder holds no FHIR bundles")
    with manifest.open(encoding="utf-8", newline="") as lines:
        stated = {folder / row["file"]: int(row["entries"]) for row in csv.DictReader(lines)}
    present = {path: entries for path, entries in stated.items() if path.is_file()}
    if not present:
        pytest.fail("the manifest names no file that is there")
    return present


def charts(content):
    return [one.chart for one in fhir_r4.read(content) if one.chart is not None]


def renewed(content):
    """The same bundle under fresh addresses and ids; business identifiers stay."""
    known = set(_FULL_URL.findall(content))

    def fresh(match):
        name = match[2]
        return match[1] + (b"fresh-" + name[::-1] if name in known else name) + match[3]

    return _NAME.sub(fresh, content)


def test_every_entry_is_kept_unmapped_or_a_problem(bundles):
    paths = sorted(bundles)
    read = dict.fromkeys(range(len(paths)), Summary())
    for result in fhir_r4.read(paths):
        read[result.source] += result.summary

    assert [one.entries for one in read.values()] == [bundles[path] for path in paths]
    assert not [
        one
        for one in read.values()
        if one.entries != one.kept + sum(one.unmapped.values()) + one.problems
    ]


def test_reading_again_gives_equal_charts(bundles):
    unequal = 0
    for path in bundles:
        content = path.read_bytes()
        unequal += charts(content) != charts(content)

    assert unequal == 0


def said(content):
    """The charts without what is kept beside, which is named by its very bytes."""
    return [attrs.evolve(chart, records=()) for chart in charts(content)]


def test_fresh_transport_ids_give_equal_charts(bundles):
    changed = unequal = 0
    for path in bundles:
        content = path.read_bytes()
        again = renewed(content)
        changed += again != content
        unequal += sum(
            one != other
            for one, other in zip(said(content), said(again), strict=True)
            if any(name.system and name.value for name in one.patient.identifiers)
        )

    assert changed > 0
    assert unequal == 0


def test_ids_are_unique_within_a_chart(bundles):
    doubled = 0
    for result in fhir_r4.read(sorted(bundles)):
        if result.chart is not None:
            ids = [fact.id for fact in result.chart.facts()]
            doubled += len(ids) - len(set(ids))

    assert doubled == 0


def test_no_problem_holds_anything_of_a_record(bundles):
    allowed = re.compile(r"(source|line\[\d+\]|entry|[A-Z][A-Za-z]+)?([.\[]?[A-Za-z0-9\]]+)*")
    reasons = set()
    for result in fhir_r4.read(sorted(bundles)):
        for problem in result.problems:
            assert allowed.fullmatch(problem.path)
            reasons.add(problem.reason)

    assert len(reasons) < 40
