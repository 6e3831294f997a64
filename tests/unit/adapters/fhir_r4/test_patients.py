from datetime import date

import pytest

from carecoord.model.code import SNOMED, Code
from carecoord.model.moment import PartialDate

OTHER = {"system": "https://other.example", "value": "9"}
APART = "the same identifier as an earlier patient, born on another day; kept apart"


def a_condition(about):
    return {"resourceType": "Condition", "subject": {"reference": about}}


def test_the_medical_record_number_names_the_patient(fhir):
    def key(*identifiers):
        return fhir.read(fhir.patient(identifier=list(identifiers))).chart.key

    assert key(OTHER, fhir.mrn) == key(fhir.mrn)
    assert key(OTHER) != key(fhir.mrn)
    assert len(key(OTHER)) == 24


def test_a_patient_without_identifier_is_named_by_source_and_id(fhir):
    one = fhir.read(fhir.patient(identifier=[{"value": "no system"}])).chart.key
    same = fhir.read(fhir.patient(identifier=[{"value": "no system"}])).chart.key
    other = fhir.read(fhir.patient(identifier=[{"value": "another file"}])).chart.key

    assert one == same
    assert one != other


def test_two_patients_have_two_charts_with_their_own_facts(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(),
            fhir.patient(id="q", identifier=[OTHER]),
            a_condition("Patient/q"),
            a_condition("Patient/p"),
            a_condition("Patient/q"),
        )
    )

    assert [len(chart.conditions) for chart in result.charts] == [1, 2]


def test_one_key_and_two_birth_dates_are_two_patients(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(), fhir.patient(id="q", birthDate="1951-04-01"), a_condition("Patient/q")
        )
    )
    first, second = result.charts

    assert first.key != second.key
    assert (first.conditions, len(second.conditions)) == (None, 1)
    assert result.lines == [("entry[1].resource.birthDate", APART)]


@pytest.mark.parametrize("birth_date", ["1950-04-01", "1950", None])
def test_one_key_and_birth_dates_that_agree_are_one_patient(fhir, birth_date):
    second = fhir.patient(id="q", birthDate=birth_date, gender="female")

    result = fhir.read(fhir.bundle(fhir.patient(), second, a_condition("Patient/q")))

    assert result.chart.patient.gender == "female"
    assert len(result.chart.conditions) == 1
    assert result.problems == []


def test_two_records_that_disagree_keep_what_was_known_first(fhir):
    result = fhir.read(
        fhir.bundle(fhir.patient(gender="male"), fhir.patient(id="q", gender="female"))
    )

    assert result.chart.patient.gender == "male"
    assert result.lines == [
        ("entry[1].resource.gender", "two records disagree; what was known first is kept")
    ]


def test_facts_without_a_subject_go_to_the_only_patient_and_are_counted(fhir):
    result = fhir.read(
        fhir.bundle(fhir.patient(), *[{"resourceType": "Condition"}] * 3, {"resourceType": "Task"})
    )

    assert len(result.chart.conditions) == 3
    assert [(one.path, one.reason, one.count) for one in result.problems] == [
        ("Condition.subject", "no subject; taken for the only patient", 3),
        ("Task.for", "no subject; taken for the only patient", 1),
    ]


@pytest.mark.parametrize("patients", [0, 2])
def test_facts_without_a_subject_are_lost_where_there_is_not_one_patient(fhir, patients):
    people = [fhir.patient(), fhir.patient(id="q", identifier=[OTHER])][:patients]

    result = fhir.read(fhir.bundle(*people, *[{"resourceType": "Condition"}] * 3))

    assert [(one.path, one.reason, one.count) for one in result.problems] == [
        ("Condition.subject", "no subject, and not one patient in this source; in no chart", 3)
    ]
    assert result.summary.problems == 3


def test_facts_of_an_absent_patient_are_one_line_per_patient(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(),
            a_condition("Patient/x"),
            a_condition("Patient/x"),
            {"resourceType": "Coverage", "beneficiary": {"reference": "Patient/y"}},
        )
    )

    assert [(one.path, one.reason, one.count) for one in result.problems] == [
        ("entry[1].resource.subject", "the patient is not in this source; in no chart", 2),
        ("entry[3].resource.beneficiary", "the patient is not in this source; in no chart", 1),
    ]


ELSEWHERE = "http://other.example.org/fhir/Patient/4646"


def test_a_record_of_one_patient_is_about_nobody_else(fhir):
    bundle = fhir.bundle(fhir.patient(), a_condition(ELSEWHERE), a_condition("Patient/p"))

    result = fhir.read(bundle, one_record=True)

    assert len(result.chart.conditions) == 2
    assert [(one.path, one.reason, one.count) for one in result.problems] == [
        (
            "Condition.subject",
            "it names a patient who is not in this source; taken for the only patient",
            1,
        )
    ]
    assert len(fhir.read(bundle).chart.conditions) == 1


