from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.model.code import CodeableConcept
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity


def test_a_service_order(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "ServiceRequest",
            "code": {"text": "cardiology"},
            "priority": "urgent",
            "occurrenceTiming": {"repeat": {"boundsPeriod": {"start": "2024-01-01"}}},
            "quantityQuantity": {"value": 6, "unit": "visits"},
            "requisition": {"system": "s", "value": "r"},
            "insurance": [{"reference": "Coverage/c"}],
            "performer": [{"display": "Dr. No"}],
        },
        {"resourceType": "Coverage", "id": "c"},
    )
    fact = result.fact("orders")

    assert (fact.kind, fact.priority, fact.quantity) == (
        "service",
        "urgent",
        Quantity(Decimal(6), "visits"),
    )
    assert fact.occurrence == Period(date(2024, 1, 1), None)
    assert fact.coverages == (result.fact("coverages").id,)
    assert fact.requisition.value == "r"
    assert result.problems == []


@pytest.mark.parametrize(
    ("reference", "expected", "problems"),
    [
        ({"reference": "Device/d"}, "walker", 0),
        ({"reference": "Device/x", "display": "shown"}, "shown", 1),
        ({"display": "shown"}, "shown", 0),
    ],
)
def test_a_device_order_names_the_device(fhir, reference, expected, problems):
    result = fhir.with_patient(
        {
            "resourceType": "DeviceRequest",
            "codeReference": reference,
            "performer": {"display": "x"},
        },
        {"resourceType": "Device", "id": "d", "type": {"text": "walker"}},
    )

    assert (result.fact("orders").kind, result.fact("orders").code.text) == ("device", expected)
    assert len(result.problems) == problems


def test_answers_are_laid_flat(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "QuestionnaireResponse",
            "identifier": {"system": "s", "value": "1"},
            "questionnaire": "http://example.org/phq-9",
            "authored": "2024-01-01",
            "item": [
                {
                    "linkId": "1",
                    "item": [
                        {
                            "linkId": "1.1",
                            "text": "Low?",
                            "answer": [
                                {
                                    "valueCoding": {"system": "s", "code": "LA1"},
                                    "item": [
                                        {"linkId": "1.1.1", "answer": [{"valueDecimal": 1.5}]}
                                    ],
                                }
                            ],
                        }
                    ],
                },
                {"linkId": "2", "answer": [{"valueDate": "2024-02-01"}, {"valueUri": "urn:x"}]},
                {"linkId": "3", "answer": [{"valueReference": {"display": "her"}}]},
                {"linkId": "4", "answer": [{"valueCoding": {"display": "said"}}]},
            ],
        }
    )
    fact = result.fact("answers")

    assert [one.path for one in fact.answers] == [
        ("1",),
        ("1", "1.1"),
        ("1", "1.1", "1.1.1"),
        ("2",),
        ("2",),
        ("3",),
        ("4",),
    ]
    assert [one.value for one in fact.answers[2:]] == [
        Quantity(Decimal("1.5")),
        date(2024, 2, 1),
        "urn:x",
        "her",
        "said",
    ]
    assert fact.identifiers[0].value == "1"
    assert [one.kind for one in fact.answers[2:]] == ["Decimal", None, "Uri", "Reference", "Coding"]
    assert result.problems == []


