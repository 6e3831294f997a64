"""Whatever comes in, reading ends, accounts for every entry and raises nothing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Summary
from carecoord.adapters.codec.fhir_r4.resources.mapping import SHAPES

NAMES = st.sampled_from(
    [
        "resourceType", "id", "identifier", "system", "value", "code", "coding", "text", "status",
        "subject", "patient", "reference", "period", "start", "end", "item", "answer", "contained",
        "modifierExtension", "extension", "url", "participant", "actor", "activity", "detail",
        "valueQuantity", "valueReference", "dosageInstruction", "timing", "repeat", "meta",
        "security",
        "performer", "requester", "name", "provision", "birthDate", "onsetDateTime",
    ]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["Patient/p", "#x", "2024-01-01", "2024-02-30", "urn:uuid:1", "", "active", "x"]
    )
    | st.text(max_size=5)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
KINDS = st.sampled_from(sorted(SHAPES))
PLAIN = st.builds(
    lambda kind, elements: {**elements, "resourceType": kind},
    KINDS,
    st.dictionaries(NAMES, JSON, max_size=8),
)
LINKED = st.builds(
    lambda kind, inner, element: {
        "resourceType": kind,
        "subject": {"reference": "Patient/p"},
        "contained": [inner | {"id": "x"}],
        element: {"reference": "#x"},
    },
    KINDS,
    PLAIN,
    st.sampled_from(["encounter", "performer", "requester", "owner", "subject", "request"]),
)
RESOURCES = PLAIN | LINKED
ENTRIES = st.lists(st.builds(lambda one: {"resource": one}, RESOURCES | JSON) | JSON, max_size=6)


def total(source):
    summary = Summary()
    for result in fhir_r4.read(source):
        assert repr(result)
        summary += result.summary
    return summary


@given(ENTRIES)
def test_every_entry_of_a_strange_bundle_is_accounted_for(entries):
    patient = {"resource": {"resourceType": "Patient", "id": "p"}}
    bundle = {"resourceType": "Bundle", "entry": [patient, *entries]}

    summary = total(json.dumps(bundle).encode())

    assert summary.entries == len(entries) + 1
    assert summary.entries == summary.kept + sum(summary.unmapped.values()) + summary.problems


@given(JSON)
def test_json_of_any_shape_is_read_or_refused(value):
    assert total(json.dumps(value).encode()).kept in {0, 1}


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_refused(content):
    assert total(content).kept == 0


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_byte_raises_nothing(place, byte):
    condition = {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "note": "é"}
    bundle = {
        "resourceType": "Bundle",
        "entry": [{"resource": {"resourceType": "Patient", "id": "p"}}, {"resource": condition}],
    }
    content = bytearray(json.dumps(bundle, ensure_ascii=False).encode())
    content[place % len(content)] = byte

    assert total(bytes(content)).kept <= 2
