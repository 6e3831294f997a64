"""A fact that was read from a request and its answer: a change goes to where it was said."""

import json

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.model.code import concept

PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "identifier": [{"system": "https://clinic.example/mrn", "value": "A-1"}],
}
REQUEST = {
    "resourceType": "Claim",
    "id": "r",
    "extension": [{"url": "http://x.example", "valueDecimal": 1}],
    "status": "active",
    "use": "preauthorization",
    "type": {"text": "professional"},
    "patient": {"reference": "Patient/p"},
    "created": "2026-01-02",
    "priority": {"coding": [{"code": "normal", "userSelected": True}]},
    "item": [{"sequence": 1, "productOrService": {"text": "therapy"}}],
}
ANSWER = {
    "resourceType": "ClaimResponse",
    "id": "a",
    "status": "active",
    "use": "preauthorization",
    "type": {"text": "professional"},
    "patient": {"reference": "Patient/p"},
    "created": "2026-01-03",
    "insurer": {"display": "Payer"},
    "request": {"reference": "Claim/r"},
    "outcome": "complete",
    "preAuthRef": "AUTH",
}


def read(*resources):
    bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}
    return next(fhir_r4.read(json.dumps(bundle).encode())).chart


def changed(chart, **fields):
    (fact,) = chart.authorizations
    return fhir_r4.write(attrs.evolve(chart, authorizations=(attrs.evolve(fact, **fields),)))


def written(done):
    return [json.loads(one.content) for one in done.resources]


@pytest.fixture(params=[(REQUEST, ANSWER), (ANSWER, REQUEST)], ids=["first", "last"])
def resources(request):
    return [PATIENT, *request.param]


def test_a_change_of_what_was_asked_is_laid_over_the_request(resources):
    done = changed(read(*resources), priority=concept(text="stat"))

    expected = [
        {**one, "priority": {"text": "stat"}} if one is REQUEST else one for one in resources
    ]
    assert written(done) == expected
    assert done.problems == ()


def test_a_change_of_the_answer_leaves_the_request(resources):
    done = changed(read(*resources), number="OTHER")

    assert written(done) == [
        {**one, "preAuthRef": "OTHER"} if one is ANSWER else one for one in resources
    ]
    assert done.problems == ()


def test_what_nobody_wrote_a_request_for_is_told_of():
    alone = {name: part for name, part in ANSWER.items() if name != "request"}

    done = changed(read(PATIENT, alone), priority=concept(text="stat"))
    assert written(done) == [PATIENT, alone]
    assert [one.path for one in done.problems] == ["ClaimResponse"]


def test_the_request_within_its_answer_stays_as_it_was_and_is_told_of():
    inner = {name: part for name, part in REQUEST.items() if name != "extension"}
    answer = {**ANSWER, "contained": [inner], "request": {"reference": "#r"}}

    done = changed(read(PATIENT, answer), priority=concept(text="stat"))
    assert written(done) == [PATIENT, answer]
    assert "ClaimResponse" in [one.path for one in done.problems]
