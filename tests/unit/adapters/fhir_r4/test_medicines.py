"""What a medicine is, and whether it was taken, given or handed over."""

import pytest

from carecoord.model import Code, CodeableConcept, Label

ASPIRIN = {"coding": [{"system": "http://snomed.info/sct", "code": "387458008"}]}
CODED = CodeableConcept((Code("http://snomed.info/sct", "387458008"),))
LISTS = {
    "MedicationRequest": "prescriptions",
    "MedicationDispense": "fills",
    "MedicationStatement": "medication_statements",
    "MedicationAdministration": "medication_administrations",
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_medicine_is_looked_up_where_it_is_referred_to(fhir, kind):
    medication = {"resourceType": "Medication", "id": "m", "code": ASPIRIN}
    by_address = {"resourceType": kind, "medicationReference": {"reference": "Medication/m"}}
    contained = {
        "resourceType": kind,
        "contained": [medication],
        "medicationReference": {"reference": "#m"},
    }

    for result in (fhir.with_patient(by_address, medication), fhir.with_patient(contained)):
        assert result.fact(LISTS[kind]).code == CODED
        assert result.problems == []


def medicine(fhir, *contained, **elements):
    """The medicine of a prescription that contains what it refers to."""
    medication = {"resourceType": "Medication", "id": "m", **elements}
    return fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "contained": [medication, *contained],
            "medicationReference": {"reference": "#m", "display": "shown"},
        }
    ).fact("prescriptions")


def test_a_medicine_without_a_code_is_its_only_ingredient(fhir):
    substance = {"resourceType": "Substance", "id": "s", "code": ASPIRIN}

    coded = medicine(fhir, ingredient=[{"itemCodeableConcept": ASPIRIN}])
    looked_up = medicine(fhir, substance, ingredient=[{"itemReference": {"reference": "#s"}}])

    assert coded.code == looked_up.code == CODED


def test_a_medicine_of_several_ingredients_has_their_names_and_no_code(fhir):
    ingredients = [
        {"itemCodeableConcept": {"text": "aspirin"}},
        {"itemReference": {"display": "caffeine"}},
        {},
    ]

    assert medicine(fhir, ingredient=ingredients).code == CodeableConcept((), "aspirin / caffeine")


@pytest.mark.parametrize("ingredients", [[], [{}], [{"itemReference": {"reference": "#no"}}]])
def test_a_medicine_of_which_nothing_is_known_is_what_is_displayed(fhir, ingredients):
    assert medicine(fhir, ingredient=ingredients).code == CodeableConcept((), "shown")


def test_a_medicine_that_is_coded_here_is_not_looked_up(fhir):
    medication = {"resourceType": "Medication", "id": "m", "code": {"text": "another"}}
    reference = {"reference": "Medication/m"}

    both = {"medicationCodeableConcept": ASPIRIN, "medicationReference": reference}
    result = fhir.with_patient({"resourceType": "MedicationRequest", **both}, medication)

    assert result.fact("prescriptions").code == CODED


def test_a_medicine_that_is_not_in_the_source_is_counted(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "MedicationStatement",
            "medicationReference": {"reference": "Medication/gone", "display": "shown"},
        }
    )

    assert result.fact("medication_statements").code == CodeableConcept((), "shown")
    assert result.lines == [
        (
            "MedicationStatement.medicationReference",
            "a reference to something not in this source; only what it says itself is kept",
        )
    ]


@pytest.mark.parametrize("status", ["not-taken", "entered-in-error", "intended", "on-hold"])
def test_a_statement_keeps_the_sense_of_its_status(fhir, status):
    result = fhir.with_patient(
        {"resourceType": "MedicationStatement", "status": status, "statusReason": [{"text": "x"}]}
    )
    fact = result.fact("medication_statements")

    assert (fact.status, fact.status_reason) == (status, (CodeableConcept((), "x"),))
    assert result.chart.prescriptions is result.chart.fills is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("MedicationAdministration", "not-done"), ("MedicationDispense", "declined")],
)
def test_a_medicine_that_was_not_given_says_so(fhir, kind, expected):
    not_done = {
        "url": "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone",
        "valueBoolean": True,
    }

    def status(given):
        resource = {"resourceType": kind, "status": given, "modifierExtension": [not_done]}
        return fhir.with_patient(resource).fact(LISTS[kind]).status

    assert status("completed") == expected
    assert status("entered-in-error") == "entered-in-error"


def test_a_link_to_a_visit_is_noted_under_the_element_that_it_stands_in(fhir):
    away = {"reference": "Encounter/gone"}

    result = fhir.with_patient(
        {"resourceType": "MedicationStatement", "context": away},
        {"resourceType": "DocumentReference", "context": {"encounter": [away]}},
    )

    assert {path for path, _ in result.lines} == {
        "MedicationStatement.context",
        "DocumentReference.context.encounter",
    }


def test_a_document_bears_the_labels_of_its_own_and_no_bytes(fhir):
    secret = [{"coding": [{"code": "R"}]}]
    attachment = {"contentType": "text/plain", "data": "c2VjcmV0", "size": 6}

    fact = fhir.with_patient(
        {
            "resourceType": "DocumentReference",
            "meta": {"security": [{"code": "PSY"}]},
            "securityLabel": secret,
            "content": [{"attachment": attachment}, {}],
        }
    ).fact("documents")

    assert fact.labels == {Label.RESTRICTED, Label.MENTAL_HEALTH}
    assert (fact.contents[0].content_type, fact.contents[0].size) == ("text/plain", 6)
    assert "c2VjcmV0" not in repr(fact)
