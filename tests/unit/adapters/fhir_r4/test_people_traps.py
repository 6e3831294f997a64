"""Shapes that real data has and FHIR does not, in what is read of people and meetings."""

from datetime import date

import pytest

NOT_HERE = "a reference to something not in this source; left out"
ONLY_SAID = "a reference to something not in this source; only what it says itself is kept"


def test_meta_source_as_a_list(fhir):
    result = fhir.read(fhir.patient(meta={"source": ["one", "two"], "profile": ["urn:x"]}))

    assert result.chart.patient.identifiers[0].value == "A-1"
    assert result.problems == []


def test_patient_contact_name_as_a_list(fhir):
    result = fhir.read(fhir.patient(contact=[{"name": [{"family": "Doe"}, {"family": "Roe"}]}]))

    assert result.chart.patient.contacts[0].name.family == "Doe"
    assert result.lines == [
        (
            "resource.contact[0].name",
            "a list where a single value was expected; only the first is kept",
        )
    ]


def test_integer_ids_of_people(fhir):
    result = fhir.with_patient(
        {"resourceType": "Practitioner", "id": 7, "name": [{"family": "Who"}]},
        {
            "resourceType": "Encounter",
            "participant": [{"individual": {"reference": "Practitioner/7"}}],
        },
    )

    assert result.chart.practitioners[0].names[0].family == "Who"
    assert result.problems == []


def test_a_zone_less_start_of_an_appointment_keeps_its_day(fhir):
    appointment = {
        "resourceType": "Appointment",
        "status": "booked",
        "start": "2024-05-01T09:30:00",
        "participant": [{"actor": {"reference": "Patient/p"}}],
    }
    result = fhir.read(fhir.bundle(fhir.patient(), appointment))

    assert result.fact("appointments").start == date(2024, 5, 1)
    assert result.reasons == ["an instant without an offset from UTC; only its date is kept"]


def test_organizarion_is_an_organization(fhir):
    result = fhir.with_patient(
        {"resourceType": "Coverage", "payor": [{"reference": "Organizarion/o"}]},
        {"resourceType": "Organization", "id": "o", "name": "Payer"},
    )

    (payor,) = result.chart.coverages[0].payors
    assert payor.id == result.chart.organizations[0].id
    assert (payor.kind, result.chart.organizations[0].name) == ("Organization", "Payer")
    assert result.lines == [
        (
            "Coverage.reference",
            "a reference to a type that FHIR does not know; taken for the one most like it",
        )
    ]


def test_organizarion_that_is_not_here_is_told(fhir):
    result = fhir.with_patient(
        {"resourceType": "Coverage", "payor": [{"reference": "Organizarion/x"}]},
        {"resourceType": "Organization", "id": "o"},
    )

    assert result.lines == [("Coverage.payor", ONLY_SAID)]


def test_a_type_that_is_only_somewhat_like_another_is_another(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Encounter",
            "basedOn": [{"reference": "DeviceRequest/s"}],
            "serviceProvider": {"reference": "Orgnztn/o"},
        },
        {"resourceType": "ServiceRequest", "id": "s"},
        {"resourceType": "Organization", "id": "o"},
    )

    assert (result.fact("encounters").based_on, result.chart.organizations) == ((), ())
    assert result.lines == [("Encounter.basedOn", NOT_HERE)]


@pytest.mark.parametrize(
    ("modifier", "status"),
    [
        ({"url": "participant.status", "valueString": "inactive"}, "inactive"),
        ({"url": "urn:x/participant.status", "valueCode": "inactive"}, "inactive"),
        ({"url": "participant.status", "valueCoding": {"code": "inactive"}}, "inactive"),
        (
            {
                "url": "participant.status",
                "valueCodeableConcept": {"coding": [{"code": "inactive"}]},
            },
            "inactive",
        ),
    ],
)
def test_a_membership_that_a_modifier_ended(fhir, modifier, status):
    member = {"member": {"display": "Mary"}, "modifierExtension": [modifier]}
    result = fhir.with_patient({"resourceType": "CareTeam", "participant": [member]})

    assert result.fact("care_teams").participants[0].status == status
    assert result.problems == []


@pytest.mark.parametrize("role", [[{"text": "nurse"}], {"text": "nurse"}])
def test_a_member_with_a_modifier_that_is_not_understood_is_left_out(fhir, role):
    strange = {"role": role, "modifierExtension": [{"url": "urn:not", "valueBoolean": True}]}
    team = {"resourceType": "CareTeam", "participant": [strange, {"member": {"display": "Mary"}}]}
    result = fhir.with_patient(team)

    assert [one.display for one in result.fact("care_teams").participants] == ["Mary"]
    assert (
        "entry[1].resource.participant[0]",
        "modifier extension not understood; the element is left out",
    ) in result.lines


def test_a_patient_of_another_record_is_not_this_one(fhir):
    other = fhir.patient(id="q", identifier=[{"system": "urn:other", "value": "9"}])
    team = {
        "resourceType": "CareTeam",
        "subject": {"reference": "Patient/p"},
        "participant": [{"member": {"reference": "Patient/q", "display": "Her sister"}}],
    }
    result = fhir.read(fhir.bundle(fhir.patient(), other, team))
    (member,) = result.charts[0].care_teams[0].participants

    assert (member.kind, member.id, member.display) == (None, None, "Her sister")
    assert result.lines == [
        ("CareTeam.participant", "a reference into another patient's record; left out")
    ]


def test_a_relative_in_a_team_is_the_relative_of_the_chart(fhir):
    result = fhir.with_patient(
        {"resourceType": "RelatedPerson", "id": "d"},
        {"resourceType": "CareTeam", "participant": [{"member": {"reference": "RelatedPerson/d"}}]},
    )
    (member,) = result.fact("care_teams").participants

    assert (member.kind, member.id) == ("RelatedPerson", result.fact("related_persons").id)
