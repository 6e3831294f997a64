"""How practitioners, their roles, related persons and organizations are written."""

from datetime import date, time

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.organization import organization
from carecoord.adapters.codec.fhir_r4.writing.resources.practitioner import practitioner
from carecoord.adapters.codec.fhir_r4.writing.resources.practitioner_role import roles
from carecoord.adapters.codec.fhir_r4.writing.resources.related_person import related_person
from carecoord.model import (
    Address,
    AvailableTime,
    Code,
    CodeableConcept,
    ContactPoint,
    Identifier,
    Location,
    Name,
    NotAvailable,
    Organization,
    OrganizationContact,
    Period,
    Practitioner,
    PractitionerRole,
    RelatedPerson,
)
from carecoord.model.code import concept

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
MRN = Identifier("https://clinic.example/mrn", "A-1", "MR")
DOE = Name(family="Doe", given=["Jane"], use="official")
PHONE = ContactPoint(system="phone", value="555", use="home", rank=1)
ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
ENGLISH = CodeableConcept([Code("urn:ietf:bcp:47", "en")])


def said(words):
    return CodeableConcept((), words)


def profiles(written):
    return [one.removeprefix(US_CORE) for one in written.get("meta", {}).get("profile", ())]


def test_a_related_person_of_us_core(names, valid):
    written = related_person(
        RelatedPerson(
            id="r",
            active=True,
            relationship=[said("daughter")],
            languages=[ENGLISH, said("")],
            preferred_language=said("Spanish"),
        ),
        names,
    )

    valid(written)
    assert profiles(written) == ["us-core-relatedperson"]
    assert [one.get("preferred") for one in written["communication"]] == [None, True]


@pytest.mark.parametrize(
    "change", [{"active": None}, {"relationship": []}, {"relationship": [], "names": [Name()]}]
)
def test_a_related_person_who_lacks_what_us_core_demands_has_no_profile(names, change):
    whole = {"active": True, "relationship": [said("daughter")]}

    assert profiles(related_person(RelatedPerson(id="r", **whole | change), names)) == []


@pytest.mark.parametrize("grant", [{"proxy_scope": {"labs"}}, {"proxy_until": date(2030, 1, 1)}])
def test_what_a_proxy_may_do_is_lost(names, grant):
    related_person(RelatedPerson(id="r", **grant), names)

    assert names.losses == ["proxy_scope"]


def test_an_organization_of_us_core(names, valid):
    written = organization(
        Organization(
            id="o",
            active=True,
            name="Clinic",
            aliases=["Old Clinic", ""],
            part_of="h",
            contacts=[
                OrganizationContact(purpose=said("billing"), name=DOE),
                OrganizationContact(),
            ],
        ),
        names,
    )

    valid(written)
    assert profiles(written) == ["us-core-organization"]
    assert (written["alias"], written["partOf"]) == (["Old Clinic"], {"reference": "Basic/h"})
    assert len(written["contact"]) == 1


def test_an_organization_is_never_at_home(names):
    written = organization(
        Organization(
            id="o",
            identifiers=[MRN],
            telecom=[PHONE],
            addresses=[Address(use="home", city="Salem")],
        ),
        names,
    )

    assert "use" not in written["telecom"][0]
    assert written["address"] == [{"city": "Salem"}]
    assert (names.losses, names.lacks) == (["telecom.use", "address.use"], [])
    assert profiles(written) == []


def test_an_organization_without_name_and_number_cannot_be_written(names):
    organization(Organization(id="o"), names)

    assert names.lacks == ["name"]


def test_a_practitioner_of_us_core_is_written_without_what_positions_say(names, valid):
    work = ContactPoint(system="phone", value="777")
    person = Practitioner(
        id="d",
        identifiers=[MRN],
        names=[DOE],
        telecom=[PHONE, work],
        gender="female",
        qualifications=[said("MD")],
        languages=[ENGLISH],
        positions=[PractitionerRole(telecom=[work])],
    )
    written = practitioner(person, names)

    valid(written)
    assert profiles(written) == ["us-core-practitioner"]
    assert [one["value"] for one in written["telecom"]] == ["555"]
    assert written["qualification"] == [{"code": {"text": "MD"}}]


