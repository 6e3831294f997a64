"""Public examples of payers' resources: what we write of them is valid and says the same again."""

import json
from importlib import import_module

import msgspec
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.prior_authorization import request_bundle
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.adapters.codec.fhir_r4.writing.prior_authorization.names import BundleNames

_ENCODER = msgspec.json.Encoder(decimal_format="number")
LISTS = ("authorizations", "coverages", "eligibility_responses")
SENDABLE = (
    ("pas221_Bundle-HomecareAuthorizationBundleExample.json", "2.2.1"),
    ("pas221_Bundle-MedicalServicesAuthorizationBundleExample.json", "2.2.1"),
    ("pas201_Bundle-MedicalServicesAuthorizationBundleExample.json", "2.0.1"),
)


def validated(resource):
    kind = resource["resourceType"]
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    return model.model_validate_json(_ENCODER.encode(resource))


def charts(source):
    return [one.chart for one in fhir_r4.read(source) if one.chart is not None]


def written(chart):
    """What the authors make of a chart's facts, where nothing that R4 demands is lacking."""
    for name in LISTS:
        for fact in getattr(chart, name) or ():
            names = BundleNames(chart)
            made = AUTHORS[type(fact)](fact, names)
            if not names.lacks:
                yield from made if isinstance(made, list) else [made]


def test_what_is_written_of_public_examples_is_valid(data):
    paths = sorted((data / "fhir").glob("*.json"))
    if not paths:
        pytest.skip("the folder holds no FHIR bundles")
    count = 0
    for path in paths:
        for chart in charts(path):
            for one in written(chart):
                validated(one)
                count += 1

    assert count >= len(paths) // 2


@pytest.mark.parametrize(("name", "version"), SENDABLE)
def test_a_public_request_can_be_sent_again_and_reads_the_same(data, name, version):
    path = data / "fhir" / name
    if not path.is_file():
        pytest.skip("the folder does not hold this file")
    (chart,) = charts(path)
    (asked,) = chart.authorizations

    content = request_bundle(asked, chart, version=version)
    for entry in json.loads(content)["entry"]:
        validated(entry["resource"])
    (again,) = charts(content)

    assert again.authorizations[0].items == asked.items
    assert again.authorizations[0].identifiers == asked.identifiers
