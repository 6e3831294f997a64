"""Each line of a list of problems is true, says what was done, and leads to its place."""

import json

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4 import reasons
from carecoord.adapters.codec.fhir_r4.writing.resources.claim_item import asked_item
from carecoord.model.code import CodeableConcept
from carecoord.model.identifier import Identifier

ABSENT = "a reference to something not in this source; left out"
KEPT = "a reference to something not in this source; only what it says itself is kept"
NPI = "http://hl7.org/fhir/sid/us-npi"
PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
GONE = {"reference": "Observation/gone"}


class Somewhere:
    """Refers to nothing."""

    def facts(self, _):
        return []


def a_request(**elements):
    return {
        "resourceType": "Claim",
        "id": "c",
        "use": "preauthorization",
        "patient": {"reference": "Patient/p"},
        **elements,
    }


def an_answer(**elements):
    return {
        "resourceType": "ClaimResponse",
        "use": "preauthorization",
        "request": {"reference": "Claim/c"},
        **elements,
    }


@pytest.mark.parametrize(
    "named",
    [
        {"identifier": {"system": NPI, "value": "1"}},
        {"reference": f"Practitioner?identifier={NPI}|1"},
        {"reference": "Practitioner/gone", "identifier": {"system": NPI, "value": "1"}},
    ],
)
def test_somebody_who_is_not_here_keeps_the_identifier(fhir, named):
    result = fhir.with_patient({"resourceType": "Task", "owner": named})

    owner = result.fact("tasks").owner
    assert (owner.id, owner.identifier) == (None, Identifier(NPI, "1"))
    assert result.lines == [("Task.owner", KEPT)]


def test_somebody_who_is_here_needs_none(fhir):
    named = {"system": NPI, "value": "1"}
    result = fhir.with_patient(
        {"resourceType": "Task", "owner": {"identifier": named}},
        {"resourceType": "Practitioner", "identifier": [named]},
    )

    owner = result.fact("tasks").owner
    assert (owner.id, owner.identifier) == (result.chart.practitioners[0].id, None)


def test_a_fact_by_somebody_with_an_identifier_is_the_same_fact(fhir):
    by = {"identifier": {"system": NPI, "value": "1"}}
    one, other = (
        fhir.with_patient({"resourceType": "Task", "description": "call", "owner": owner})
        for owner in (by, {"reference": "Practitioner/gone"})
    )

    assert one.fact("tasks").id == other.fact("tasks").id


def test_a_bill_or_instrument_in_the_source_is_not_missed(fhir):
    order = {
        "resourceType": "ServiceRequest",
        "subject": {"reference": "Patient/p"},
        "supportingInfo": [{"reference": "Claim/c"}, {"reference": "Claim/d"}],
        "performer": [{"reference": "Device/d", "display": "scope"}],
    }
    result = fhir.read(
        fhir.bundle(
            fhir.patient(),
            {"resourceType": "Device", "id": "d"},
            {"id": "c", "resourceType": "Claim", "use": "claim"},
            {"resourceType": "Claim", "id": "d", "use": "claim"},
            order,
        )
    )

    assert result.fact("orders").performers[0].kind == "Device"
    assert result.summary.unmapped == {"Claim": 2, "Device": 1}
    assert result.problems == []


@pytest.mark.parametrize("name", [["x"], None, ""])
def test_a_bill_without_an_id_is_found_by_none(fhir, name):
    result = fhir.with_patient(
        {"id": name, "resourceType": "Claim", "use": "claim"},
        {"resourceType": "ServiceRequest", "supportingInfo": [{"reference": "Claim/x"}]},
    )

    assert result.lines == [("ServiceRequest.supportingInfo", ABSENT)]


def test_what_a_request_refers_to_is_told_of_the_request(fhir):
    result = fhir.with_patient(
        a_request(
            careTeam=[{"provider": {"reference": "Practitioner/gone"}}],
            diagnosis=[{"diagnosisReference": {"reference": "Condition/gone"}}],
            insurance=[{"coverage": {"reference": "Coverage/gone"}}],
            provider={"reference": "Organization/gone"},
        ),
        an_answer(insurer={"reference": "Organization/gone"}),
    )

    assert sorted(result.lines) == [
        ("Claim.careTeam.provider", KEPT),
        ("Claim.diagnosis.diagnosisReference", ABSENT),
        ("Claim.insurance", ABSENT),
        ("Claim.provider", KEPT),
        ("ClaimResponse.insurer", KEPT),
    ]


def test_what_a_request_contains_is_found_from_it(fhir):
    result = fhir.with_patient(
        a_request(
            contained=[{"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dr. No"}]}],
            careTeam=[{"provider": {"reference": "#d"}}],
        ),
        an_answer(),
    )

    assert [one.names[0].text for one in result.chart.practitioners] == ["Dr. No"]
    assert result.problems == []