def test_a_care_plan(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "CarePlan",
            "careTeam": [{"reference": "CareTeam/t"}],
            "addresses": [{"reference": "Condition/c"}],
            "goal": [{"reference": "Goal/g"}],
            "activity": [
                {"reference": {"reference": "ServiceRequest/s"}, "progress": [{"text": "begun"}]},
                {
                    "detail": {
                        "code": {"text": "walk"},
                        "scheduledPeriod": {"start": "2024-01-01"},
                        "goal": [{"reference": "Goal/g"}],
                        "performer": [{"display": "nurse"}],
                    }
                },
                {"detail": {"scheduledString": "daily"}},
                {
                    "detail": {
                        "scheduledTiming": {"repeat": {"boundsPeriod": {"end": "2024-02-01"}}}
                    }
                },
            ],
        },
        {"resourceType": "CareTeam", "id": "t", "participant": [{"role": [{"text": "lead"}]}]},
        {"resourceType": "Condition", "id": "c"},
        {"resourceType": "Goal", "id": "g"},
        {"resourceType": "ServiceRequest", "id": "s"},
    )
    plan = result.fact("care_plans")

    assert plan.care_teams == (result.fact("care_teams").id,)
    assert plan.addresses == (result.fact("conditions").id,)
    assert plan.activities[0].reference == result.fact("orders").id
    assert plan.activities[0].progress == ("begun",)
    assert plan.activities[1].goals == plan.goals == (result.fact("goals").id,)
    assert [one.scheduled for one in plan.activities] == [
        None,
        Period(date(2024, 1, 1), None),
        "daily",
        Period(None, date(2024, 2, 2)),
    ]
    assert result.fact("care_teams").participants[0].roles[0].text == "lead"


def test_a_goal(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "Goal",
            "lifecycleStatus": "active",
            "startCodeableConcept": {"text": "at discharge"},
            "target": [
                {"detailQuantity": {"value": 7, "code": "%"}, "dueDate": "2024-06-01"},
                {"dueDuration": {"value": 2, "unit": "weeks"}},
            ],
            "expressedBy": {"reference": "Patient/p"},
        }
    ).fact("goals")

    assert fact.started_on == CodeableConcept((), "at discharge")
    assert fact.targets[0].detail == Quantity(Decimal(7), "%")
    assert [one.due for one in fact.targets] == [date(2024, 6, 1), Quantity(Decimal(2), "wk")]
    assert fact.expressed_by.kind == "Patient"


def test_a_task(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Task",
            "focus": {"reference": "ServiceRequest/s"},
            "restriction": {"period": {"end": "2024-01-31"}},
            "executionPeriod": {"start": "2024-01-01"},
            "input": [
                {"type": {"text": "form"}, "valueReference": {"reference": "ServiceRequest/s"}}
            ],
            "output": [{"type": {"text": "result"}, "valueCode": "done"}],
        },
        {"resourceType": "ServiceRequest", "id": "s"},
    )
    fact = result.fact("tasks")

    assert fact.focus == fact.inputs[0].reference == result.fact("orders").id
    assert fact.restriction == Period(None, date(2024, 2, 1))
    assert fact.outputs[0].value == "done"


def test_a_program(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "EpisodeOfCare",
            "status": "active",
            "careManager": {"display": "Mary"},
            "diagnosis": [{"condition": {"reference": "Condition/c"}}],
        },
        {"resourceType": "Condition", "id": "c"},
    )

    assert result.fact("programs").conditions == (result.fact("conditions").id,)
    assert result.fact("programs").care_manager.display == "Mary"


def test_a_coverage(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "Coverage",
            "subscriberId": "S1",
            "class": [{"type": {"text": "group"}, "value": "G"}],
            "payor": [{"display": "Payer"}],
            "order": 1,
        }
    ).fact("coverages")

    assert (fact.subscriber_id, fact.classes[0].value, fact.order) == ("S1", "G", 1)
    assert fact.payors[0].display == "Payer"


def test_an_appointment(fhir):
    fact = fhir.read(
        fhir.bundle(
            fhir.patient(),
            {
                "resourceType": "Appointment",
                "status": "booked",
                "start": "2024-01-01T08:00:00Z",
                "participant": [
                    {"actor": {"reference": "Patient/p"}, "required": "required"},
                    {"actor": {"reference": "Patient/p"}},
                ],
                "requestedPeriod": [{"start": "2024-01-01"}],
            },
        )
    )

    assert fact.fact("appointments").start == datetime(2024, 1, 1, 8, tzinfo=UTC)
    assert fact.fact("appointments").participants[0].required == "required"
    assert fact.reasons == ["several patients; the appointment is kept for the first"]


