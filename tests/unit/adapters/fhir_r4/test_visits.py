"""What is read of teams, visits, programs and devices."""

from datetime import date
from decimal import Decimal

from carecoord.model import Address, CodeableConcept, ContactPoint, Location, Period, Quantity


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
        ("CareTeam.participant.onBehalfOf", "a reference to something not in this source; left out")
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
