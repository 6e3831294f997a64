"""What real plans, goals, orders, consents and answers do wrong, or say the other way round."""

import json

import pytest

from carecoord.model import Order, Referral
from carecoord.model.code import CodeableConcept

NO_SUBJECT = "no subject; taken for the only patient"
UNTRIMMED = "a key with a blank at its edge; read without the blank"


@pytest.mark.parametrize("separators", [(",", ":"), (", ", " : ")])
def test_a_key_with_a_trailing_blank_is_read_without_it(fhir, separators):
    task = {"resourceType": "Task", "id": "t", "businessStatus ": {"text": "booked"}}
    bundle = fhir.bundle(fhir.patient(), fhir.about_p(task))

    result = fhir.read(json.dumps(bundle, separators=separators).encode())

    assert result.fact("tasks").business_status == CodeableConcept((), "booked")
    assert result.lines == [("entry[1].resource.businessStatus", UNTRIMMED)]


def test_a_key_with_a_trailing_blank_is_read_inside_an_element_too(fhir):
    plan = {"resourceType": "CarePlan", "activity": [{"detail": {"doNotPerform ": True}}]}

    result = fhir.with_patient(plan)

    assert result.fact("care_plans").activities[0].do_not_perform
    assert result.lines == [("entry[1].resource.activity[0].detail.doNotPerform", UNTRIMMED)]


def test_a_key_without_a_blank_goes_before_the_same_with_one(fhir):
    task = {"resourceType": "Task", "status": "ready", "status ": "failed", "unknown ": 1}

    result = fhir.with_patient(task)

    assert result.fact("tasks").status == "ready"
    assert result.problems == []


@pytest.mark.parametrize(("kind", "name"), [("CarePlan", "care_plans"), ("Goal", "goals")])
def test_a_plan_without_a_subject_belongs_to_the_only_patient(fhir, kind, name):
    result = fhir.read(fhir.bundle(fhir.patient(), {"resourceType": kind, "id": "x"}))

    assert len(getattr(result.chart, name)) == 1
    assert result.lines == [(f"{kind}.subject", NO_SUBJECT)]


def test_a_goal_without_a_description_is_read(fhir):
    result = fhir.with_patient({"resourceType": "Goal", "lifecycleStatus": "active"})

    assert result.fact("goals").description is None
    assert result.problems == []


def test_the_typo_answer_integer_is_told_and_the_question_left_open(fhir):
    item = {"linkId": "1", "text": "How often?", "answer": [{"integer": 3}]}

    result = fhir.with_patient({"resourceType": "QuestionnaireResponse", "item": [item]})
    (answer,) = result.fact("answers").answers

    assert (answer.question, answer.value) == ("How often?", None)
    assert result.lines == [
        (
            "entry[1].resource.item[0].answer[0]",
            "an answer without a value that is understood; left open",
        )
    ]


def test_contained_goals_teams_and_conditions_are_facts_of_the_chart(fhir):
    contained = [
        {"resourceType": "Goal", "id": "g", "outcomeCode": [{"text": "walks"}]},
        {"resourceType": "CareTeam", "id": "t"},
        {"resourceType": "Condition", "id": "c"},
    ]
    plan = {
        "resourceType": "CarePlan",
        "contained": contained,
        "goal": [{"reference": "#g"}],
        "careTeam": [{"reference": "#t"}],
        "addresses": [{"reference": "#c"}],
        "activity": [{"detail": {"goal": [{"reference": "#g"}]}}],
    }

    result = fhir.with_patient(plan)
    read = result.fact("care_plans")

    assert read.goals == read.activities[0].goals == (result.fact("goals").id,)
    assert read.care_teams == (result.fact("care_teams").id,)
    assert read.addresses == (result.fact("conditions").id,)
    assert result.fact("goals").outcome_codes == (CodeableConcept((), "walks"),)


def test_leftovers_of_r5_pass(fhir):
    result = fhir.with_patient(
        {"resourceType": "CarePlan", "activity": [{"plannedActivityReference": {"display": "x"}}]},
        {"resourceType": "Goal", "acceptance": [{}], "continuous": True},
        {"resourceType": "Consent", "decision": "deny", "grantor": [{"display": "x"}]},
        {"resourceType": "ServiceRequest", "reason": [{"concept": {"text": "x"}}]},
    )

    assert result.problems == []
    assert result.summary.kept == 5


