"""How patients are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.patient import patient
from carecoord.model import (
    Address,
    Code,
    CodeableConcept,
    ContactPoint,
    Identifier,
    Language,
    Name,
    Patient,
    PatientContact,
    PatientLink,
    Period,
)
from carecoord.model.code import SNOMED

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
OMB = "urn:oid:2.16.840.1.113883.6.238"
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


def test_a_patient_of_us_core(names, valid):
    written = patient(
        Patient(
            identifiers=[MRN],
            names=[DOE],
            telecom=[PHONE],
            gender="female",
            active=True,
            birth_date=date(1950, 4, 1),
            birth_time=datetime(1950, 4, 1, 8, 30, tzinfo=UTC),
            languages=[Language(language=ENGLISH, preferred=True), Language(language=said(""))],
            race=CodeableConcept([Code(OMB, "2028-9", "Asian"), Code(OMB, "2039-6")], "Japanese"),
            ethnicity=CodeableConcept([Code(OMB, "2186-5", "Not Hispanic or Latino")]),
            birth_sex="F",
            sex=CodeableConcept([Code(SNOMED, "248152002")]),
            tribal_affiliations=[said("Navajo")],
            gender_identity=said("woman"),
        ),
        names,
    )

    read = valid(written)
    assert profiles(written) == ["us-core-patient"]
    assert str(read.birthDate) == "1950-04-01"
    assert [one["language"] for one in written["communication"]] == [
        {"coding": [{"system": "urn:ietf:bcp:47", "code": "en"}]}
    ]
    by_name = {one["url"].removeprefix(US_CORE): one for one in written["extension"]}
    assert [one["url"] for one in by_name["us-core-race"]["extension"]] == [
        "ombCategory",
        "detailed",
        "text",
    ]
    assert by_name["us-core-ethnicity"]["extension"][-1]["valueString"] == "Not Hispanic or Latino"
    assert by_name["us-core-birthsex"]["valueCode"] == "F"
    assert by_name["us-core-sex"]["valueCode"] == "248152002"
    assert by_name["us-core-genderIdentity"]["valueCodeableConcept"] == {"text": "woman"}
    assert by_name["us-core-tribal-affiliation"]["extension"] == [
        {"url": "tribalAffiliation", "valueCodeableConcept": {"text": "Navajo"}}
    ]
    assert written["_birthDate"]["extension"][0]["valueDateTime"] == "1950-04-01T08:30:00+00:00"
    assert (names.losses, names.lacks) == ([], [])


@pytest.mark.parametrize(
    "change",
    [
        {"identifiers": []},
        {"identifiers": [Identifier(None, "1")]},
        {"names": []},
        {"names": [Name(text="Jane Doe")]},
        {"gender": None},
        {"gender": "F"},
        {"telecom": [ContactPoint(system="phone")]},
    ],
)
def test_a_patient_who_lacks_what_us_core_demands_has_no_profile(names, valid, change):
    whole = {"identifiers": [MRN], "names": [DOE], "gender": "female", "telecom": [PHONE]}
    written = patient(Patient(**whole | change), names)

    valid(written)
    assert profiles(written) == []


@pytest.mark.parametrize(
    ("deceased", "expected"),
    [
        (False, {"deceasedBoolean": False}),
        (True, {"deceasedBoolean": True}),
        (date(2024, 1, 1), {"deceasedDateTime": "2024-01-01"}),
        (None, {}),
    ],
)
def test_who_died_and_when(names, valid, deceased, expected):
    written = patient(Patient(active=False, deceased=deceased), names)

    valid(written)
    assert {"resourceType": "Patient", "active": False, **expected} == written


def test_a_link_is_written_even_to_a_record_that_is_not_known(names, valid):
    links = [PatientLink(type="replaced-by", other=""), PatientLink(type="refer", other="q")]
    written = patient(Patient(links=links), names)

    valid(written)
    assert written["link"] == [
        {"other": {"display": "a record that is not in this chart"}, "type": "replaced-by"},
        {"other": {"reference": "Basic/q"}, "type": "refer"},
    ]


def test_a_link_of_no_type_of_fhir_cannot_be_written(names):
    patient(Patient(links=[PatientLink(type="sibling", other="q")]), names)

    assert (names.losses, names.lacks) == (["link.type"], ["link.type"])


def test_a_contact_needs_a_way_to_be_reached(names, valid):
    whole = PatientContact(
        relationship=[said("mother")],
        name=DOE,
        telecom=[PHONE],
        address=Address(city="Salem"),
        gender="female",
        organization="o",
        period=Period(None, date(2024, 2, 1)),
    )
    written = patient(Patient(contacts=[whole, PatientContact(relationship=[said("aunt")])]), names)

    (contact,) = valid(written).contact
    assert contact.period.end == date(2024, 1, 31)
    assert written["contact"][0]["organization"] == {"reference": "Basic/o"}
    assert names.losses == ["contact"]


def test_a_sex_without_a_code_is_lost(names):
    assert "extension" not in patient(Patient(sex=said("female")), names)
    assert names.losses == ["extension(us-core-sex)"]


def test_a_race_that_says_nothing_is_not_written(names):
    assert patient(Patient(race=CodeableConcept()), names) == {"resourceType": "Patient"}


def test_words_that_are_not_fhirs_are_lost(names, valid):
    written = patient(
        Patient(
            gender="F",
            names=[Name(family="Doe", use="legal")],
            telecom=[ContactPoint(system="carrier pigeon", value="coo", use="loft", rank=0)],
            addresses=[Address(city="Salem", use="summer", type="igloo")],
        ),
        names,
    )

    valid(written)
    assert written["telecom"] == [{"_system": ABSENT, "value": "coo"}]
    assert sorted(names.losses) == [
        "address.type",
        "address.use",
        "gender",
        "name.use",
        "telecom.rank",
        "telecom.system",
        "telecom.use",
    ]


def test_a_place_on_earth_has_two_degrees(names, valid):
    written = patient(
        Patient(
            addresses=[
                Address(city="Salem", latitude=Decimal("42.50"), longitude=Decimal("-70.9")),
                Address(city="Boston", longitude=Decimal(-71)),
                Address(),
            ]
        ),
        names,
    )

    valid(written)
    salem, boston = written["address"]
    assert [str(one["valueDecimal"]) for one in salem["extension"][0]["extension"]] == [
        "42.50",
        "-70.9",
    ]
    assert boston == {"city": "Boston"}
    assert names.losses == ["address.extension"]


def test_an_address_for_direct_messages(names, valid):
    reach = [ContactPoint(system="email", value="a@direct.example", direct=True)]
    written = patient(Patient(telecom=reach), names)

    valid(written)
    assert written["telecom"][0]["extension"] == [
        {"url": f"{US_CORE}us-core-direct", "valueBoolean": True}
    ]
