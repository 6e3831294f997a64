"""What real bundles do to a reader: a test for each trap, under its name."""

from datetime import date
from decimal import Decimal

import pytest

from carecoord.model import CodeableConcept, PartialDate

LAB = {"resourceType": "Observation", "status": "final", "code": {"text": "a lab"}}


def lab(**elements):
    return {**LAB, **elements}


def test_text_where_a_concept_belongs(fhir):
    read = fhir.with_patient({"resourceType": "Condition", "clinicalStatus": "active"})

    assert read.fact("conditions").clinical_status == "active"
    assert read.lines == [
        (
            "entry[1].resource.clinicalStatus",
            "a bare value where an element was expected; taken as its text, code or value",
        )
    ]


def test_list_where_a_single_belongs(fhir):
    read = fhir.with_patient({"resourceType": "Condition", "code": [{"text": "asthma"}]})

    assert read.fact("conditions").code == CodeableConcept((), "asthma")
    assert read.reasons == ["a list where a single value was expected; its one value is taken"]


def test_single_where_a_list_belongs(fhir):
    read = fhir.with_patient(lab(category={"text": "laboratory"}))

    assert read.fact("observations").category == (CodeableConcept((), "laboratory"),)
    assert read.reasons == ["a single value where a list was expected; taken as a list of one"]


def test_trailing_blank_in_a_key(fhir):
    read = fhir.with_patient(
        {"resourceType": "Task", "status": "requested", "businessStatus ": {"text": "waiting"}}
    )

    assert read.fact("tasks").business_status == CodeableConcept((), "waiting")
    assert [path for path, _ in read.lines] == ["entry[1].resource.businessStatus"]


def test_missing_ids(fhir):
    nameless = fhir.patient()
    del nameless["id"]

    read = fhir.read(fhir.bundle(nameless, lab(), lab(code={"text": "another"})))

    assert len({fact.id for fact in read.chart.observations}) == 2
    assert {"no subject; taken for the only patient"} == set(read.reasons)


def test_missing_ids_of_equal_resources_give_two_facts(fhir):
    read = fhir.with_patient(lab(), lab())

    assert len({fact.id for fact in read.chart.observations}) == 2


def test_ids_that_are_numbers(fhir):
    read = fhir.read(fhir.bundle(fhir.patient(id=7), lab(id=8, subject={"reference": "Patient/7"})))

    assert len(read.chart.observations) == 1


def test_duplicate_full_urls(fhir):
    url = "urn:uuid:00000000-0000-4000-8000-000000000001"
    visit = {"resourceType": "Encounter", "subject": {"reference": "Patient/p"}}
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"resource": fhir.patient()},
            {"fullUrl": url, "resource": {**visit, "status": "finished"}},
            {"fullUrl": url, "resource": {**visit, "status": "planned"}},
            {"resource": fhir.about_p(lab(encounter={"reference": url}))},
        ],
    }

    read = fhir.read(bundle)

    first, second = read.chart.encounters
    assert (first.status, second.status) == ("finished", "planned")
    assert read.fact("observations").encounter == first.id
    assert read.lines == [
        ("entry[2].fullUrl", "an address used twice; references mean the first entry")
    ]


def test_r5_leftovers(fhir):
    read = fhir.with_patient(
        {
            "resourceType": "Procedure",
            "status": "completed",
            "code": {"text": "a procedure"},
            "reason": [{"concept": {"text": "of R5"}}],
            "performedDateTime": "2024-03-01",
        }
    )

    assert read.fact("procedures").code == CodeableConcept((), "a procedure")
    assert read.summary.kept == 2


def test_zone_less_times(fhir):
    read = fhir.with_patient(lab(effectiveDateTime="2024-03-01T10:00:00"))

    assert read.fact("observations").effective == date(2024, 3, 1)
    assert read.lines == [
        (
            "entry[1].resource.effectiveDateTime",
            "an instant without an offset from UTC; only its date is kept",
        )
    ]


@pytest.mark.parametrize(
    ("text", "partial"), [("2024", PartialDate(2024)), ("2024-03", PartialDate(2024, 3))]
)
def test_partial_dates(fhir, text, partial):
    read = fhir.with_patient({"resourceType": "Condition", "onsetDateTime": text})

    assert read.fact("conditions").onset == partial
    assert read.lines == []


@pytest.mark.parametrize("text", ["1e3", "1.50E-2", "120.00", "0.12345678901234567890"])
def test_exponents_and_long_decimals(fhir, text):
    content = fhir.as_bytes(
        fhir.bundle(fhir.patient(), fhir.about_p(lab(valueQuantity={"value": "HERE"})))
    ).replace(b'"HERE"', text.encode())

    read = fhir.read(content)

    value = read.fact("observations").value.value
    assert value == Decimal(text)
    assert str(value) == str(Decimal(text))


def test_organizarion(fhir):
    payer = {"resourceType": "Organization", "id": "o", "name": "A payer"}
    read = fhir.with_patient(
        payer, {"resourceType": "Coverage", "payor": [{"reference": "Organizarion/o"}]}
    )

    (organization,) = read.chart.organizations
    assert read.fact("coverages").payors[0].id == organization.id
    assert read.lines == [
        (
            "Coverage.reference",
            "a reference to a type that FHIR does not know; taken for the one most like it",
        )
    ]


def test_a_misspelt_type_of_nobody_here_is_only_not_here(fhir):
    read = fhir.with_patient(
        {"resourceType": "Coverage", "payor": [{"reference": "Organizarion/o"}]}
    )

    assert read.fact("coverages").payors[0].id is None
    assert read.reasons == [
        "a reference to something not in this source; only what it says itself is kept"
    ]


def test_a_conditional_reference_by_number_alone(fhir):
    clinic = {
        "resourceType": "Organization",
        "identifier": [{"system": "https://clinic.example/ids", "value": "77"}],
    }
    read = fhir.with_patient(
        clinic,
        {"resourceType": "Coverage", "payor": [{"reference": "Organization?identifier=77"}]},
    )

    assert read.fact("coverages").payors[0].id == read.chart.organizations[0].id


def test_a_key_that_nobody_knows(fhir):
    read = fhir.with_patient(lab(effectivePeriod={"start": "2024-03-01", "stop": "2024-03-02"}))

    assert read.fact("observations").effective.start == date(2024, 3, 1)
    assert read.fact("observations").effective.end is None
