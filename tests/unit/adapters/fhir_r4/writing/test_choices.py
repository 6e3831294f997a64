"""A choice of kinds, such as ``medication[x]``: a change leaves exactly one, no change any."""

import json
from decimal import Decimal

import attrs
import pytest

from carecoord.adapters.codec import fhir_r4
from carecoord.model import Quantity
from carecoord.model.code import concept

PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "identifier": [{"system": "https://clinic.example/mrn", "value": "A-1"}],
}
MEDICATION = {"resourceType": "Medication", "id": "m", "code": {"text": "aspirin"}}
BESIDE = {"medicationReference": {"reference": "Medication/m", "display": "ASA"}}
WITHIN = {
    "contained": [{"resourceType": "Medication", "id": "in", "code": {"text": "aspirin"}}],
    "medicationReference": {"reference": "#in"},
}
NOWHERE = {"medicationReference": {"reference": "Medication/gone"}}
KINDS = {
    "MedicationRequest": ("prescriptions", {"status": "active", "intent": "order"}),
    "MedicationDispense": ("fills", {"status": "completed"}),
    "MedicationStatement": ("medication_statements", {"status": "active"}),
    "MedicationAdministration": (
        "medication_administrations",
        {"status": "completed", "effectiveDateTime": "2026-01-02"},
    ),
}


def changed(resource, list_name, **fields):
    """The resource as it is written when its fact has changed."""
    entries = [{"resource": one} for one in (PATIENT, MEDICATION, resource)]
    content = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()
    chart = next(fhir_r4.read(content)).chart
    (fact,) = getattr(chart, list_name)
    done = fhir_r4.write(attrs.evolve(chart, **{list_name: (attrs.evolve(fact, **fields),)}))
    return json.loads(done.resources[-1].content)


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(params=[BESIDE, WITHIN, NOWHERE], ids=["beside", "within", "nowhere"])
def medicine(request, kind):
    subject = {"subject": {"reference": "Patient/p"}}
    return {"resourceType": kind, **KINDS[kind][1], **subject, **request.param}


def test_a_change_of_status_leaves_the_reference_to_a_medicine(kind, medicine):
    found = changed(medicine, KINDS[kind][0], status="stopped")

    assert found == {**medicine, "status": "stopped"}


def test_a_change_of_the_medicine_leaves_what_was_changed_only(kind, medicine):
    found = changed(medicine, KINDS[kind][0], code=concept(text="ibuprofen"))

    without = {name: part for name, part in medicine.items() if name != "medicationReference"}
    assert found == {**without, "medicationCodeableConcept": {"text": "ibuprofen"}}


def a_condition(**elements):
    return {
        "resourceType": "Condition",
        "subject": {"reference": "Patient/p"},
        "code": {"text": "asthma"},
        **elements,
    }


def test_an_onset_of_another_kind_takes_the_place_of_the_first():
    before = a_condition(onsetPeriod={"start": "2020"}, _onsetString={"id": "s"})

    found = changed(before, "conditions", onset=None, onset_age=Quantity(Decimal(3), "a"))
    assert [name for name in found if "onset" in name] == ["onsetAge"]


def test_an_onset_that_is_taken_away_leaves_none():
    found = changed(a_condition(onsetString="long ago"), "conditions", onset_text=None)

    assert found == a_condition()


@pytest.mark.parametrize("words", [None, "waiting"])
def test_an_element_read_in_spite_of_a_blank_in_its_name_is_changed_under_its_own(words):
    task = {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "businessStatus ": {"text": "new"},
        "for": {"reference": "Patient/p"},
    }
    text = None if words is None else concept(text=words)

    found = changed(task, "tasks", business_status=text)
    kept = {name: part for name, part in task.items() if name != "businessStatus "}
    assert found == kept | ({} if words is None else {"businessStatus": {"text": words}})
