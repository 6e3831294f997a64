"""What charts may hold and JSON in UTF-8 cannot: halves of surrogate pairs, what is too deep."""

import json

import attrs

from carecoord.adapters.codec import fhir_r4
from carecoord.model import CodeableConcept, Condition, Identifier
from carecoord.model.chart import Chart
from carecoord.model.patient import Patient
from carecoord.model.source import Source

HALF = "half of a surrogate pair, which stands for nothing; written as U+FFFD"


def resources(done):
    return [entry["resource"] for entry in json.loads(done.content)["entry"]]


def test_half_of_a_surrogate_pair_is_written_as_what_stands_for_the_unreadable():
    chart = Chart(
        key="k\ud800",
        patient=Patient(identifiers=[Identifier("s", "v\ud800w")]),
        conditions=[Condition(id="\ud800", code=CodeableConcept((), "fine"))],
    )
    done = fhir_r4.write(chart)
    patient, condition = resources(done)

    assert patient["identifier"] == [{"system": "s", "value": "v\ufffdw"}]
    assert condition["code"] == {"text": "fine"}
    assert [(one.path, one.reason) for one in done.problems] == [("Patient", HALF)]


def test_a_change_to_half_of_a_surrogate_pair_changes_its_element_only(fhir):
    chart = fhir.with_patient({"resourceType": "Condition", "code": {"text": "x"}, "y": 1.50}).chart
    (condition,) = chart.conditions
    changed = attrs.evolve(condition, code=CodeableConcept((), "\udfff"))
    done = fhir_r4.write(attrs.evolve(chart, conditions=[changed]))

    assert resources(done)[1] == {
        "subject": {"reference": "Patient/p"},
        "resourceType": "Condition",
        "code": {"text": "\ufffd"},
        "y": 1.5,
    }
    assert [(one.path, one.reason) for one in done.problems] == [("Condition", HALF)]


def test_a_source_that_is_nested_too_deep_costs_only_itself():
    deep = b'{"resourceType":"Observation","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    chart = Chart(key="k", patient=Patient())
    done = fhir_r4.write(chart, sources=[Source(digest="d", ordinal=0, content=deep)])

    assert [one["resourceType"] for one in resources(done)] == ["Patient"]
    assert [(one.path, one.reason) for one in done.problems] == [("entry", "not JSON; left out")]


def test_a_change_of_what_is_nested_as_deep_as_can_be_read_is_told(fhir):
    """Reading comes to some depth, writing not always: it has been called from deeper."""
    resource = {"resourceType": "Condition", "subject": {"reference": "Patient/p"}, "x": "DEEP"}
    bundle = fhir.as_bytes(fhir.bundle(fhir.patient(), resource))
    deep = bundle.replace(b'"DEEP"', b"[" * 600 + b"]" * 600)
    chart = fhir.read(deep).chart
    changed = attrs.evolve(chart.conditions[0], code=CodeableConcept((), "new"))

    def write(deeper):
        if deeper:
            return write(deeper - 1)
        return fhir_r4.write(attrs.evolve(chart, conditions=[changed]))

    done = [write(deeper) for deeper in range(0, 600, 20)]
    assert all(one.resources or one.problems for one in done)
    assert b'"new"' in done[0].content
