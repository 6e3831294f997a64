"""How teams, visits, programs and devices are written."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.care_team import care_team
from carecoord.adapters.codec.fhir_r4.writing.resources.device import device
from carecoord.adapters.codec.fhir_r4.writing.resources.encounter import encounter
from carecoord.adapters.codec.fhir_r4.writing.resources.program import program
from carecoord.model import (
    Actor,
    CareTeam,
    Code,
    CodeableConcept,
    Device,
    Encounter,
    EncounterDiagnosis,
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