def test_when_an_appointment_was_cancelled_travels_as_an_extension_of_r5(fhir):
    cancelled = {
        "resourceType": "Appointment",
        "status": "cancelled",
        "extension": [
            {"url": "http://example.org/other", "valueDateTime": "2024-02-02"},
            {
                "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.cancellationDate",
                "valueDateTime": "2024-01-01T07:30:00Z",
            },
        ],
        "participant": [{"actor": {"reference": "Patient/p"}}],
    }
    fact = fhir.read(fhir.bundle(fhir.patient(), cancelled)).fact("appointments")

    assert fact.cancelled_on == datetime(2024, 1, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["tz-code", "timezone"])
def test_the_time_zone_of_an_appointment_is_an_extension_of_its_start(fhir, name):
    booked = {
        "resourceType": "Appointment",
        "status": "booked",
        "start": "2024-01-01T08:00:00-05:00",
        "_start": {
            "extension": [
                {"url": "http://example.org/other", "valueCode": "UTC"},
                {
                    "url": f"http://hl7.org/fhir/StructureDefinition/{name}",
                    "valueCode": "America/New_York",
                },
            ]
        },
        "participant": [{"actor": {"reference": "Patient/p"}}],
    }
    fact = fhir.read(fhir.bundle(fhir.patient(), booked)).fact("appointments")

    assert fact.zone == "America/New_York"


def test_another_extension_of_the_start_is_no_time_zone(fhir):
    booked = {
        "resourceType": "Appointment",
        "start": "2024-01-01T08:00:00-05:00",
        "_start": {"extension": [{"url": "http://example.org/other", "valueCode": "UTC"}]},
        "participant": [{"actor": {"reference": "Patient/p"}}],
    }
    fact = fhir.read(fhir.bundle(fhir.patient(), booked)).fact("appointments")

    assert fact.zone is None


def test_a_communication(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Communication",
            "status": "completed",
            "sent": "2024-01-01T08:00:00Z",
            "reasonCode": [{"text": "result"}],
            "payload": [
                {"contentString": "Call us"},
                {"contentAttachment": {"url": "x", "creation": "2024-01-01"}},
                {"contentReference": {"reference": "Condition/c"}},
            ],
            "recipient": [{"reference": "Patient/p"}],
            "inResponseTo": [{"reference": "Communication/before"}],
        },
        {"resourceType": "Condition", "id": "c"},
    )
    fact = result.fact("communications")

    assert (fact.payload, fact.recipients[0].kind) == (("Call us",), "Patient")
    assert fact.reason[0].text == "result"
    assert [(one.url, one.created_on) for one in fact.attachments] == [("x", date(2024, 1, 1))]
    assert fact.attached_facts == (result.fact("conditions").id,)
    assert result.lines == [
        ("Communication.inResponseTo", "a reference to something not in this source; left out")
    ]


def test_a_consent(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "Consent",
            "dateTime": "2024-01-01",
            "policy": [{"uri": "urn:policy"}],
            "policyRule": {"coding": [{"code": "OPTIN"}]},
            "provision": {
                "type": "permit",
                "period": {"end": "2024-12-31"},
                "actor": [{"role": {"text": "clinic"}, "reference": {"display": "Clinic"}}],
                "purpose": [{"system": "s", "code": "TREAT"}],
            },
        }
    ).fact("consents")

    assert fact.policies == ("urn:policy",)
    assert fact.policy_rule.coding[0].code == "OPTIN"
    assert fact.provision.actors[0].roles[0].text == "clinic"
    assert fact.provision.purposes[0].code == "TREAT"


def test_a_related_person(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "RelatedPerson",
            "relationship": [{"text": "daughter"}],
            "name": [{"family": "Doe", "period": {"start": "2000"}}],
            "address": [{"line": ["1 Road"], "postalCode": "12345"}],
            "telecom": [{"system": "phone", "value": "1", "rank": 1}],
            "communication": [{"language": {"text": "Spanish"}}],
        }
    ).fact("related_persons")

    assert fact.names[0].family == "Doe"
    assert fact.addresses[0].postal_code == "12345"
    assert fact.telecom[0].rank == 1
    assert fact.languages[0].text == "Spanish"