@pytest.mark.parametrize(
    "change", [{"identifiers": []}, {"names": []}, {"names": [Name(text="x")]}]
)
def test_a_practitioner_who_lacks_what_us_core_demands_has_no_profile(names, change):
    whole = {"identifiers": [MRN], "names": [DOE]}

    assert profiles(practitioner(Practitioner(id="d", **whole | change), names)) == []


def test_each_position_is_a_role_beside_its_practitioner(names, valid):
    position = PractitionerRole(
        identifiers=[MRN, Identifier("no value")],
        active=True,
        period=Period(date(2024, 1, 1)),
        organization="o",
        code=[said("surgeon")],
        locations=[
            Location(name="Ward", type=[said("ward")], physical_type=said("wing")),
            Location(name="Annex"),
            Location(),
        ],
        telecom=[PHONE],
        available_times=[
            AvailableTime(days=["mon", "someday"], start=time(9), end=time(16, 30)),
            AvailableTime(),
        ],
        not_available=[
            NotAvailable(description="leave", during=Period(date(2024, 5, 1))),
            NotAvailable(during=Period(date(2024, 6, 1))),
            NotAvailable(),
        ],
        availability_exceptions="not on holidays",
    )
    (written,) = roles(Practitioner(id="d", positions=[position]), names)

    valid(written)
    assert profiles(written) == ["us-core-practitionerrole"]
    assert written["practitioner"] == {"reference": "Basic/d"}
    assert written["identifier"] == [
        {
            "type": {
                "coding": [
                    {"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}
                ]
            },
            "system": MRN.system,
            "value": "A-1",
        }
    ]
    (held,) = written["contained"]
    assert written["location"] == [
        {"reference": f"#{held['id']}", "display": "Ward"},
        {"display": "Annex"},
        ABSENT,
    ]
    assert written["contained"] == [
        {
            "resourceType": "Location",
            "id": held["id"],
            "name": "Ward",
            "type": [{"text": "ward"}],
            "physicalType": {"text": "wing"},
        }
    ]
    assert written["availableTime"] == [
        {
            "daysOfWeek": ["mon"],
            "availableStartTime": "09:00:00",
            "availableEndTime": "16:30:00",
        }
    ]
    assert written["notAvailable"] == [
        {"description": "leave", "during": {"start": "2024-05-01"}},
        {"_description": ABSENT, "during": {"start": "2024-06-01"}},
    ]
    assert names.losses == ["availableTime.daysOfWeek"]


@pytest.mark.parametrize("change", [{"telecom": []}, {"organization": None}])
def test_a_role_that_lacks_what_us_core_demands_has_no_profile(names, change):
    whole = {"telecom": [PHONE], "organization": "o"}
    person = Practitioner(id="d", positions=[PractitionerRole(**whole | change)])

    assert profiles(roles(person, names)[0]) == []


def test_what_is_said_only_in_sum_is_a_role_for_each_organization(names, valid):
    nurse, surgeon = concept(text="nurse"), concept(text="surgeon")
    person = Practitioner(
        id="d",
        roles=[nurse, surgeon],
        specialties=[said("hand")],
        organizations=["o", "p", "q"],
        positions=[
            PractitionerRole(code=[nurse], organization="o"),
            PractitionerRole(code=[surgeon], organization="p", active=False),
        ],
    )
    written = roles(person, names)

    for one in written:
        valid(one)
    assert [one["organization"]["reference"] for one in written] == [
        "Basic/o",
        "Basic/p",
        "Basic/p",
        "Basic/q",
    ]
    assert [one["code"][0]["text"] for one in written] == ["nurse", "surgeon", "surgeon", "surgeon"]
    assert [len(one.get("specialty", ())) for one in written] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Practitioner(id="d"), 0),
        (Practitioner(id="d", roles=[said("nurse")]), 1),
        (Practitioner(id="d", specialties=[said("hand")]), 1),
        (Practitioner(id="d", organizations=["o"]), 1),
    ],
)
def test_a_practitioner_has_the_roles_that_something_is_said_of(names, person, expected):
    assert len(roles(person, names)) == expected
