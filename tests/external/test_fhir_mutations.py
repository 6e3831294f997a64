"""Bundles of many origins with one resource damaged: the damage stays where it is."""

import gzip
import json
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Summary
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS
from carecoord.model.content import content as said

sys.path.insert(0, str(Path(__file__).parents[2]))
from tools.fuzz.laws import broken, resources
from tools.fuzz.mutations import mutated

OWN = frozenset(FACTS) - {"Claim", "ClaimResponse"}
"""Types that make a fact alone; a request and its answer are one fact."""
MOST = 40
"""Entries of a bundle that are looked at, from the first."""


class Bundles(list):
    """Many bundles, with a short name: Hypothesis shows what a test was called with."""

    def __repr__(self):
        return f"{len(self)} bundles"


@pytest.fixture(scope="module")
def bundles(data):
    """Bundles cut to their first entries."""
    kept = Bundles()
    for path in sorted((data / "fhir").glob("*.json")):
        bundle = json.loads(path.read_bytes())
        if bundle.get("entry"):
            kept.append({**bundle, "entry": bundle["entry"][:MOST]})
    if not kept:
        pytest.skip("the folder holds no FHIR bundles")
    return kept


def read(value):
    return list(fhir_r4.read(value if isinstance(value, bytes) else json.dumps(value).encode()))


def total(results):
    return sum((result.summary for result in results), Summary())


def facts_but(results, ordinal):
    """Every fact by its place, but for one entry: what it says, references aside."""
    return sorted(
        (fact.source.ordinal, type(fact).__name__, said(fact))
        for result in results
        if result.chart is not None
        for fact in result.chart.facts()
        if fact.source.ordinal != ordinal
    )


@given(which=st.integers(0, 10**6), seed=st.integers(0, 10**9))
def test_a_damaged_resource_costs_only_itself(bundles, which, seed):
    bundle = bundles[which % len(bundles)]
    entries = bundle["entry"]
    own = [
        place
        for place, entry in enumerate(entries)
        if (entry.get("resource") or {}).get("resourceType") in OWN
    ]
    if not own:
        return
    place = own[seed % len(own)]
    before = facts_but(read(bundle), place)
    damaged = mutated(json.dumps(entries[place]["resource"]).encode(), seed)
    try:
        resource = json.loads(damaged)
    except (ValueError, RecursionError):
        return
    entry = {**entries[place], "resource": resource}
    changed = {**bundle, "entry": [*entries[:place], entry, *entries[place + 1 :]]}

    results = read(changed)

    assert before == facts_but(results, place)
    summary = total(results)
    assert summary.entries == summary.kept + sum(summary.unmapped.values()) + summary.problems


def with_a_damaged_resource(bundle, seed):
    """The bundle with any one of its resources damaged; None where that is no JSON any more."""
    entries = bundle["entry"]
    place = seed % len(entries)
    damaged = mutated(json.dumps(entries[place].get("resource")).encode(), seed)
    try:
        resource = json.loads(damaged)
    except (ValueError, RecursionError):
        return None
    entry = {**entries[place], "resource": resource}
    return {**bundle, "entry": [*entries[:place], entry, *entries[place + 1 :]]}


@given(which=st.integers(0, 10**6), seed=st.integers(0, 10**9))
def test_a_damaged_resource_is_written_as_it_was_read(bundles, which, seed):
    changed = with_a_damaged_resource(bundles[which % len(bundles)], seed)
    if changed is None:
        return
    content = json.dumps(changed).encode()
    if resources(content) is None:  # nothing that a strict reader of JSON takes
        return

    assert broken(content) is None


@given(which=st.integers(0, 10**6), seed=st.integers(0, 10**9))
def test_a_bundle_compressed_or_as_lines_gives_the_same_charts(bundles, which, seed):
    changed = with_a_damaged_resource(bundles[which % len(bundles)], seed)
    if changed is None or changed.get("type") == "history":
        return
    content = json.dumps(changed).encode()
    held = [entry.get("resource") for entry in changed["entry"]]
    if any(not isinstance(one, dict) or one.get("resourceType") == "Bundle" for one in held):
        return
    alone = json.dumps({**changed, "entry": [{"resource": one} for one in held]}).encode()
    lines = b"\n".join(json.dumps(one).encode() for one in held)

    assert charts(gzip.compress(content)) == charts(content)
    assert charts(gzip.compress(lines)) == charts(lines)
    assert said_by(lines) == said_by(alone)


def charts(content):
    return [result.chart for result in read(content)]


def said_by(content):
    """What the charts of a source say; ids may follow from where something stands."""
    return sorted(
        sorted((type(fact).__name__, said(fact)) for fact in chart.facts())
        for chart in charts(content)
        if chart is not None
    )


@given(which=st.integers(0, 10**6), seed=st.integers(0, 10**9))
def test_a_damaged_bundle_is_accounted_for(bundles, which, seed):
    bundle = bundles[which % len(bundles)]
    count = Random(seed).randint(1, 6)
    content = json.dumps({**bundle, "entry": bundle["entry"][:count]}).encode()

    summary = total(read(mutated(content, seed)))

    assert summary.entries == summary.kept + sum(summary.unmapped.values()) + summary.problems
