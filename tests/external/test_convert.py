"""Bundles of many origins through charts' documents: every resource comes back, value for value."""

import json
from collections import Counter
from pathlib import Path

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec import json as chart_json


@pytest.fixture(scope="module")
def bundles(data: Path) -> list[Path]:
    found = sorted((data / "fhir").glob("*.json"))
    if not found:
        pytest.skip("the folder holds no FHIR bundles")
    return found


def literal(text):
    return f"number {text}"


def told(content):
    """JSON whose numbers are text, so that 1.50 is not 1.5."""
    return json.loads(content, parse_float=literal, parse_int=literal)


def resources(content):
    entries = told(content.removeprefix(b"\xef\xbb\xbf")).get("entry", ())
    held = (one.get("resource") for one in entries)
    return Counter(json.dumps(one, sort_keys=True) for one in held if one)


def through_documents(path):
    """The resources of a file, once each, after its charts were documents."""
    found = {}
    for result in fhir_r4.read(path):
        if result.chart is None:
            written = fhir_r4.write(None, records=result.records)
        else:
            document = chart_json.dumps(result.chart, sources=True)
            chart, sources = chart_json.read(document)
            assert chart == result.chart
            written = fhir_r4.write(chart, sources=sources)
        for one in written.resources:
            place = (one.source.digest, one.source.ordinal)
            found[place] = json.dumps(told(one.content), sort_keys=True)
    return Counter(found.values())


def test_every_resource_of_every_bundle_comes_back_through_a_document(bundles):
    lost = {p.name for p in bundles if through_documents(p) != resources(p.read_bytes())}

    assert bundles
    assert lost == set()
