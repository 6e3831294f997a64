"""What is read of messages and appointments."""

from datetime import UTC, date, datetime

import pytest

from carecoord.model import Period

R5 = "http://hl7.org/fhir/5.0/StructureDefinition/"


def text(words):
    return {"text": words}


def test_a_message_with_what_it_answers(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Communication",
            "identifier": [{"system": "s", "value": "2"}],
            "status": "not-done",
            "statusReason": text("no answer"),
            "priority": "urgent",
            "partOf": [{"reference": "Encounter/e"}],
            "inResponseTo": [{"reference": "Communication/first"}],
            "reasonReference": [{"reference": "Encounter/e"}],
            "note": [text("second try")],
        },
        {
            "resourceType": "Communication",
            "id": "first",
            "identifier": [{"system": "s", "value": "1"}],
        },
        {"resourceType": "Encounter", "id": "e"},
    )
    message, first = result.chart.communications
    visit = result.fact("encounters").id

    assert (message.status, message.status_reason.text) == ("not-done", "no answer")
    assert (message.priority, message.note) == ("urgent", "second try")
    assert (message.part_of, message.reason_facts) == ((visit,), (visit,))
    assert message.in_response_to == (first.id,)


def test_a_request_for_a_message(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "CommunicationRequest",
            "status": "active",
            "category": [text("solicited attachment")],
            "priority": "routine",
            "medium": [text("fax")],
            "groupIdentifier": {"system": "s", "value": "g"},
            "about": [{"reference": "ServiceRequest/s"}],
            "authoredOn": "2024-01-01",
            "occurrencePeriod": {"end": "2024-01-31"},
            "requester": {"display": "Payer"},
            "sender": {"display": "Clinic"},
            "recipient": [{"reference": "Patient/p"}],
            "payload": [
                {"contentString": "Please send the report"},
                {"contentReference": {"reference": "ServiceRequest/s"}},
            ],
            "note": [text("by fax")],
        },
        {"resourceType": "ServiceRequest", "id": "s"},
    )
    request = result.fact("communication_requests")
    order = result.fact("orders").id

    assert (request.status, request.priority, request.do_not_perform) == (
        "active",
        "routine",
        False,
    )
    assert (request.category[0].text, request.medium[0].text) == ("solicited attachment", "fax")
    assert (request.group.value, request.about, request.note) == ("g", (order,), "by fax")
    assert request.known_on == request.authored_on == date(2024, 1, 1)
    assert request.occurrence == Period(None, date(2024, 2, 1))
    assert (request.requester.display, request.sender.display) == ("Payer", "Clinic")
    assert request.recipients[0].kind == "Patient"
    assert request.payload == ("Please send the report",)
    assert request.attached_facts == (order,)


@pytest.mark.parametrize(
    "forbids",
    [
        {"doNotPerform": True},
        {
            "modifierExtension": [
                {
                    "url": f"{R5}extension-CommunicationRequest.doNotPerform",
                    "valueBoolean": True,
                }
            ]
        },
    ],
)
def test_a_message_that_must_not_be_sent(fhir, forbids):
    result = fhir.with_patient({"resourceType": "CommunicationRequest", **forbids})

    assert result.fact("communication_requests").do_not_perform is True


def test_requests_for_messages_can_be_known_to_be_none(fhir):
    result = fhir.with_patient(complete_for=["CommunicationRequest"])

    assert result.chart.communication_requests == ()


def test_an_appointment_with_all_that_is_said_of_it(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(),
            {
                "resourceType": "Appointment",
                "status": "booked",
                "serviceCategory": [text("general practice")],
                "start": "2024-05-01T09:00:00Z",
                "end": "2024-05-01T09:30:00Z",
                "minutesDuration": 15,
                "description": "control",
                "comment": "bring the file",
                "patientInstruction": "come fasting",
                "supportingInformation": [{"reference": "Condition/c"}],
                "slot": [{"reference": "Slot/s"}],
                "participant": [
                    {
                        "actor": {"reference": "Patient/p"},
                        "status": "accepted",
                        "period": {"start": "2024-05-01T09:00:00Z"},
                    }
                ],
            },
            fhir.about_p({"resourceType": "Condition", "id": "c"}),
        )
    )
    fact = result.fact("appointments")
    start = datetime(2024, 5, 1, 9, tzinfo=UTC)

    assert fact.service_category[0].text == "general practice"
    assert (fact.start, fact.end, fact.minutes_duration) == (start, start.replace(minute=30), 15)
    assert (fact.description, fact.comment) == ("control", "bring the file")
    assert fact.patient_instruction == "come fasting"
    assert fact.supporting_facts == (result.fact("conditions").id,)
    assert fact.participants[0].period == Period(start, None)
    assert result.problems == []


@pytest.mark.parametrize("status", ["cancelled", "noshow", "entered-in-error"])
def test_an_appointment_that_came_to_nothing_says_so(fhir, status):
    appointment = {
        "resourceType": "Appointment",
        "status": status,
        "cancelationReason": text("patient"),
        "participant": [{"actor": {"reference": "Patient/p"}}],
    }
    fact = fhir.read(fhir.bundle(fhir.patient(), appointment)).fact("appointments")

    assert (fact.status, fact.cancellation_reason.text) == (status, "patient")
