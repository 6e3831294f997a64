"""How teams, visits, programs, devices, messages and appointments are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.appointment import appointment
from carecoord.adapters.codec.fhir_r4.writing.resources.care_team import care_team
from carecoord.adapters.codec.fhir_r4.writing.resources.communication import communication
from carecoord.adapters.codec.fhir_r4.writing.resources.communication_request import (
    communication_request,
)
from carecoord.adapters.codec.fhir_r4.writing.resources.device import device
from carecoord.adapters.codec.fhir_r4.writing.resources.encounter import encounter
from carecoord.adapters.codec.fhir_r4.writing.resources.program import program
from carecoord.model import (
    Actor,
    Appointment,
    Attachment,
    CareTeam,
    Code,
    CodeableConcept,
    Communication,
    CommunicationRequest,
    Device,
    Encounter,
    EncounterDiagnosis,
    Identifier,
    Location,
    Period,
    Program,
    Quantity,
)
from carecoord.model.code import ACT_CODE, icd10cm

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
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


def profiles(written):
    return [one.removeprefix(US_CORE) for one in written.get("meta", {}).get("profile", ())]


def test_a_team_of_us_core(names, valid):
    nurse = Actor(
        kind="Practitioner",
        id="d",
        roles=[said("nurse")],
        status="inactive",
        period=Period(None, date(2024, 2, 1)),
        on_behalf_of="o",
    )
    written = care_team(
        CareTeam(
            id="t",
            status="active",
            participants=[nurse, Actor()],
            managing_organizations=["o"],
            note="one\n\ntwo",
        ),
        names,
    )

    read = valid(written)
    assert profiles(written) == ["us-core-careteam"]
    assert written["participant"] == [
        {
            "modifierExtension": [{"url": "participant.status", "valueString": "inactive"}],
            "role": [{"text": "nurse"}],
            "member": {"reference": "Practitioner/d"},
            "onBehalfOf": {"reference": "Basic/o"},
            "period": {"end": "2024-01-31"},
        }
    ]
    assert [one.text for one in read.note] == ["one", "two"]
    assert names.losses == []


@pytest.mark.parametrize(
    "participants",
    [
        [],
        [Actor(kind="Practitioner", id="d")],
        [Actor(roles=[said("nurse")])],
        [Actor(kind="Practitioner", id="d", roles=[said("nurse"), said("lead")])],
    ],
)
def test_a_team_that_lacks_what_us_core_demands_has_no_profile(names, participants):
    assert profiles(care_team(CareTeam(id="t", participants=participants), names)) == []


def test_only_a_practitioner_acts_for_others(names):
    member = Actor(kind="RelatedPerson", display="Mary", on_behalf_of="o")
    written = care_team(CareTeam(id="t", status="busy", participants=[member]), names)

    assert written["participant"] == [{"member": {"display": "Mary"}}]
    assert names.losses == ["participant.onBehalfOf", "status"]


def test_a_visit_of_us_core(names, valid):
    written = encounter(
        Encounter(
            id="e",
            status="finished",
            encounter_class=Code(ACT_CODE, "IMP"),
            type=[said("stay")],
            period=Period(date(2024, 1, 1), date(2024, 1, 5)),
            length=Quantity(Decimal(4), "d"),
            participants=[
                Actor(kind="Practitioner", id="d", period=Period(date(2024, 1, 1))),
                Actor(),
            ],
            diagnoses=[EncounterDiagnosis(condition="c", rank=1)],
            admit_source=said("home"),
            destination=Actor(display="Home"),
            special_arrangements=[said("wheelchair")],
            locations=[
                Location(name="Ward", physical_type=said("wing"), status="completed"),
                Location(name="Bed", type=[said("bed")], status="left"),
                Location(),
            ],
        ),
        names,
    )

    valid(written)
    assert profiles(written) == ["us-core-encounter"]
    assert written["period"] == {"start": "2024-01-01", "end": "2024-01-04"}
    assert written["participant"] == [
        {"period": {"start": "2024-01-01"}, "individual": {"reference": "Practitioner/d"}}
    ]
    assert written["hospitalization"] == {
        "admitSource": {"text": "home"},
        "specialArrangement": [{"text": "wheelchair"}],
        "destination": {"display": "Home"},
    }
    (held,) = written["contained"]
    assert held["type"] == [{"text": "bed"}]
    assert written["location"] == [
        {"location": {"display": "Ward"}, "status": "completed", "physicalType": {"text": "wing"}},
        {"location": {"reference": f"#{held['id']}", "display": "Bed"}},
        {"location": ABSENT},
    ]
    assert names.losses == ["location.status"]


def test_a_place_is_contained_once_under_a_name_that_follows_from_what_it_is(names, valid):
    bed, other = Location(name="Bed", type=[said("bed")]), Location(name="Bed", type=[said("cot")])
    one = encounter(Encounter(id="e", locations=[bed, other, bed]), names)
    two = encounter(Encounter(id="e", locations=[Location(name="Ward"), bed]), names)

    valid(one)
    first, second, third = (each["location"]["reference"] for each in one["location"])
    assert first == third == two["location"][1]["location"]["reference"]
    assert first != second
    assert [f"#{each['id']}" for each in one["contained"]] == [first, second]


def test_a_visit_of_which_nothing_is_known(names, valid):
    written = encounter(Encounter(id="e"), names)

    valid(written)
    assert written == {
        "resourceType": "Encounter",
        "status": "unknown",
        "class": ABSENT,
        "subject": SUBJECT,
    }
    assert (names.losses, names.lacks) == ([], [])


def test_a_status_that_is_not_fhirs_is_unknown_and_lost(names):
    assert encounter(Encounter(id="e", status="over"), names)["status"] == "unknown"
    assert names.losses == ["status"]


def test_a_length_in_no_unit_of_time_is_lost(names):
    written = encounter(Encounter(id="e", length=Quantity(Decimal(4), "mg")), names)

    assert "length" not in written
    assert names.losses == ["length"]


def test_a_diagnosis_without_a_condition_is_shown(names, valid):
    diagnoses = [
        EncounterDiagnosis(code=said("asthma")),
        EncounterDiagnosis(code=CodeableConcept([icd10cm("E11.9")], "diabetes"), rank=0),
        EncounterDiagnosis(),
    ]
    written = encounter(Encounter(id="e", diagnoses=diagnoses), names)

    valid(written)
    assert written["diagnosis"] == [
        {"condition": {"display": "asthma"}},
        {"condition": {"display": "diabetes"}},
        {"condition": ABSENT},
    ]
    assert names.losses == ["diagnosis.condition", "diagnosis.rank"]


def test_a_program(names, valid):
    written = program(
        Program(
            id="g",
            status="active",
            conditions=["c"],
            managing_organization="o",
            referrals=["s"],
            care_manager=DOCTOR,
            care_teams=["t"],
        ),
        names,
    )

    valid(written)
    assert written["diagnosis"] == [{"condition": {"reference": "Basic/c"}}]
    assert written["team"] == [{"reference": "Basic/t"}]
    assert names.lacks == []


@pytest.mark.parametrize(("status", "losses"), [(None, []), ("open", ["status"])])
def test_a_program_without_a_status_of_fhir_cannot_be_written(names, status, losses):
    program(Program(id="g", status=status), names)

    assert (names.lacks, names.losses) == (["status"], losses)


def test_a_device(names, valid):
    written = device(
        Device(
            id="v",
            code=said("pacemaker"),
            status="active",
            name="MotorChairPro",
            udi="(01)09504000059118",
            device_identifier="09504000059118",
            serial_number="S1",
            manufactured_on=date(2020, 1, 1),
            note="checked",
        ),
        names,
    )

    valid(written)
    assert written["udiCarrier"] == [
        {"deviceIdentifier": "09504000059118", "carrierHRF": "(01)09504000059118"}
    ]
    assert written["deviceName"] == [{"name": "MotorChairPro", "type": "other"}]
    assert written["serialNumber"] == "S1"


def test_a_device_without_name_and_numbers(names, valid):
    written = device(Device(id="v"), names)

    valid(written)
    assert written == {"resourceType": "Device", "patient": SUBJECT}


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
