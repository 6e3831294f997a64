"""What is read of patients and those around them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.model import (
    Code,
    CodeableConcept,
    PartialDate,
    Period,
)

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
FHIR = "http://hl7.org/fhir/StructureDefinition/"
OMB = "urn:oid:2.16.840.1.113883.6.238"


def a_visit(who):
    return {
        "resourceType": "Encounter",
        "serviceProvider": {"reference": "Organization/o"},
        "participant": [{"individual": {"reference": who}}],
    }


def test_an_address_has_its_geolocation(fhir):
    place = {
        "type": "physical",
        "extension": [
            {
                "url": f"{FHIR}geolocation",
                "extension": [
                    {"url": "latitude", "valueDecimal": 42.674176102041564},
                    {"url": "longitude", "valueDecimal": -71.1},
                ],
            }
        ],
    }
    (address,) = fhir.read(fhir.patient(address=[place])).chart.patient.addresses

    assert address.type == "physical"
    assert address.latitude == Decimal("42.674176102041564")
    assert address.longitude == Decimal("-71.1")


def test_a_geolocation_without_a_longitude_is_half_known(fhir):
    half = {
        "url": f"{FHIR}geolocation",
        "extension": [{"url": "latitude", "valueDecimal": 42}],
    }
    (address,) = fhir.read(fhir.patient(address=[{"extension": [half]}])).chart.patient.addresses

    assert (address.latitude, address.longitude) == (Decimal(42), None)


def test_ways_to_reach_a_patient_have_rank_period_and_direct(fhir):
    reach = {
        "system": "email",
        "value": "a@direct.example",
        "rank": 2,
        "period": {"start": "2020", "end": "2021-03-31"},
        "extension": [{"url": f"{US_CORE}us-core-direct", "valueBoolean": True}],
    }
    other = {"extension": [{"url": f"{FHIR}data-absent-reason", "valueCode": "unknown"}]}
    one, two = fhir.read(fhir.patient(telecom=[reach, other])).chart.patient.telecom

    assert (one.rank, one.direct) == (2, True)
    assert one.period == Period(PartialDate(2020), date(2021, 4, 1))
    assert two.direct is None


def test_a_time_of_birth(fhir):
    beside = {"extension": [{"url": f"{FHIR}patient-birthTime", "valueDateTime": AT}]}
    patient = fhir.read(fhir.patient(_birthDate=beside)).chart.patient

    assert patient.birth_time == datetime(1950, 4, 1, 8, 30, tzinfo=UTC)


AT = "1950-04-01T08:30:00Z"


def test_what_else_stands_beside_a_birth_date_is_no_time(fhir):
    beside = {"extension": [{"url": "urn:accuracy", "valueDateTime": AT}]}

    assert fhir.read(fhir.patient(_birthDate=beside)).chart.patient.birth_time is None


def test_a_contact_has_address_gender_organization_and_period(fhir):
    contact = {
        "relationship": [{"text": "guardian"}],
        "address": {"city": "Salem"},
        "gender": "female",
        "organization": {"reference": "Organization/o"},
        "period": {"end": "2024-01-31"},
    }
    chart = fhir.read(
        fhir.bundle(
            fhir.patient(contact=[contact]),
            {"resourceType": "Organization", "id": "o", "name": "Guardians"},
        )
    ).chart
    (found,) = chart.patient.contacts

    assert (found.address.city, found.gender) == ("Salem", "female")
    assert found.organization == chart.organizations[0].id
    assert found.period == Period(None, date(2024, 2, 1))


def test_an_organization_of_a_contact_that_is_not_here_is_told(fhir):
    contact = {"organization": {"reference": "Organization/x"}}
    result = fhir.read(fhir.patient(contact=[contact]))

    assert result.lines == [
        ("Patient.contact.organization", "a reference to something not in this source; left out")
    ]


def test_tribal_affiliations_of_which_each_has_an_extension(fhir):
    def affiliation(text):
        part = {"url": "tribalAffiliation", "valueCodeableConcept": {"text": text}}
        return {"url": f"{US_CORE}us-core-tribal-affiliation", "extension": [part]}

    empty = {"url": f"{US_CORE}us-core-tribal-affiliation"}
    patient = fhir.patient(extension=[affiliation("one"), empty, affiliation("two")])

    found = fhir.read(patient).chart.patient.tribal_affiliations
    assert [one.text for one in found] == ["one", "two"]


@pytest.mark.parametrize(
    "extension",
    [
        {"url": f"{US_CORE}us-core-genderIdentity", "valueCodeableConcept": {"text": "he"}},
        {
            "url": f"{FHIR}individual-genderIdentity",
            "extension": [{"url": "value", "valueCodeableConcept": {"text": "he"}}],
        },
    ],
)
def test_a_gender_identity_in_either_form(fhir, extension):
    patient = fhir.read(fhir.patient(extension=[extension])).chart.patient

    assert patient.gender_identity == CodeableConcept((), "he")


@pytest.mark.parametrize("kind", ["replaced-by", "replaces", "refer", "seealso"])
def test_links_of_every_type(fhir, kind):
    link = {"other": {"reference": "Patient/x"}, "type": kind}

    assert fhir.read(fhir.patient(link=[link])).chart.patient.links[0].type == kind


def test_who_is_not_active_and_who_died(fhir):
    patient = fhir.read(fhir.patient(active=False, deceasedDateTime="2024")).chart.patient

    assert (patient.active, patient.deceased) == (False, PartialDate(2024))


def test_the_preferred_language_of_a_related_person(fhir):
    person = {
        "resourceType": "RelatedPerson",
        "communication": [
            {"language": {"text": "English"}},
            {"language": {"text": "Spanish"}, "preferred": True},
        ],
    }
    fact = fhir.with_patient(person).fact("related_persons")

    assert [one.text for one in fact.languages] == ["English", "Spanish"]
    assert fact.preferred_language.text == "Spanish"


def test_a_practitioner_with_address_gender_and_languages(fhir):
    practitioner = {
        "resourceType": "Practitioner",
        "id": "d",
        "gender": "female",
        "birthDate": "1970",
        "address": [{"city": "Salem"}],
        "communication": [{"text": "Dutch"}],
    }
    chart = fhir.with_patient(practitioner, a_visit("Practitioner/d")).chart
    (found,) = chart.practitioners

    assert (found.gender, found.birth_date) == ("female", PartialDate(1970))
    assert (found.addresses[0].city, found.languages[0].text) == ("Salem", "Dutch")


def test_an_organization_with_aliases_and_contacts(fhir):
    organization = {
        "resourceType": "Organization",
        "id": "o",
        "name": "Clinic",
        "alias": ["Old Clinic"],
        "contact": [
            {
                "purpose": {"text": "billing"},
                "name": {"text": "Mary"},
                "telecom": [{"system": "phone", "value": "1"}],
                "address": {"city": "Salem"},
            }
        ],
    }
    (found,) = fhir.with_patient(organization, a_visit("")).chart.organizations

    assert found.aliases == ("Old Clinic",)
    assert found.contacts[0].purpose.text == "billing"
    assert found.contacts[0].name.shown == "Mary"
    assert found.contacts[0].telecom[0].value == "1"
    assert found.contacts[0].address.city == "Salem"


def test_race_is_of_categories_details_and_a_text(fhir):
    race = {
        "url": f"{US_CORE}us-core-race",
        "extension": [
            {"url": "ombCategory", "valueCoding": {"system": OMB, "code": "2028-9"}},
            {"url": "detailed", "valueCoding": {"system": OMB, "code": "2039-6"}},
            {"url": "text", "valueString": "Japanese"},
        ],
    }
    patient = fhir.read(fhir.patient(extension=[race])).chart.patient

    assert patient.race == CodeableConcept((Code(OMB, "2028-9"), Code(OMB, "2039-6")), "Japanese")
