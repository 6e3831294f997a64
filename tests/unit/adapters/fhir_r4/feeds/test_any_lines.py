"""Whatever stands in lines, however they are read, each is accounted for and nothing is raised."""

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import Limits, Summary

IDS = st.sampled_from(["p0", "p1", "p2", "d", 7, None])
PLACES = st.sampled_from(
    [
        "Patient/p0",
        "Patient/p1",
        "Patient/gone",
        "Practitioner/d",
        "#x",
        "Practitioner?identifier=s|d",
    ]
)
REFERENCES = st.builds(lambda place: {"reference": place}, PLACES)
SUBJECTS = REFERENCES | st.lists(REFERENCES, max_size=2) | st.sampled_from([5, "Patient/p0", {}])
KINDS = st.sampled_from(
    [
        "Patient", "Condition", "Goal", "Task", "Appointment", "Coverage", "Device", "Practitioner",
        "PractitionerRole", "Organization", "Location", "Medication", "Provenance", "Claim", "Odd",
    ]
)  # fmt: skip
ELEMENTS = st.sampled_from(
    ["subject", "patient", "beneficiary", "for", "participant", "target", "practitioner", "owner"]
)
RESOURCES = st.builds(
    lambda kind, number, elements: {"resourceType": kind, "id": number, **elements},
    KINDS,
    IDS,
    st.dictionaries(ELEMENTS, SUBJECTS, max_size=3),
)
BUNDLES = st.builds(
    lambda resources, kind: {
        "resourceType": "Bundle",
        "type": kind,
        "entry": [{"resource": one} for one in resources],
    },
    st.lists(RESOURCES, max_size=3),
    st.sampled_from(["collection", "history", None, 5]),
)
LINES = st.builds(lambda one: json.dumps(one).encode(), RESOURCES)
BROKEN = st.sampled_from(
    [b"{", b"5", b'"x"', b"\xff", b'{"a": NaN}', b"<Patient/>", b'{"id": "x"}']
)
WAYS = {
    "held": {},
    "sorted on disk": {"limits": Limits(held=1)},
    "sorted before": {"patient_sorted": True},
}


def read(content, name, **options):
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return list(fhir_r4.read(path, spill=Path(folder), **options))


@pytest.mark.parametrize("options", WAYS.values(), ids=WAYS)
@given(st.lists(LINES | BROKEN, max_size=8))
def test_every_line_is_accounted_for(options, lines):
    results = read(b"\n".join(lines), "in.ndjson", **options)
    summary = sum((one.summary for one in results), Summary())

    assert summary.entries == len(lines)
    assert summary.entries == summary.kept + sum(summary.unmapped.values()) + summary.problems


@given(st.lists(LINES, max_size=8))
def test_facts_that_name_a_patient_are_the_same_however_they_are_read(lines):
    content = b"\n".join(lines)
    held, sorted_ = (
        {
            result.chart.key: {
                name: {fact.id for fact in getattr(result.chart, name) or ()}
                for name in ("tasks", "coverages", "appointments")
            }
            for result in read(content, "in.ndjson", limits=Limits(held=size))
            if result.chart is not None
        }
        for size in (1_000_000, 1)
    )

    assert set(held) == set(sorted_)
    for key, lists in sorted_.items():
        assert {name: ids - held[key][name] for name, ids in lists.items()} == {
            name: set() for name in lists
        }


@given(st.lists(BUNDLES | RESOURCES, max_size=4), st.data())
def test_what_is_cut_off_anywhere_raises_nothing(documents, data):
    for content, name in (
        (json.dumps(documents).encode(), "in.json"),
        (b"\n".join(json.dumps(one).encode() for one in documents), "in.ndjson"),
    ):
        cut = content[: data.draw(st.integers(0, len(content)))]
        for held in (cut, gzip.compress(content)[: len(cut)]):
            for result in read(held, name):
                assert repr(result)


@settings(max_examples=50)
@given(st.lists(BUNDLES, min_size=1, max_size=3), st.binary(max_size=4), st.data())
def test_what_is_written_over_anywhere_raises_nothing(bundles, noise, data):
    content = bytearray(json.dumps(bundles if len(bundles) > 1 else bundles[0]).encode())
    place = data.draw(st.integers(0, len(content)))
    content[place : place + len(noise)] = noise
    for result in fhir_r4.read(bytes(content)):
        assert repr(result)
