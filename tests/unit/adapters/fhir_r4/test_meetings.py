"""What is read of teams, visits, programs, devices, messages and appointments."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.model import Address, CodeableConcept, ContactPoint, Location, Period, Quantity

R5 = "http://hl7.org/fhir/5.0/StructureDefinition/"


def text(words):
    return {"text": words}


def test_a_team_with_all_that_is_said_of_it(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "CareTeam",
            "encounter": {"reference": "Encounter/e"},
            "reasonReference": [{"reference": "Condition/c"}],
            "managingOrganization": [{"reference": "Organization/o"}],
            "telecom": [{"system": "phone", "value": "1"}],
            "note": [text("meets on Mondays")],
            "participant": [
                {
                    "role": [text("nurse")],
                    "member": {"reference": "Practitioner/d"},
                    "onBehalfOf": {"reference": "Organization/o"},
                    "period": {"end": "2021-06-01"},
                }
            ],
        },
        {"resourceType": "Encounter", "id": "e"},
        {"resourceType": "Condition", "id": "c"},
        {"resourceType": "Organization", "id": "o"},
        {"resourceType": "Practitioner", "id": "d"},
    )
    team = result.fact("care_teams")
    organization = result.chart.organizations[0].id

    assert team.encounter == result.fact("encounters").id
    assert team.reason_facts == (result.fact("conditions").id,)
    assert team.managing_organizations == (organization,)
    assert (team.telecom[0].value, team.note) == ("1", "meets on Mondays")
    assert team.participants[0].on_behalf_of == organization
    assert team.participants[0].period == Period(None, date(2021, 6, 2))


def test_an_organization_that_a_member_acts_for_and_is_not_here_is_told(fhir):
    member = {"onBehalfOf": {"reference": "Organization/x"}, "member": {"display": "Mary"}}
    result = fhir.with_patient({"resourceType": "CareTeam", "participant": [member]})

    assert result.lines == [
        ("CareTeam.participant.onBehalfOf", "a reference to something not in this source")
    ]


def test_members_whose_times_differ_make_two_teams(fhir):
    def team(end):
        member = {"member": {"display": "Mary"}, "period": {"end": end}}
        return {"resourceType": "CareTeam", "participant": [member]}

    one, two = fhir.with_patient(team("2021"), team("2022")).chart.care_teams

    assert one.id != two.id


def test_a_visit_with_all_that_is_said_of_it(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Encounter",
            "length": {"value": 56, "unit": "minutes", "code": "min"},
            "participant": [
                {
                    "individual": {"display": "Dr. Who"},
                    "period": {"start": "2024-01-01", "end": "2024-01-02"},
                }
            ],
            "hospitalization": {
                "origin": {"reference": "Organization/o"},
                "destination": {"display": "Home"},
                "specialArrangement": [text("wheelchair")],
            },
            "location": [
                {
                    "location": {"reference": "Location/l"},
                    "status": "completed",
                    "physicalType": text("room"),
                    "period": {"end": "2024-01-02"},
                }
            ],
        },
        {"resourceType": "Organization", "id": "o"},
        {
            "resourceType": "Location",
            "id": "l",
            "name": "Ward",
            "type": [text("ward")],
            "physicalType": text("wing"),
            "telecom": [{"system": "phone", "value": "1"}],
            "address": {"city": "Salem"},
        },
    )
    visit = result.fact("encounters")

    assert visit.length == Quantity(Decimal(56), "min")
    assert visit.participants[0].period == Period(date(2024, 1, 1), date(2024, 1, 3))
    assert (visit.origin.kind, visit.origin.id) == (
        "Organization",
        result.chart.organizations[0].id,
    )
    assert visit.destination.display == "Home"
    assert visit.special_arrangements == (CodeableConcept((), "wheelchair"),)
    assert visit.locations == (
        Location(
            name="Ward",
            type=[CodeableConcept((), "ward")],
            physical_type=CodeableConcept((), "room"),
            status="completed",
            period=Period(None, date(2024, 1, 3)),
            telecom=[ContactPoint(system="phone", value="1")],
            address=Address(city="Salem"),
        ),
    )


def test_a_program_with_all_that_is_said_of_it(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "EpisodeOfCare",
            "managingOrganization": {"reference": "Organization/o"},
            "referralRequest": [{"reference": "ServiceRequest/s"}],
            "team": [{"reference": "CareTeam/t"}],
        },
        {"resourceType": "Organization", "id": "o"},
        {"resourceType": "ServiceRequest", "id": "s"},
        {"resourceType": "CareTeam", "id": "t"},
    )
    program = result.fact("programs")

    assert program.managing_organization == result.chart.organizations[0].id
    assert program.referrals == (result.fact("orders").id,)
    assert program.care_teams == (result.fact("care_teams").id,)


def test_a_device_with_its_numbers(fhir):
    device = fhir.with_patient(
        {
            "resourceType": "Device",
            "statusReason": [text("in use")],
            "udiCarrier": [
                {"deviceIdentifier": "09504000059118", "carrierHRF": "(01)09504000059118"},
                {"deviceIdentifier": "second"},
            ],
            "distinctIdentifier": "D1",
            "serialNumber": "S1",
            "lotNumber": "L1",
            "manufacturer": "Acme",
            "modelNumber": "M1",
            "note": [text("checked")],
        }
    ).fact("devices")

    assert (device.udi, device.device_identifier) == ("(01)09504000059118", "09504000059118")
    assert (device.distinct_identifier, device.serial_number) == ("D1", "S1")
    assert (device.lot_number, device.manufacturer, device.model_number) == ("L1", "Acme", "M1")
    assert (device.status_reason[0].text, device.note) == ("in use", "checked")
    assert "S1" not in repr(device)
    assert "09504000059118)" not in repr(device)


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
