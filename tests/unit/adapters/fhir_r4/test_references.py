import gc
import json

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4

MISSING = "a reference to something not in this source; left out"
KEPT = "a reference to something not in this source; only what it says itself is kept"
NPI = "http://hl7.org/fhir/sid/us-npi"


def an_entry(url, resource):
    return {"fullUrl": url, "resource": resource}


def a_bundle(*entries):
    return {"resourceType": "Bundle", "entry": list(entries)}


def a_condition(reference):
    return {
        "resourceType": "Condition",
        "subject": {"reference": "Patient/p"},
        "encounter": reference,
    }


ENCOUNTER = {
    "resourceType": "Encounter",
    "id": "e",
    "identifier": [{"system": "https://clinic.example/visits", "value": "v 1"}],
    "subject": {"reference": "Patient/p"},
}


@pytest.mark.parametrize(
    ("url", "reference"),
    [
        ("urn:uuid:1", {"reference": "urn:uuid:1"}),
        ("http://a.example/fhir/Encounter/e", {"reference": "http://a.example/fhir/Encounter/e"}),
        ("http://a.example/fhir/Encounter/e", {"reference": "Encounter/e"}),
        (None, {"reference": "Encounter/e"}),
        (None, {"reference": "Encounter/e/_history/2"}),
        (None, {"reference": "http://elsewhere.example/Encounter/e"}),
        (None, {"reference": "Encounter?identifier=https://clinic.example/visits|v%201"}),
        (None, {"reference": "Encounter?a=b&identifier=https%3A//clinic.example/visits%7Cv%201"}),
        (None, {"identifier": {"system": "https://clinic.example/visits", "value": "v 1"}}),
        (
            None,
            {
                "type": "Encounter",
                "identifier": {"system": "https://clinic.example/visits", "value": "v 1"},
            },
        ),
    ],
)
def test_every_form_of_reference_is_followed(fhir, url, reference):
    entry = {"resource": ENCOUNTER} if url is None else an_entry(url, ENCOUNTER)

    result = fhir.read(
        a_bundle({"resource": fhir.patient()}, entry, {"resource": a_condition(reference)})
    )

    assert result.fact("conditions").encounter == result.fact("encounters").id
    assert result.problems == []


def numbered(name, value):
    number = {"system": "https://clinic.example/visits", "value": value}
    return {**ENCOUNTER, "id": name, "identifier": [number]}


def an_identifier(value):
    return {"identifier": {"system": "https://clinic.example/visits", "value": value}}


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"reference": "urn:uuid:1", **an_identifier("2")}, "1"),
        ({"reference": "Encounter/e2", **an_identifier("1")}, "2"),
        (
            {
                "reference": "Encounter?identifier=https://clinic.example/visits|2",
                **an_identifier("1"),
            },
            "2",
        ),
        ({"reference": "Encounter/gone", **an_identifier("2"), "display": "1"}, "2"),
        ({"reference": "urn:uuid:gone", **an_identifier("2")}, "2"),
        ({**an_identifier("2"), "display": "1"}, "2"),
    ],
)
def test_an_address_comes_before_an_identifier_and_a_display_is_only_told(
    fhir, reference, expected
):
    result = fhir.read(
        a_bundle(
            {"resource": fhir.patient()},
            an_entry("urn:uuid:1", numbered("e1", "1")),
            an_entry("urn:uuid:2", numbered("e2", "2")),
            {"resource": a_condition(reference)},
        )
    )

    (found,) = (
        one for one in result.chart.encounters if one.id == result.fact("conditions").encounter
    )
    assert found.identifiers[0].value == expected


def test_a_display_alone_leads_nowhere_and_is_told(fhir):
    result = fhir.with_patient(a_condition({"display": "the visit in May"}))

    assert result.fact("conditions").encounter is None
    assert result.lines == [
        ("Condition.encounter", "a name where a reference was expected; left out")
    ]


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "Encounter/gone", "display": "as it was"},
        {"reference": "Encounter?identifier=https://clinic.example/visits|9"},
        {"reference": "#gone"},
        {"reference": "an address of no form"},
        an_identifier("9"),
        {"display": "the visit in May"},
    ],
)
def test_a_reference_that_leads_nowhere_stays_in_what_is_written(fhir, reference):
    condition = a_condition(reference)
    chart = fhir.with_patient(condition).chart
    changed = attrs.evolve(chart.conditions[0], note="new")

    written = fhir_r4.write(attrs.evolve(chart, conditions=(changed,)))
    found = json.loads(written.resources[1].content)
    assert found == {**condition, "note": [{"text": "new"}]}


