"""Every entry ends in one place: what it became, or a record beside it."""

import json

import pytest

WHERE = "urn:uuid:where"


def an_entry(resource, url=None):
    return {"resource": resource} if url is None else {"fullUrl": url, "resource": resource}


def a_bundle(*entries):
    return {"resourceType": "Bundle", "type": "collection", "entry": list(entries)}


def another(name):
    return {
        "resourceType": "Patient",
        "id": name,
        "identifier": [{"system": "https://clinic.example/mrn", "value": name}],
    }


def kinds(chart):
    return [record.kind for record in chart.records]


def test_the_address_of_an_entry_stays_with_what_it_became(fhir):
    result = fhir.read(a_bundle(an_entry(fhir.patient(), "urn:uuid:p")))

    assert result.chart.patient.source.url == "urn:uuid:p"


def test_a_contained_fact_has_its_container_as_source(fhir):
    goal = {"resourceType": "Goal", "id": "g", "subject": {"reference": "Patient/p"}}
    plan = fhir.about_p({"resourceType": "CarePlan", "contained": [goal]})

    result = fhir.with_patient(plan)

    inner, outer = result.fact("goals").source, result.fact("care_plans").source
    assert (inner.within, outer.within) == ("g", None)
    assert (inner.ordinal, inner.content) == (outer.ordinal, outer.content)
    assert inner.content is outer.content


@pytest.mark.parametrize(
    ("resource", "kind"),
    [
        ({"resourceType": "Provenance", "target": []}, "Provenance"),
        ({"resourceType": "Location", "id": "l"}, "Location"),
        ({"resourceType": "Practitioner", "id": "nobodys"}, "Practitioner"),
        ({"resourceType": "Claim", "use": "claim"}, "Claim"),
        ({"id": "no type"}, ""),
        ({"resourceType": "Condition", "modifierExtension": [{"url": "http://x"}]}, "Condition"),
        ({"resourceType": "Condition", "subject": {"reference": "Patient/gone"}}, "Condition"),
        (
            {"resourceType": "Condition", "subject": {"reference": "Organization/o"}},
            "Condition",
        ),
    ],
)
def test_what_becomes_nothing_else_is_a_record_of_the_only_chart(fhir, resource, kind):
    result = fhir.read(fhir.bundle(fhir.patient(), resource))

    (record,) = result.chart.records
    assert record.kind == kind
    assert json.loads(record.source.content) == resource
    assert record.source.ordinal == 1


def test_a_fact_that_contradicts_itself_is_kept_as_a_record(fhir):
    stay = {"resourceType": "Encounter", "period": {"start": "2024-02-01", "end": "2024-01-01"}}

    result = fhir.with_patient(stay)

    facts = [fact.source.ordinal for fact in result.chart.facts()]
    assert sorted([*facts, *(one.source.ordinal for one in result.chart.records)]) == [1]


def test_a_second_resource_of_the_same_patient_is_a_record(fhir):
    result = fhir.read(fhir.bundle(fhir.patient(), fhir.patient(id="again")))

    assert kinds(result.chart) == ["Patient"]


def test_identical_records_are_told_apart(fhir):
    note = {"resourceType": "Flag"}

    result = fhir.read(fhir.bundle(fhir.patient(), note, note))

    first, second = result.chart.records
    assert first.id != second.id
    assert first.source.content == second.source.content


def test_an_entry_without_a_resource_is_no_record(fhir):
    result = fhir.read(a_bundle(an_entry(fhir.patient()), {"request": {"method": "DELETE"}}))

    assert result.chart.records == ()


def test_without_a_patient_records_are_in_the_result_without_a_chart(fhir):
    result = fhir.read(fhir.bundle({"resourceType": "Location"}, {"resourceType": "Slot"}))

    (only,) = result.results
    assert [one.kind for one in only.records] == ["Location", "Slot"]


def test_with_several_patients_a_record_is_its_patients(fhir):
    flag = {"resourceType": "Flag", "subject": {"reference": "Patient/b"}}

    result = fhir.read(fhir.bundle(another("a"), another("b"), flag))

    assert [kinds(chart) for chart in result.charts] == [[], ["Flag"]]


def test_a_record_about_several_patients_is_in_each_chart(fhir):
    both = [{"reference": "Patient/a"}, {"reference": "Patient/b"}]
    provenance = {"resourceType": "Provenance", "target": both}

    result = fhir.read(fhir.bundle(another("a"), another("b"), provenance))

    assert [kinds(chart) for chart in result.charts] == [["Provenance"], ["Provenance"]]


def test_a_shared_place_is_in_every_chart_that_leads_to_it(fhir):
    visits = [
        {
            "resourceType": "Encounter",
            "subject": {"reference": f"Patient/{name}"},
            "location": [{"location": {"reference": WHERE}}],
        }
        for name in ("a", "b")
    ]
    place = {"resourceType": "Location", "managingOrganization": {"reference": "Endpoint/e"}}
    end = {"resourceType": "Endpoint", "id": "e"}
    entries = [another("a"), another("b"), another("c"), *visits, end]

    result = fhir.read(a_bundle(*map(an_entry, entries), an_entry(place, WHERE)))

    both = ["Endpoint", "Location"]
    assert [kinds(chart) for chart in result.charts] == [both, both, []]
    assert result.results[-1].records == ()


def test_what_a_practitioner_does_for_whom_is_where_the_practitioner_is(fhir):
    doctor = {"resourceType": "Practitioner", "id": "d"}
    role = {"resourceType": "PractitionerRole", "practitioner": {"reference": "Practitioner/d"}}
    cared = {**another("a"), "generalPractitioner": [{"reference": "Practitioner/d"}]}

    result = fhir.read(fhir.bundle(cared, another("b"), doctor, role))

    assert [kinds(chart) for chart in result.charts] == [["PractitionerRole"], []]


def test_a_record_of_somebody_who_is_not_here_is_in_no_chart(fhir):
    theirs = {"resourceType": "Flag", "id": "f", "subject": {"reference": "Patient/gone"}}
    ours = {
        "resourceType": "Observation",
        "subject": {"reference": "Patient/a"},
        "derivedFrom": [{"reference": "Flag/f"}],
    }

    result = fhir.read(fhir.bundle(another("a"), another("b"), ours, theirs))

    assert [kinds(chart) for chart in result.charts] == [[], []]
    assert [one.kind for one in result.results[-1].records] == ["Flag"]


def test_nothing_is_kept_for_who_does_not_want_it(fhir):
    slot = {"resourceType": "Slot"}
    result = fhir.with_patient({"resourceType": "Condition"}, slot)
    bare = fhir.read(
        fhir.bundle(fhir.patient(), fhir.about_p({"resourceType": "Condition"}), slot),
        keep_sources=False,
    )

    assert bare.chart.patient.source is None
    assert [fact.source for fact in bare.chart.facts()] == [None]
    assert bare.chart.records == ()
    assert bare.summary == result.summary
    assert list(bare.chart.facts()) == list(result.chart.facts())
