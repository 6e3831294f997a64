import json

import pytest

from carecoord.model.code import CodeableConcept


def test_a_text_in_the_place_of_a_concept_is_its_text(fhir):
    result = fhir.with_patient(
        {"resourceType": "Condition", "clinicalStatus": "active", "code": "Asthma"}
    )
    fact = result.fact("conditions")

    assert (fact.clinical_status, fact.code) == ("active", CodeableConcept((), "Asthma"))
    assert sorted(result.lines) == [
        (
            f"entry[1].resource.{name}",
            "a bare value where an element was expected; taken as its text, code or value",
        )
        for name in ("clinicalStatus", "code")
    ]


def test_a_single_value_where_a_list_belongs_is_a_list_of_one(fhir):
    result = fhir.with_patient({"resourceType": "Condition", "category": {"text": "problem"}})

    assert result.fact("conditions").category == (CodeableConcept((), "problem"),)
    assert result.lines == [
        (
            "entry[1].resource.category",
            "a single value where a list was expected; taken as a list of one",
        )
    ]


def test_a_list_where_a_single_value_belongs_gives_its_first(fhir):
    result = fhir.with_patient(
        {"resourceType": "Condition", "code": [{"text": "one"}, {"text": "two"}]}
    )

    assert result.fact("conditions").code == CodeableConcept((), "one")
    assert result.reasons == ["a list where a single value was expected; only the first is kept"]


def test_a_contact_name_as_a_list_is_taken(fhir):
    contact = {"name": [{"family": "Doe"}]}

    result = fhir.read(fhir.bundle(fhir.patient(contact=[contact])))

    assert result.chart.patient.contacts[0].name.family == "Doe"
    assert result.reasons == ["a list where a single value was expected; its one value is taken"]


def test_unknown_keys_pass_and_nulls_are_nothing(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Task",
            "business": {"text": "unknown"},
            "status": None,
            "notes": {"anything": [1, 2]},
            "performerType": [None],
        }
    )

    assert result.fact("tasks").status is None
    assert result.problems == []


def test_whole_numbers_as_ids_are_ids(fhir):
    result = fhir.read(
        fhir.bundle(
            fhir.patient(id=7),
            {"resourceType": "Encounter", "id": 8, "subject": {"reference": "Patient/7"}},
            {
                "resourceType": "Condition",
                "subject": {"reference": "Patient/7"},
                "encounter": {"reference": "Encounter/8"},
            },
        )
    )

    assert result.fact("conditions").encounter == result.fact("encounters").id
    assert result.problems == []


def test_missing_required_elements_are_missing(fhir):
    result = fhir.with_patient(
        {"resourceType": "Encounter"},
        {"resourceType": "Goal"},
        {"resourceType": "Observation"},
        {"resourceType": "Immunization"},
        {"resourceType": "AllergyIntolerance", "reaction": [{"severity": "mild"}]},
    )

    assert result.summary.kept == 6
    assert result.problems == []


@pytest.mark.parametrize(
    ("resource", "field"),
    [
        (
            {"resourceType": "Observation", "valueQuantity": {"value": "high"}},
            "valueQuantity.value",
        ),
        ({"resourceType": "Observation", "valueBoolean": "perhaps"}, "valueBoolean"),
        ({"resourceType": "Observation", "valueInteger": 1.5}, "valueInteger"),
        ({"resourceType": "Observation", "status": {"a": 1}}, "status"),
        ({"resourceType": "Encounter", "period": True}, "period"),
        ({"resourceType": "Encounter", "period": "2020"}, "period"),
    ],
)
def test_what_does_not_fit_is_left_out_alone(fhir, resource, field):
    result = fhir.with_patient(resource)

    assert result.summary.kept == 2
    assert [path for path, _ in result.lines] == [f"entry[1].resource.{field}"]
    assert result.reasons[0].endswith("left out")


def test_numbers_and_truths_as_texts_are_read(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "doNotPerform": "true",
            "dispenseRequest": {
                "numberOfRepeatsAllowed": "3",
                "quantity": {"value": "30.0", "unit": 12},
            },
        }
    )
    fact = result.fact("prescriptions")

    assert (fact.do_not_perform, fact.refills, str(fact.quantity.value)) == (True, 3, "30.0")
    assert result.reasons == ["a number where a text was expected; taken as text"]


def test_a_bad_resource_costs_no_neighbour(fhir):
    bundle = fhir.bundle(
        fhir.patient(),
        "no object",
        17,
        None,
        ["a list"],
        {"resourceType": "not a type name"},
        {"resourceType": 5},
        fhir.about_p({"resourceType": "Condition"}),
    )
    bundle["entry"] += ["no entry", None, {"fullUrl": 5, "resource": {"resourceType": "Flag"}}, {}]

    result = fhir.read(bundle)

    assert result.summary.entries == 12
    assert len(result.chart.conditions) == 1
    assert result.summary.unmapped == {"Flag": 1}
    assert result.summary.problems == 9


def test_a_bundle_whose_entries_are_no_list_is_still_read(fhir):
    bundle = {"resourceType": "Bundle", "entry": {"resource": fhir.patient()}}

    assert fhir.read(bundle).summary.kept == 1


def test_a_bare_resource_is_read(fhir):
    result = fhir.read(fhir.patient())

    assert result.chart.patient.identifiers[0].value == "A-1"


def test_a_number_too_long_for_a_number_costs_one_resource(fhir):
    text = json.dumps(
        fhir.bundle(fhir.patient(), fhir.about_p({"resourceType": "Appointment", "priority": 42}))
    )
    result = fhir.read(text.replace("42", "9" * 5000).encode())

    assert result.summary.kept == 1
    assert result.lines == [
        ("entry[1].resource", "not a resource that can be decoded; kept as a record only")
    ]
