"""The page of FHIR types says what reading, writing and the claims in the code come to."""

import importlib
from pathlib import Path

import pytest

from carecoord.adapters.codec.fhir_r4.charting import completeness
from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS
from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS

TOOLS = Path(__file__).parents[3] / "tools" / "docs"


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(TOOLS)
    return importlib.import_module


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("MedicationDispense", [("Fill", "fills")]),
        ("Consent", [("Consent", "consents"), ("Directive", "directives")]),
        ("ServiceRequest", [("Order", "orders"), ("Referral", "orders")]),
        ("ClaimResponse", [("Authorization", "authorizations")]),
    ],
)
def test_a_type_is_read_as_what_its_smallest_records_become(tool, kind, found):
    assert found == tool("fhir_samples").read_as()[kind]


def test_every_type_that_is_read_becomes_something(tool):
    assert [kind for kind, found in tool("fhir_samples").read_as().items() if not found] == []


def test_the_first_list_of_a_type_is_what_complete_for_takes_it_for(tool):
    read = tool("fhir_samples").read_as()

    assert {kind: read[kind][0][1] for kind in FACTS} == {
        kind: next(iter(completeness.lists([kind]))) for kind in FACTS
    }


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Hold", ["Flag"]),
        ("Order", ["ServiceRequest", "DeviceRequest"]),
        ("Practitioner", ["Practitioner", "PractitionerRole"]),
        ("Referral", ["ServiceRequest", "Task"]),
    ],
)
def test_a_value_is_written_as_what_comes_of_its_smallest_forms(tool, name, kinds):
    assert kinds == tool("fhir_samples").written_as()[name]


def test_every_type_that_has_an_author_is_written(tool):
    written = tool("fhir_samples").written_as()

    assert {kind.__name__ for kind in AUTHORS} == {name for name, kinds in written.items() if kinds}


@pytest.mark.parametrize(
    ("kind", "claimed"),
    [
        ("Goal", ["goal"]),  # by its whole address
        ("ServiceRequest", ["servicerequest"]),  # in a module that writes tasks too
        ("Immunization", ["immunization"]),  # by name
        ("Condition", ["condition-encounter-diagnosis", "condition-problems-health-concerns"]),
    ],
)
def test_the_profiles_of_a_type_are_those_that_its_author_may_claim(tool, kind, claimed):
    assert claimed == tool("fhir_profiles").profiles()[kind]


def test_profiles_that_another_module_tells_apart_are_found(tool):
    found = tool("fhir_profiles").profiles()["Observation"]

    assert {"blood-pressure", "observation-lab", "smokingstatus", "vital-signs"} <= set(found)
    assert "survey" not in found