@pytest.mark.parametrize("form", ["Encounter/e", "http://b.example/Encounter/e"])
def test_a_relative_reference_means_the_server_it_stands_on(fhir, form):
    def on(server, reason):
        encounter = ENCOUNTER | {"identifier": [], "reasonCode": [{"text": reason}]}
        return an_entry(f"http://{server}.example/Encounter/e", encounter)

    condition = an_entry("http://b.example/Condition/c", a_condition({"reference": form}))
    result = fhir.read(
        a_bundle({"resource": fhir.patient()}, on("a", "one"), on("b", "two"), condition)
    )
    by_id = {fact.id: fact for fact in result.chart.encounters}

    assert by_id[result.fact("conditions").encounter].reason[0].text == "two"


def test_another_server_is_another_record(fhir):
    result = fhir.read(
        a_bundle(
            {"resource": fhir.patient()},
            an_entry("http://a.example/Encounter/e", ENCOUNTER),
            {"resource": a_condition({"reference": "http://b.example/Encounter/e"})},
        )
    )

    assert result.fact("conditions").encounter is None
    assert result.lines == [("Condition.encounter", MISSING)]


def test_what_is_not_here_is_counted_by_type_and_element(fhir):
    result = fhir.with_patient(
        *[{"resourceType": "Condition", "encounter": {"reference": "Encounter/x"}}] * 2,
        {"resourceType": "Procedure", "reasonReference": [{"reference": "urn:uuid:x"}]},
    )

    assert [(one.path, one.reason, one.count) for one in result.problems] == [
        ("Condition.encounter", MISSING, 2),
        ("Procedure.reasonReference", MISSING, 1),
    ]


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": "DiagnosticReport/x"},
        {"reference": "x", "type": "DiagnosticReport"},
        {"reference": "DiagnosticReport/here"},
        {"reference": "urn:uuid:report"},
    ],
)
def test_what_is_not_mapped_is_not_missed(fhir, reference):
    report = an_entry("urn:uuid:report", {"resourceType": "DiagnosticReport", "id": "here"})
    procedure = fhir.about_p({"resourceType": "Procedure", "reasonReference": [reference]})

    result = fhir.read(a_bundle({"resource": fhir.patient()}, report, {"resource": procedure}))

    assert result.fact("procedures").reason_facts == ()
    assert result.problems == []


def test_the_record_of_another_patient_is_not_referred_to(fhir):
    other = fhir.patient(id="q", identifier=[{"system": "s", "value": "2"}])
    encounter = ENCOUNTER | {"subject": {"reference": "Patient/q"}}

    result = fhir.read(
        fhir.bundle(fhir.patient(), other, encounter, a_condition({"reference": "Encounter/e"}))
    )

    assert result.charts[0].conditions[0].encounter is None
    assert result.lines == [
        ("Condition.encounter", "a reference into another patient's record; left out")
    ]


def test_an_address_used_twice_means_the_first(fhir):
    first, second = (
        an_entry("urn:uuid:1", ENCOUNTER | {"identifier": [], "status": status, "id": status})
        for status in ("planned", "finished")
    )
    condition = {"resource": a_condition({"reference": "urn:uuid:1"})}

    result = fhir.read(a_bundle({"resource": fhir.patient()}, first, second, condition))

    assert result.fact("conditions").encounter == result.chart.encounters[0].id
    assert result.lines == [
        ("entry[2].fullUrl", "an address used twice; references mean the first entry")
    ]


def test_only_people_referred_to_are_in_the_chart_with_their_organizations(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Practitioner",
            "id": "seen",
            "identifier": [{"system": NPI, "value": "1"}],
        },
        {"resourceType": "Practitioner", "id": "unseen"},
        {
            "resourceType": "PractitionerRole",
            "practitioner": {"reference": "Practitioner/seen"},
            "organization": {"reference": "Organization/ward"},
            "code": [{"text": "nurse"}],
            "specialty": [{"text": "cardiology"}],
        },
        {"resourceType": "Organization", "id": "ward", "partOf": {"reference": "Organization/h"}},
        {"resourceType": "Organization", "id": "h", "name": "Hospital"},
        {"resourceType": "Organization", "id": "elsewhere", "name": "Elsewhere"},
        {
            "resourceType": "Encounter",
            "participant": [{"individual": {"reference": "Practitioner/seen"}}],
        },
    )
    (practitioner,) = result.chart.practitioners

    assert [one.text for one in practitioner.roles] == ["nurse"]
    assert [one.text for one in practitioner.specialties] == ["cardiology"]
    assert [one.name for one in result.chart.organizations] == [None, "Hospital"]
    assert result.chart.organizations[0].part_of == result.chart.organizations[1].id
    assert practitioner.organizations == (result.chart.organizations[0].id,)
    assert result.summary.kept == 8


