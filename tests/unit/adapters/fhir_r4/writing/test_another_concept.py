"""A concept that becomes another leaves nothing that was said of the first."""

import json

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.writing.overlay import overlay
from carecoord.model.code import concept, icd10cm

STATES = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
CONFIRMED, REFUTED = ({"system": STATES, "code": one} for one in ("confirmed", "refuted"))
LOCAL = {"system": "https://clinic.example/states", "code": "C", "display": "Confirmed here"}
EXTENSION = {"extension": [{"url": "https://clinic.example/by", "valueString": "Dr. One"}]}


def condition(**elements):
    return {
        "resourceType": "Condition",
        "id": "c",
        "subject": {"reference": "Patient/p"},
        "code": {"coding": [{"system": ICD10, "code": "E11.9"}], "text": "Diabetes"},
        **elements,
    }


def changed(resource, **fields):
    """The condition as it is written when its fact has changed."""
    patient = {"resourceType": "Patient", "id": "p"}
    entries = [{"resource": one} for one in (patient, resource)]
    (result,) = fhir_r4.read(json.dumps({"resourceType": "Bundle", "entry": entries}).encode())
    (fact,) = result.chart.conditions
    done = fhir_r4.write(attrs.evolve(result.chart, conditions=(attrs.evolve(fact, **fields),)))
    return json.loads(done.resources[-1].content)


@pytest.mark.parametrize(
    "held",
    [
        {"coding": [CONFIRMED], "text": "Confirmed"},
        {"coding": [CONFIRMED | {"display": "Confirmed"}], **EXTENSION, "id": "v"},
        {"coding": [CONFIRMED], "text": "Confirmed", "_text": EXTENSION},
        {"coding": [CONFIRMED, LOCAL], "text": "Confirmed"},
        {"coding": [LOCAL, CONFIRMED]},
        {"text": "Sure"},
    ],
)
def test_a_status_that_becomes_another_leaves_no_word_of_the_first(held):
    found = changed(condition(verificationStatus=held), verification_status="refuted")

    assert found == condition(verificationStatus={"coding": [REFUTED]})


def test_a_status_that_stays_keeps_its_text():
    held = {"coding": [CONFIRMED], "text": "Confirmed", **EXTENSION}

    found = changed(condition(verificationStatus=held), code=concept(text="asthma"))

    assert found == condition(verificationStatus=held) | {"code": {"text": "asthma"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Diabetes", {"text": "Diabetes", "id": "k"}),
        ("Type 1 diabetes", {"text": "Type 1 diabetes"}),
        (None, {}),
    ],
)
def test_a_text_that_the_fact_holds_stays_with_its_concept(text, expected):
    resource = condition()
    resource["code"]["id"] = "k"

    found = changed(resource, code=concept(icd10cm("E10.9"), text=text))

    assert found["code"].pop("coding") == [{"system": ICD10, "code": "E10.9"}]
    assert found["code"] == expected


def never(one, other):
    return False


@pytest.mark.parametrize(
    ("before", "after"), [([CONFIRMED], [CONFIRMED, LOCAL]), ([CONFIRMED, LOCAL], [CONFIRMED])]
)
def test_one_code_more_or_less_tells_of_the_same_concept(before, after):
    held = {"coding": before, "text": "Confirmed", **EXTENSION}

    made = overlay(held, {"coding": before}, {"coding": after}, never)

    assert made == held | {"coding": after}


def test_the_same_code_of_another_system_is_another():
    held = {"coding": [CONFIRMED | {"display": "Confirmed"}], "text": "Confirmed"}
    other = {"coding": [CONFIRMED | {"system": "https://clinic.example/states"}]}

    assert overlay(held, {"coding": [CONFIRMED]}, other, never) == other


def test_the_same_code_of_another_system_has_no_display_of_the_first():
    held = {"coding": [CONFIRMED | {"display": "Confirmed"}], "text": "T"}
    other = {"coding": [CONFIRMED | {"system": "https://clinic.example/states"}], "text": "T"}

    assert overlay(held, {"coding": [CONFIRMED], "text": "T"}, other, never) == other
