"""How messages and appointments are written."""

from datetime import UTC, date, datetime

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.appointment import appointment
from carecoord.adapters.codec.fhir_r4.writing.resources.communication import communication
from carecoord.adapters.codec.fhir_r4.writing.resources.communication_request import (
    communication_request,
)
from carecoord.model import (
    Actor,
    Appointment,
    Attachment,
    ChecklistItem,
    CodeableConcept,
    Communication,
    CommunicationRequest,
    Identifier,
    Period,
)

ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
START, END = datetime(2024, 5, 1, 9, tzinfo=UTC), datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
DOCTOR = Actor(kind="Practitioner", id="d")
SUBJECT = {"reference": "Patient/p"}


def said(words):
    return CodeableConcept((), words)


def test_a_message_that_was_not_sent(names, valid):
    written = communication(
        Communication(
            id="m",
            status="not-done",
            status_reason=said("no answer"),
            priority="soon",
            recorded_on=date(2024, 1, 1),
            sender=DOCTOR,
            recipients=[Actor(display="Mary"), Actor()],
            payload=["Call us", ""],
            attachments=[
                Attachment(
                    content_type="application/pdf ",
                    url="http://example.org/a.pdf",
                    size=0,
                    created_on=date(2024, 1, 1),
                ),
                Attachment(size=-1),
            ],
            attached_facts=["o"],
        ),
        names,
    )

    valid(written)
    assert (written["status"], written["statusReason"]) == ("not-done", {"text": "no answer"})
    assert written["extension"][0]["valueDateTime"] == "2024-01-01"
    assert written["recipient"] == [{"display": "Mary"}]
    assert written["payload"] == [
        {"contentString": "Call us"},
        {
            "contentAttachment": {
                "contentType": "application/pdf",
                "url": "http://example.org/a.pdf",
                "size": 0,
                "creation": "2024-01-01",
            }
        },
        {"contentReference": {"reference": "Basic/o"}},
    ]
    assert names.losses == ["priority", "payload.contentAttachment.size"]


def test_a_request_that_forbids_a_message(names, valid):
    written = communication_request(
        CommunicationRequest(
            id="r",
            status="active",
            do_not_perform=True,
            group=Identifier("s", "g"),
            occurrence=Period(None, date(2024, 2, 1)),
            authored_on=date(2024, 1, 1),
            requester=DOCTOR,
            payload=["Do not call"],
        ),
        names,
    )

    valid(written)
    assert written["doNotPerform"] is True
    assert written["occurrencePeriod"] == {"end": "2024-01-31"}
    assert written["groupIdentifier"] == {"system": "s", "value": "g"}


@pytest.mark.parametrize("write", [communication, communication_request])
def test_messages_of_no_known_status_are_unknown(names, valid, write):
    of = Communication if write is communication else CommunicationRequest
    written = write(of(id="m"), names)

    valid(written)
    assert (written["status"], "doNotPerform" in written) == ("unknown", False)


def test_an_appointment(names, valid):
    written = appointment(
        Appointment(
            id="a",
            status="booked",
            start=START,
            end=END,
            minutes_duration=15,
            priority=0,
            created_on=date(2024, 4, 1),
            comment="bring the file",
            patient_instruction="come fasting",
            requested_periods=[Period(date(2024, 5, 1), date(2024, 5, 2)), Period(None, None)],
            participants=[
                Actor(kind="Patient", display="Jane", status="accepted", required="required"),
                Actor(kind="Practitioner", id="d", status="asleep", required="maybe"),
                Actor(status="accepted"),
            ],
        ),
        names,
    )

    valid(written)
    assert (written["start"], written["end"]) == (
        "2024-05-01T09:00:00+00:00",
        "2024-05-01T09:30:00+00:00",
    )
    assert written["participant"] == [
        {"actor": {"display": "Jane"}, "required": "required", "status": "accepted"},
        {"actor": {"reference": "Practitioner/d"}, "_status": ABSENT},
    ]
    assert written["requestedPeriod"] == [{"start": "2024-05-01", "end": "2024-05-01"}]
    assert written["priority"] == 0
    assert names.losses == ["participant.status", "participant.required", "participant"]
    assert names.lacks == []


def test_an_appointment_names_its_patient(names, valid):
    written = appointment(Appointment(id="a", status="proposed", participants=[DOCTOR]), names)

    valid(written)
    assert written["participant"][-1] == {"actor": SUBJECT, "_status": ABSENT}
    assert names.lacks == []


def test_the_time_zone_is_an_extension_of_the_start(names, valid, read_back):
    zone = "Europe/Paris"
    fact = Appointment(id="a", status="booked", start=START, end=END, zone=zone)
    written = appointment(fact, names)

    valid(written)
    assert written["_start"] == {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/tz-code", "valueCode": zone}]
    }
    assert read_back(written).zone == zone


def test_a_time_zone_without_an_instant_has_no_place(names):
    written = appointment(Appointment(id="a", status="waitlist", zone="Europe/Paris"), names)

    assert "_start" not in written
    assert names.losses == ["zone"]


@pytest.mark.parametrize(
    "known",
    [
        {"series": "s"},
        {"checklist": [ChecklistItem(name="fasting")]},
        {"arrived_at": START},
        {"confirmed": ["coverage"]},
        {"left_at": END},
        {"next_step": "a2"},
    ],
    ids=lambda known: next(iter(known)),
)
def test_what_an_appointment_has_no_place_for_is_told(names, known):
    fact = Appointment(id="a", status="booked", start=START, end=END, **known)
    appointment(fact, names)

    assert names.losses == list(known)


@pytest.mark.parametrize(
    ("status", "times", "lacks"),
    [
        ("booked", {}, ["start", "end"]),
        ("noshow", {"start": START}, ["end"]),
        ("booked", {"start": date(2024, 5, 1), "end": date(2024, 5, 1)}, ["start", "end"]),
        ("cancelled", {}, []),
        ("cancelled", {"start": date(2024, 5, 1)}, []),
        ("cancelled", {"start": START}, ["end"]),
        ("waitlist", {"end": END}, ["start"]),
        ("proposed", {"start": START, "end": END}, []),
    ],
)
def test_when_fhir_demands_start_and_end(names, status, times, lacks):
    appointment(Appointment(id="a", status=status, **times), names)

    assert names.lacks == lacks


@pytest.mark.parametrize("field", ["start", "end"])
def test_a_day_is_no_instant_and_is_lost(names, field):
    written = appointment(
        Appointment(id="a", status="proposed", **{field: date(2024, 5, 1)}), names
    )

    assert field not in written
    assert names.losses == [field]


@pytest.mark.parametrize(
    ("status", "losses"),
    [("cancelled", []), ("noshow", []), ("proposed", ["cancelationReason"])],
)
def test_a_reason_for_cancelling_is_of_what_came_to_nothing(names, status, losses):
    written = appointment(
        Appointment(id="a", status=status, cancellation_reason=said("ill"), start=START, end=END),
        names,
    )

    assert ("cancelationReason" in written) is not bool(losses)
    assert names.losses == losses


def test_when_it_was_cancelled_is_an_extension(names, valid):
    written = appointment(
        Appointment(id="a", status="cancelled", cancelled_on=date(2024, 4, 30)), names
    )

    valid(written)
    assert written["extension"] == [
        {
            "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.cancellationDate",
            "valueDateTime": "2024-04-30",
        }
    ]


def test_an_appointment_without_a_status_cannot_be_written(names):
    appointment(Appointment(id="a", start=START, end=END), names)

    assert names.lacks == ["status"]
