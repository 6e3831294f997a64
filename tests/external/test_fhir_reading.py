"""Bundles of many origins: every entry is accounted for, and reading again gives the same."""

import csv
import json
import re
import runpy
from pathlib import Path

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Summary, reasons

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


@pytest.fixture(scope="module")
def lists(bundles):
    """What is told of each bundle, with its content decoded."""
    return [
        (json.loads(path.read_bytes()), problem)
        for path in sorted(bundles)
        for result in fhir_r4.read(path)
        for problem in result.problems
    ]


def test_no_problem_holds_anything_of_a_record(lists):
    allowed = re.compile(r"(source|line\[\d+\]|entry|[A-Z][A-Za-z]+)?([.\[]?_?[A-Za-z0-9\]]+)*")

    assert [one.path for _, one in lists if not allowed.fullmatch(one.path)] == []


def test_every_reason_is_documented(lists):
    page = Path(__file__).parents[2] / "docs" / "reference" / "fhir-problems.md"

    assert {one.reason for _, one in lists} <= reasons.REASONS
    assert {one for one in reasons.REASONS if f"| {one} |" not in page.read_text("utf-8")} == set()


def values(held, path):
    """What is at a path of names and numbers; a list is gone into, a blank in a key passed over."""
    if not path:
        yield held
    elif isinstance(held, list):
        if path[0].isdigit():
            yield from values(held[int(path[0])], path[1:])
        else:
            for one in held:
                yield from values(one, path)
    elif isinstance(held, dict):
        for key, one in held.items():
            if key.strip() == path[0]:
                yield from values(one, path[1:])
    elif path[0] == "0":
        yield from values(held, path[1:])


def of_type(held, kind):
    """All resources of a type, wherever they are."""
    if isinstance(held, dict):
        if held.get("resourceType") == kind:
            yield held
        for one in held.values():
            yield from of_type(one, kind)
    elif isinstance(held, list):
        for one in held:
            yield from of_type(one, kind)


def leads_somewhere(bundle, path):
    """Whether something is at the place that the path of a problem names."""
    first, *rest = re.findall(r"[^.\[\]]+", path)
    if first == "entry":
        return any(True for _ in values(bundle["entry"], rest))
    return any(True for one in of_type(bundle, first) for _ in values(one, rest))


LACKING = {reasons.NO_SUBJECT, reasons.NOBODYS, reasons.NO_CONTENT}
"""Reasons that tell of something that is not there."""


def test_every_path_leads_to_what_is_told_of(lists):
    led = [
        (one.path, leads_somewhere(bundle, one.path))
        for bundle, one in lists
        if one.reason not in LACKING
    ]

    assert len(led) > 100
    assert [path for path, found in led if not found] == []


def test_what_is_lacking_is_lacking(lists):
    told = [(bundle, one) for bundle, one in lists if one.reason in LACKING]

    assert told
    for bundle, one in told:
        first, *rest = re.findall(r"[^.\[\]]+", one.path)
        if first == "entry":
            assert not list(values(bundle["entry"], rest))
        else:
            lacking = [held for held in of_type(bundle, first) if not any(values(held, rest))]
            assert len(lacking) >= one.count or first == "Appointment"


def test_an_entry_is_in_no_chart_for_few_reasons(lists, bundles):
    losing = {
        reasons.NOBODYS,
        reasons.NAMED_NOBODY,
        reasons.ABSENT_PATIENT,
        reasons.NO_CONTENT,
        reasons.NO_TYPE,
        reasons.UNDECODABLE_ENTRY,
        reasons.NOT_USED,
        reasons.CONTRADICTS,
        reasons.OLDER,
        reasons.DELETED,
    }
    lost = sum(result.summary.problems for result in fhir_r4.read(sorted(bundles)))

    assert sum(one.count for _, one in lists if one.reason in losing) == lost


def test_the_page_counts_what_these_bundles_tell(bundles):
    root = Path(__file__).parents[2]
    stated = (root / "docs" / "reference" / "fhir-problems.md").read_text("utf-8")
    counts = (f"| bundles read | {len(bundles)} |", f"| entries | {sum(bundles.values()):,} |")
    if not all(one in stated for one in counts):
        pytest.skip("the page is of other bundles")
    tool = runpy.run_path(str(root / "tools" / "docs" / "fhir_problems.py"))

    made = tool["page"](tool["read"](sorted(bundles)))

    assert undated(made) == undated(stated)


def undated(page):
    return [line for line in page.splitlines() if not line.startswith("Counted on")]