def test_a_role_that_only_names_its_practitioner_is_one(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "practitioner": {"identifier": {"system": NPI, "value": "1"}, "display": "Dr. Who"},
        "specialty": [{"text": "geriatrics"}],
    }
    result = fhir.with_patient(
        role, {"resourceType": "Task", "owner": {"reference": "PractitionerRole/r"}}
    )
    (practitioner,) = result.chart.practitioners

    assert result.fact("tasks").owner.id == practitioner.id
    assert result.fact("tasks").owner.kind == "Practitioner"
    assert (practitioner.names[0].text, practitioner.specialties[0].text) == (
        "Dr. Who",
        "geriatrics",
    )


def test_contained_resources_are_followed(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "contained": [
                {"resourceType": "Medication", "id": "m", "code": {"text": "aspirin"}},
                {"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dr. No"}]},
            ],
            "medicationReference": {"reference": "#m"},
            "requester": {"reference": "#d"},
        }
    )

    assert result.fact("prescriptions").code.text == "aspirin"
    assert result.fact("prescriptions").requester.id == result.chart.practitioners[0].id
    assert result.summary.entries == 2


def test_contained_facts_are_in_the_chart_but_are_no_entries(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "CarePlan",
            "contained": [{"resourceType": "Goal", "id": "g", "description": {"text": "walk"}}],
            "goal": [{"reference": "#g"}],
        }
    )

    assert result.fact("care_plans").goals == (result.fact("goals").id,)
    assert result.summary.entries == 2


def test_nothing_read_waits_for_the_garbage_collector(fhir):
    goal = {"resourceType": "Goal", "id": "g", "description": {"text": "walk"}}
    plan = {"resourceType": "CarePlan", "contained": [goal], "goal": [{"reference": "#g"}]}
    fhir.with_patient(plan)
    gc.collect()
    gc.disable()
    try:
        fhir.with_patient(plan)

        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_medicine_and_a_place_are_read_where_they_are_referred_to(fhir):
    result = fhir.with_patient(
        {"resourceType": "Medication", "id": "m", "code": {"text": "statin"}},
        {"resourceType": "Location", "id": "l", "name": "Ward 3", "type": [{"text": "ward"}]},
        {
            "resourceType": "MedicationDispense",
            "medicationReference": {"reference": "Medication/m"},
        },
        {
            "resourceType": "Encounter",
            "location": [{"location": {"reference": "Location/l", "display": "3"}}],
        },
    )
    (place,) = result.fact("encounters").locations

    assert result.fact("fills").code.text == "statin"
    assert (place.name, place.type[0].text) == ("Ward 3", "ward")
    assert result.summary.kept == 5


def test_a_medicine_or_place_that_is_not_here_keeps_its_display(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "medicationReference": {"reference": "Medication/x", "display": "aspirin"},
        },
        {
            "resourceType": "Encounter",
            "location": [{"location": {"reference": "Location/x", "display": "Ward 3"}}],
        },
    )

    assert result.fact("prescriptions").code.text == "aspirin"
    assert result.fact("encounters").locations[0].name == "Ward 3"
    assert result.lines == [
        ("MedicationRequest.medicationReference", KEPT),
        ("Encounter.location.location", KEPT),
    ]


def test_an_actor_that_is_not_here_keeps_type_and_display(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Task",
            "owner": {"reference": "PractitionerRole/x", "display": "Nurse"},
            "requester": {"reference": "Patient/p"},
        }
    )
    task = result.fact("tasks")

    assert (task.owner.kind, task.owner.id, task.owner.display) == ("Practitioner", None, "Nurse")
    assert (task.requester.kind, task.requester.id) == ("Patient", None)


@pytest.mark.parametrize(("length", "found"), [(4096, True), (4097, False)])
def test_a_reference_of_more_than_4096_characters_is_not_taken_apart(fhir, length, found):
    reference = "/Encounter/e".rjust(length, "x")

    result = fhir.with_patient(ENCOUNTER, a_condition({"reference": reference}))

    assert (result.fact("conditions").encounter is not None) == found
    assert [MISSING] * (not found) == [one.reason for one in result.problems]


def test_a_reference_of_any_length_is_found_as_it_stands(fhir):
    address = f"urn:{'x' * 5000}"

    result = fhir.read(
        a_bundle(
            {"resource": fhir.patient()},
            an_entry(address, ENCOUNTER),
            {"resource": a_condition({"reference": address})},
        )
    )

    assert result.fact("encounters").id == result.fact("conditions").encounter
