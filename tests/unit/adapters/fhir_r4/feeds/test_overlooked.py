"""Resources in a bundle where none belongs."""

import json

import pytest

OVERLOOKED = ("entry", "resources outside the entries, or under a key that stands twice; not read")
PATIENT = json.dumps({"resourceType": "Patient", "id": "p"})
GOAL = json.dumps({"resourceType": "Goal", "subject": {"reference": "Patient/p"}})


@pytest.mark.parametrize(
    "inside",
    [
        f'"entry":[{{"resource":{GOAL}}}],"entry":[{{"resource":{PATIENT}}}]',
        f'"entry":[{{"resource":{GOAL},"resource":{PATIENT}}}]',
        f'"entry ":[{{"resource":{GOAL}}}],"entry":[{{"resource":{PATIENT}}}]',
        f'"entry":[{{"resource":{PATIENT},"fullUrl":1}}],"entries":[{GOAL}]',
    ],
    ids=["entries twice", "a resource twice", "a key with a blank", "another key"],
)
def test_what_is_not_read_of_a_bundle_is_told(fhir, inside):
    result = fhir.read(f'{{"resourceType":"Bundle",{inside}}}'.encode())

    assert result.chart.patient.source is not None
    assert (result.summary.kept, result.summary.problems) == (1, 0)
    assert result.lines == [OVERLOOKED]


def test_the_outcome_of_a_transaction_is_nothing_overlooked(fhir):
    contained = {"resourceType": "Practitioner", "id": "d"}
    bundle = fhir.bundle(fhir.patient(contained=[contained]), kind="transaction-response")
    bundle["entry"][0]["response"] = {
        "status": "200",
        "outcome": {"resourceType": "OperationOutcome"},
    }

    assert fhir.read(bundle).lines == []


def test_of_very_many_problems_the_first_are_told_one_by_one(fhir):
    result = fhir.read(b'{"resourceType":"Bundle","entry":[' + b"null," * 20_000 + b"null]}")
    reason = "an entry without a resource; nothing to read"

    assert result.summary.problems == 20_001
    assert (len(result.problems), result.lines[-1]) == (10_001, ("entry[].resource", reason))
    assert result.problems[-1].count == 10_001