def test_two_patients_in_a_record_are_told_apart_as_ever(fhir):
    other = fhir.patient(id="q", identifier=[OTHER])

    result = fhir.read(
        fhir.bundle(fhir.patient(), other, a_condition(ELSEWHERE), a_condition("Patient/q")),
        one_record=True,
    )

    assert sorted(len(chart.conditions or ()) for chart in result.charts) == [0, 1]
    assert result.reasons == ["the patient is not in this source; in no chart"]


@pytest.mark.parametrize("kind", ["Group", "Device"])
@pytest.mark.parametrize("one_record", [False, True])
def test_a_subject_that_is_no_patient_is_a_problem(fhir, kind, one_record):
    result = fhir.read(
        fhir.bundle(fhir.patient(), {"resourceType": kind, "id": "g"}, a_condition(f"{kind}/g")),
        one_record=one_record,
    )

    assert result.summary.problems == 1
    assert result.chart.conditions is None


def test_a_contained_patient_is_the_one_with_its_identifier(fhir):
    condition = {
        "resourceType": "Condition",
        "contained": [{"resourceType": "Patient", "id": "me", "identifier": [fhir.mrn]}],
        "subject": {"reference": "#me"},
    }

    assert len(fhir.read(fhir.bundle(fhir.patient(), condition)).chart.conditions) == 1


def test_an_appointment_is_kept_for_the_patient_who_takes_part(fhir):
    appointment = {
        "resourceType": "Appointment",
        "participant": [
            {"actor": {"reference": "Practitioner/d"}},
            {"actor": {"reference": "Patient/q"}, "status": "accepted"},
        ],
    }
    people = fhir.patient(), fhir.patient(id="q", identifier=[OTHER])

    first, second = fhir.read(fhir.bundle(*people, appointment)).charts

    assert first.appointments is None
    assert second.appointments[0].participants[1].status == "accepted"


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ({"deceasedBoolean": True}, True),
        ({"deceasedBoolean": False}, False),
        ({"deceasedDateTime": "2020-05-01"}, date(2020, 5, 1)),
        ({"deceasedDateTime": "2020"}, PartialDate(2020)),
        ({"deceasedDateTime": "unreadable"}, True),
        ({}, None),
    ],
)
def test_a_death_is_never_lost(fhir, elements, expected):
    assert fhir.read(fhir.patient(**elements)).chart.patient.deceased == expected


def test_us_core_extensions_are_read(fhir):
    base = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
    omb = {"system": "urn:oid:2.16.840.1.113883.6.238", "code": "2106-3"}
    patient = fhir.read(
        fhir.patient(
            extension=[
                {
                    "url": f"{base}race",
                    "extension": [
                        {"url": "ombCategory", "valueCoding": omb},
                        {"url": "text", "valueString": "White"},
                    ],
                },
                {"url": f"{base}ethnicity", "extension": [{"url": "text", "valueString": "None"}]},
                {"url": f"{base}birthsex", "valueCode": "F"},
                {"url": f"{base}sex", "valueCode": "248152002"},
            ]
        )
    ).chart.patient

    assert (patient.race.coding, patient.race.text) == ((Code(**omb),), "White")
    assert patient.ethnicity.text == "None"
    assert patient.birth_sex == "F"
    assert patient.sex.coding == (Code(SNOMED, "248152002"),)


def test_a_link_to_another_record_names_its_chart(fhir):
    link = {"other": {"reference": "Patient/q"}, "type": "replaced-by"}

    first, second = fhir.read(
        fhir.bundle(fhir.patient(link=[link]), fhir.patient(id="q", identifier=[OTHER]))
    ).charts

    assert (first.patient.links[0].other, first.patient.links[0].type) == (
        second.key,
        "replaced-by",
    )


def test_a_link_out_of_the_source_keeps_its_type(fhir):
    link = {"other": {"reference": "Patient/x"}, "type": "replaced-by"}

    result = fhir.read(fhir.patient(link=[link]))

    assert result.chart.patient.links[0].type == "replaced-by"
    assert result.lines == [
        ("Patient.link.other", "a reference to something not in this source; left out")
    ]


def test_nothing_of_a_patient_shows_in_a_result(fhir):
    patient = fhir.patient(
        name=[{"family": "Quimby-Secret"}], birthDate="1931-07-09", telecom=[{"value": "555-0199"}]
    )
    result = fhir.read(
        fhir.bundle(patient, a_condition("Patient/Quimby-Secret"), a_condition("Patient/p"))
    )
    shown = repr(result.results)

    assert not [word for word in ("Quimby", "1931", "555-0199", "A-1") if word in shown]


def test_records_that_disagree_are_told_by_the_names_of_fhir(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(maritalStatus={"text": "married"}),
            fhir.patient(id="q", maritalStatus={"text": "widowed"}),
        )
    )

    assert result.lines == [
        ("entry[1].resource.maritalStatus", "two records disagree; what was known first is kept")
    ]
