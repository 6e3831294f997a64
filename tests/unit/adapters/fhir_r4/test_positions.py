"""What is read of practitioners and organizations."""

from datetime import date, time

from carecoord.model import (
    AvailableTime,
    CodeableConcept,
    Location,
    NotAvailable,
    Period,
)


def a_visit(who):
    return {
        "resourceType": "Encounter",
        "serviceProvider": {"reference": "Organization/o"},
        "participant": [{"individual": {"reference": who}}],
    }


def test_a_position_says_where_and_when(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "identifier": [{"system": "urn:roles", "value": "7"}],
        "active": True,
        "period": {"start": "2012-01-01", "end": "2012-03-31"},
        "practitioner": {"reference": "Practitioner/d"},
        "organization": {"reference": "Organization/o"},
        "location": [{"reference": "Location/l"}, {"display": "Annex"}],
        "telecom": [{"system": "phone", "value": "1"}],
        "availableTime": [
            {
                "daysOfWeek": ["mon", "tue"],
                "availableStartTime": "09:00:00",
                "availableEndTime": "16:30:00",
            },
            {"daysOfWeek": ["sat"], "allDay": True},
        ],
        "notAvailable": [{"description": "leave", "during": {"start": "2017-05-01"}}],
        "availabilityExceptions": "not on public holidays",
    }
    chart = fhir.with_patient(
        {"resourceType": "Practitioner", "id": "d"},
        {"resourceType": "Organization", "id": "o"},
        {"resourceType": "Location", "id": "l", "name": "Ward", "physicalType": {"text": "wing"}},
        role,
        a_visit("PractitionerRole/r"),
    ).chart
    (practitioner,) = chart.practitioners
    (position,) = practitioner.positions

    assert position.identifiers[0].value == "7"
    assert position.period == Period(date(2012, 1, 1), date(2012, 4, 1))
    assert (position.organization,) == practitioner.organizations
    assert position.locations == (
        Location(name="Ward", physical_type=CodeableConcept((), "wing")),
        Location(name="Annex"),
    )
    assert position.telecom == practitioner.telecom
    assert position.available_times == (
        AvailableTime(days=["mon", "tue"], start=time(9), end=time(16, 30)),
        AvailableTime(days=["sat"], all_day=True),
    )
    assert position.not_available == (
        NotAvailable(description="leave", during=Period(date(2017, 5, 1), None)),
    )
    assert position.availability_exceptions == "not on public holidays"


def test_a_position_that_is_not_active_says_nothing_of_now(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "active": False,
        "practitioner": {"reference": "Practitioner/d"},
        "organization": {"reference": "Organization/o"},
        "code": [{"text": "surgeon"}],
        "telecom": [{"system": "phone", "value": "1"}],
    }
    chart = fhir.with_patient(
        {"resourceType": "Practitioner", "id": "d"},
        {"resourceType": "Organization", "id": "o"},
        role,
        a_visit("Practitioner/d"),
    ).chart
    (practitioner,) = chart.practitioners

    assert (practitioner.roles, practitioner.telecom, practitioner.organizations) == ((), (), ())
    assert practitioner.positions[0].active is False
    assert practitioner.positions[0].organization == chart.organizations[0].id


def test_an_hour_that_does_not_exist_is_left_out(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "availableTime": [{"availableStartTime": "25:00:00"}],
    }
    result = fhir.with_patient(role, a_visit("PractitionerRole/r"))

    assert result.chart.practitioners[0].positions[0].available_times == (AvailableTime(),)
    assert ("entry[1].resource.availableTime[0].availableStartTime", NO_HOUR) in result.lines


NO_HOUR = "not a time of day; left out"


def test_contained_practitioners_and_organizations_are_followed(fhir):
    team = {
        "resourceType": "CareTeam",
        "contained": [
            {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Dorothy"}]},
            {"resourceType": "Organization", "id": "o", "name": "Clinic"},
        ],
        "participant": [{"member": {"reference": "#d"}, "onBehalfOf": {"reference": "#o"}}],
    }
    chart = fhir.with_patient(team).chart
    (member,) = chart.care_teams[0].participants

    assert chart.practitioner(member.id).names[0].family == "Dorothy"
    assert [one.name for one in chart.organizations if one.id == member.on_behalf_of] == ["Clinic"]
