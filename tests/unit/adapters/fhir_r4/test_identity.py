import json
import re

from carecoord.adapters.codec.fhir_r4.charting.identity import digest

CODE = {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "HbA1c"}]}
WEIGHT = {"resourceType": "Observation", "code": CODE, "valueQuantity": {"value": 7, "code": "%"}}


def with_addresses(patient, *resources):
    """Entries under urn:uuid addresses that refer to each other."""
    entries = [{"fullUrl": f"urn:uuid:{patient['id']}", "resource": patient}]
    entries += [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    return {"resourceType": "Bundle", "entry": entries}


def a_visit(fhir, p="p-1", e="e-1", c="c-1", d="d-1"):
    subject = {"reference": f"urn:uuid:{p}"}
    doctor = {
        "resourceType": "Practitioner",
        "id": d,
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "123"}],
    }
    encounter = {
        "resourceType": "Encounter",
        "id": e,
        "subject": subject,
        "participant": [{"individual": {"reference": f"urn:uuid:{d}"}}],
        "diagnosis": [{"condition": {"reference": f"urn:uuid:{c}"}}],
        "period": {"start": "2024-01-01T08:00:00Z"},
    }
    condition = {
        "resourceType": "Condition",
        "id": c,
        "subject": subject,
        "encounter": {"reference": f"urn:uuid:{e}"},
    }
    return with_addresses(fhir.patient(id=p), encounter, condition, doctor)


def test_fresh_transport_ids_give_an_equal_chart(fhir):
    first = fhir.read(a_visit(fhir)).chart
    second = fhir.read(a_visit(fhir, "p-2", "e-2", "c-2", "d-2")).chart

    assert first == second
    assert first.encounters[0].diagnoses[0].condition == first.conditions[0].id
    assert first.encounters[0].participants[0].id == first.practitioners[0].id


def test_an_id_is_no_transport_id(fhir):
    text = json.dumps(
        fhir.bundle(fhir.patient(), fhir.about_p({"resourceType": "Condition", "id": "secret-id"}))
    )

    fact = fhir.read(text.encode()).fact("conditions")

    assert re.fullmatch(r"[0-9a-f]{24}", fact.id)


def test_an_identifier_names_a_fact_whatever_it_says(fhir):
    name = {"system": "https://lab.example", "value": "17"}
    ids = {
        fhir.with_patient(WEIGHT | {"identifier": [name], "status": status}).fact("observations").id
        for status in ("preliminary", "final")
    }

    assert len(ids) == 1


def test_an_identifier_without_system_or_value_names_nothing(fhir):
    ids = {
        fhir.with_patient(WEIGHT | {"identifier": [half]}).fact("observations").id
        for half in ({"value": "1"}, {"value": "2"}, {"system": "https://lab.example"})
    }

    assert len(ids) == 1


def test_facts_that_share_an_identifier_are_told_apart_by_content_in_any_order(fhir):
    name = {"identifier": [{"system": "https://lab.example", "value": "accession"}]}
    one, two = WEIGHT | name | {"status": "final"}, WEIGHT | name | {"status": "amended"}

    here = {fact.status: fact.id for fact in fhir.with_patient(one, two).chart.observations}
    there = {fact.status: fact.id for fact in fhir.with_patient(two, one).chart.observations}

    assert here == there
    assert here["final"] != here["amended"]


def test_identical_facts_have_ids_of_their_own(fhir):
    facts = fhir.with_patient(WEIGHT, WEIGHT).chart.observations

    assert len({fact.id for fact in facts}) == 2


def test_a_display_does_not_change_an_id_and_a_value_does(fhir):
    def the_id(**changes):
        return fhir.with_patient(WEIGHT | changes).fact("observations").id

    other = {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "A1c"}]}

    assert the_id() == the_id(code=other)
    assert the_id() != the_id(valueQuantity={"value": 8, "code": "%"})


def test_a_system_has_one_name(fhir):
    alias = {"coding": [{"system": "urn:oid:2.16.840.1.113883.6.1", "code": "4548-4"}]}

    plain = fhir.with_patient(WEIGHT).fact("observations")

    assert fhir.with_patient(WEIGHT | {"code": alias}).fact("observations") == plain


def test_a_reference_does_not_change_an_id(fhir):
    here = fhir.with_patient(WEIGHT).fact("observations")
    there = fhir.with_patient(
        WEIGHT | {"encounter": {"reference": "Encounter/e"}},
        {"resourceType": "Encounter", "id": "e"},
    ).fact("observations")

    assert here.id == there.id
    assert (here.encounter is None, there.encounter is None) == (True, False)


def test_the_parts_of_a_name_stay_apart():
    assert digest("ab", "c") != digest("a", "bc")