FORBIDS = {
    "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-DeviceRequest.doNotPerform"
}


@pytest.mark.parametrize(
    ("resource", "forbids"),
    [
        ({"resourceType": "ServiceRequest", "doNotPerform": True}, True),
        ({"resourceType": "ServiceRequest"}, False),
        (
            {
                "resourceType": "DeviceRequest",
                "modifierExtension": [FORBIDS | {"valueBoolean": True}],
            },
            True,
        ),
        (
            {
                "resourceType": "DeviceRequest",
                "modifierExtension": [FORBIDS | {"valueBoolean": False}],
            },
            False,
        ),
    ],
)
def test_an_order_that_must_not_be_performed_says_so(fhir, resource, forbids):
    assert fhir.with_patient(resource).fact("orders").do_not_perform is forbids


def test_what_was_entered_in_error_says_so(fhir):
    wrong = "entered-in-error"
    result = fhir.with_patient(
        {"resourceType": "CarePlan", "status": wrong},
        {"resourceType": "Goal", "lifecycleStatus": wrong},
        {"resourceType": "Task", "status": wrong},
        {"resourceType": "ServiceRequest", "status": wrong},
        {"resourceType": "Consent", "status": wrong},
        {"resourceType": "QuestionnaireResponse", "status": wrong},
    )
    chart = result.chart

    assert chart.goals[0].lifecycle_status == wrong
    assert {
        facts[0].status
        for facts in (chart.care_plans, chart.tasks, chart.orders, chart.consents, chart.answers)
    } == {wrong}


def test_an_order_of_the_category_referral_is_a_referral(fhir):
    category = {"coding": [{"system": "http://snomed.info/sct", "code": "3457005"}]}

    result = fhir.with_patient(
        {"resourceType": "ServiceRequest", "id": "a", "category": [category]},
        {"resourceType": "ServiceRequest", "id": "b"},
    )

    assert [type(one) for one in result.chart.orders] == [Referral, Order]


def test_what_a_payer_says_of_an_order_is_read(fhir):
    url = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information"
    parts = [
        {"url": "coverage", "valueReference": {"reference": "Coverage/c"}},
        {"url": "covered", "valueCode": "conditional"},
        {"url": "pa-needed", "valueCode": "auth-needed"},
        {"url": "doc-needed", "valueCode": "clinical"},
        {"url": "doc-needed", "valueCode": "admin"},
        {"url": "info-needed", "valueCode": "performer"},
        {"url": "questionnaire", "valueCanonical": "http://example.org/form"},
        {"url": "date", "valueDate": "2026-01-02"},
        {"url": "coverage-assertion-id", "valueString": "A1"},
    ]
    other = {"url": "http://example.org/other", "valueString": "x"}

    result = fhir.with_patient(
        {"resourceType": "ServiceRequest", "extension": [other, {"url": url, "extension": parts}]},
        {"resourceType": "Coverage", "id": "c"},
    )
    (said,) = result.fact("orders").coverage_information

    assert said.coverage == result.fact("coverages").id
    assert (said.covered, said.pa_needed, said.assertion_id) == ("conditional", "auth-needed", "A1")
    assert (said.doc_needed, said.info_needed) == (("clinical", "admin"), ("performer",))
    assert said.questionnaires == ("http://example.org/form",)


@pytest.mark.parametrize(
    ("reference", "product"),
    [
        ({"reference": "Medication/m"}, CodeableConcept((), "metformin")),
        ({"reference": "Medication/x", "display": "shown"}, CodeableConcept((), "shown")),
        ({"reference": "Medication/x"}, None),
    ],
)
def test_a_step_names_the_product_that_it_refers_to(fhir, reference, product):
    plan = {"resourceType": "CarePlan", "activity": [{"detail": {"productReference": reference}}]}
    medication = {"resourceType": "Medication", "id": "m", "code": {"text": "metformin"}}
    bundle = fhir.bundle(fhir.patient(), fhir.about_p(plan), medication)

    (step,) = fhir.read(bundle).fact("care_plans").activities

    assert step.product == product