@pytest.mark.parametrize(
    ("resource", "path", "reason"),
    [
        ({"resourceType": "CarePlan", "activity": [{"detail": {"goal": [GONE]}}]},
         "CarePlan.activity.detail.goal", ABSENT),
        ({"resourceType": "CarePlan", "activity": [{"detail": {"performer": [GONE]}}]},
         "CarePlan.activity.detail.performer", KEPT),
        ({"resourceType": "CarePlan", "activity": [{"detail": {"productReference": GONE}}]},
         "CarePlan.activity.detail.productReference", KEPT),
        ({"resourceType": "DeviceRequest", "priorRequest": [GONE]},
         "DeviceRequest.priorRequest", ABSENT),
        ({"resourceType": "Encounter", "hospitalization": {"origin": GONE}},
         "Encounter.hospitalization.origin", KEPT),
        ({"resourceType": "EpisodeOfCare", "team": [GONE]}, "EpisodeOfCare.team", ABSENT),
        ({"resourceType": "Observation", "device": GONE}, "Observation.device", ABSENT),
        ({"resourceType": "Task", "input": [{"valueReference": GONE}]},
         "Task.input.valueReference", ABSENT),
        ({"resourceType": "MedicationRequest",
          "contained": [{"resourceType": "Medication", "id": "m",
                         "ingredient": [{"itemReference": GONE}]}],
          "medicationReference": {"reference": "#m"}},
         "Medication.ingredient.itemReference", KEPT),
    ],
)  # fmt: skip
def test_a_path_is_of_elements_of_fhir(fhir, resource, path, reason):
    assert fhir.with_patient(resource).lines == [(path, reason)]


def test_what_a_role_refers_to_is_told_of_the_role(fhir):
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "practitioner": {"reference": "Practitioner/gone"},
        "organization": {"reference": "Organization/gone"},
    }
    result = fhir.with_patient(
        role, {"resourceType": "Task", "owner": {"reference": "PractitionerRole/r"}}
    )

    assert set(result.lines) == {
        ("PractitionerRole.practitioner", KEPT),
        ("PractitionerRole.organization", ABSENT),
    }


def test_two_records_of_one_patient_disagree_in_an_extension(fhir):
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
    first, second = (
        fhir.patient(extension=[{"url": url, "extension": [{"url": "text", "valueString": one}]}])
        for one in ("one", "other")
    )

    result = fhir.read(fhir.bundle(first, second))

    assert result.lines == [("entry[1].resource.extension", reasons.RECORDS_DISAGREE)]


@pytest.mark.parametrize(
    ("patients", "reason"),
    [(1, reasons.NAMED_SUBJECT), (0, reasons.NAMED_NOBODY)],
)
def test_a_subject_that_is_only_a_name(fhir, patients, reason):
    named = {"resourceType": "Goal", "subject": {"display": "A. Lopez"}}

    result = fhir.read(fhir.bundle(*[fhir.patient()] * patients, named))

    assert result.lines == [("Goal.subject", reason)]


def test_somebody_is_written_with_the_identifier(fhir):
    named = {"identifier": {"system": NPI, "value": "1"}, "display": "Dr. No"}
    told = {"resourceType": "Task", "status": "ready", "intent": "order", "owner": named}
    chart = fhir.with_patient(told).chart
    new = attrs.evolve(chart.tasks[0], source=None)

    *_, task = fhir_r4.write(attrs.evolve(chart, tasks=[new])).resources

    assert json.loads(task.content)["owner"] == named


def test_what_only_some_services_have_is_read_and_written(fhir):
    said = [
        {"url": f"{PAS}extension-{name}", **value}
        for name, value in (
            ("epsdtIndicator", {"valueBoolean": False}),
            ("nursingHomeResidentialStatus", {"valueCodeableConcept": {"text": "new"}}),
            ("nursingHomeLevelOfCare", {"valueCodeableConcept": {"text": "skilled"}}),
            ("revenueUnitRateLimit", {"valueDecimal": 100}),
        )
    ]
    item = {"sequence": 1, "productOrService": {"text": "a stay"}, "extension": said}
    (permission,) = fhir.with_patient(a_request(item=[item])).chart.authorizations

    (read,) = permission.items
    written = asked_item(read, 1, Somewhere())

    assert (read.early_screening, read.rate_limit) == (False, 100)
    assert read.nursing_home_status == CodeableConcept((), "new")
    assert read.nursing_home_level == CodeableConcept((), "skilled")
    assert written["extension"] == said


def test_every_reason_has_words_of_its_own():
    told = [one for name, one in vars(reasons).items() if name.isupper() and name != "REASONS"]

    assert len(told) == len(set(told)) == len(reasons.REASONS)
    assert [one for one in told if one.endswith(".") or " " not in one] == []
