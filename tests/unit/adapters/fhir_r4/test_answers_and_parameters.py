"""Answers and parameters of tasks: values of every kind, and where they come from."""

import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.model.code import CodeableConcept


def test_answers_know_how_they_came_about(fhir):
    author = [
        {"url": "role", "valueCodeableConcept": {"text": "nurse"}},
        {"url": "practitioner", "valueReference": {"display": "N. Nurse"}},
    ]
    origin = {
        "url": "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin",
        "extension": [
            {"url": "source", "valueCode": "override"},
            {"url": "author", "extension": author},
        ],
    }
    item = {"linkId": "1", "answer": [{"extension": [origin], "valueString": "yes"}]}

    result = fhir.with_patient(
        {
            "resourceType": "QuestionnaireResponse",
            "author": {"reference": "Patient/p"},
            "source": {"display": "her daughter"},
            "item": [item],
        }
    )
    fact = result.fact("answers")
    (answer,) = fact.answers

    assert (fact.author.kind, fact.answered_by.display) == ("Patient", "her daughter")
    assert (answer.value, answer.origin) == ("yes", "override")
    assert answer.origin_author.display == "N. Nurse"
    assert answer.origin_author.roles == (CodeableConcept((), "nurse"),)


def test_deep_nesting_costs_no_more_than_the_limit_allows(fhir):
    item = {"linkId": "0"}
    for depth in range(200):
        item = {"linkId": str(depth), "item": [item]}

    result = fhir.with_patient({"resourceType": "QuestionnaireResponse", "item": [item]})

    assert len(result.fact("answers").answers) == fhir_r4.Limits().depth
    assert result.reasons == ["questions nested beyond the limit of depth; left out"]


@pytest.mark.parametrize(
    ("held", "value", "kind"),
    [
        ({"valuePositiveInt": 2}, 2, "PositiveInt"),
        ({"valueUrl": "http://example.org"}, "http://example.org", "Url"),
        ({"valueCode": "complete"}, "complete", "Code"),
        ({"valueString": "complete"}, "complete", None),
        ({"valueIdentifier": {"system": "s", "value": "1"}}, "s|1", "Identifier"),
        ({"valueIdentifier": {"value": "1"}}, "1", "Identifier"),
        ({"valueReference": {"display": "form"}}, "form", "Reference"),
        ({"valueAnnotation": {"text": "note"}}, "note", "Annotation"),
        ({}, None, None),
    ],
)
def test_parameters_of_tasks_hold_values_of_every_kind(fhir, held, value, kind):
    parameter = {"type": {"text": "x"}, **held}

    result = fhir.with_patient({"resourceType": "Task", "input": [parameter]})
    (read,) = result.fact("tasks").inputs

    assert (read.value, read.kind) == (value, kind)
    assert result.problems == []


def test_a_parameter_that_is_not_carried_is_told(fhir):
    parameter = {"type": {"text": "x"}, "valueMoney": {"value": 1, "currency": "USD"}}

    result = fhir.with_patient({"resourceType": "Task", "input": [parameter]})

    assert result.reasons == ["a kind of value that is not carried; left out"]
