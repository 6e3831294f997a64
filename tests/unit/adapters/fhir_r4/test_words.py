"""Words of fixed sets that turn a meaning around are understood however they are written."""

import pytest

VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
LOCAL = {"system": "urn:example:local", "code": "RF"}


@pytest.mark.parametrize(
    ("element", "word"),
    [
        ({"coding": [LOCAL, {"system": VERIFIED, "code": "refuted"}]}, "refuted"),
        ({"coding": [LOCAL, {"system": VERIFIED, "code": "entered-in-error"}]}, "entered-in-error"),
        (
            {"coding": [{"system": VERIFIED, "code": c} for c in ("confirmed", "refuted")]},
            "refuted",
        ),
        ({"coding": [{"system": VERIFIED, "code": " Refuted "}]}, "refuted"),
        ({"text": "Refuted"}, "refuted"),
        ("entered-in-error", "entered-in-error"),
    ],
)
def test_a_verification_is_found_among_codings(fhir, element, word):
    read = fhir.with_patient({"resourceType": "Condition", "verificationStatus": element})

    assert read.fact("conditions").verification_status == word
    assert len(read.lines) == 1


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (" not-done", "not-done"),
        ("Entered-In-Error", "entered-in-error"),
        ("Entered in Error", "entered-in-error"),
        (["completed", "not-done"], "not-done"),
        ({"coding": [{"code": "not-done"}]}, "not-done"),
        ({"code": "not-done"}, "not-done"),
    ],
)
def test_a_status_is_understood_in_any_shape(fhir, status, word):
    read = fhir.with_patient({"resourceType": "Procedure", "status": status})

    assert read.fact("procedures").status == word
    assert len(read.lines) == 1


def test_a_word_that_fhir_does_not_have_is_kept_and_told(fhir):
    read = fhir.with_patient({"resourceType": "Procedure", "status": "perhaps"})

    assert read.fact("procedures").status == "perhaps"
    assert read.lines == [
        ("entry[1].resource.status", "a word that FHIR does not have here; kept as it is")
    ]


@pytest.mark.parametrize("kind", ["MedicationRequest", "ServiceRequest", "DeviceRequest"])
@pytest.mark.parametrize("forbids", ["yes", 1, {}, "true"])
def test_a_prohibition_that_cannot_be_read_is_one(fhir, kind, forbids):
    read = fhir.with_patient({"resourceType": kind, "doNotPerform": forbids})
    held = read.chart.prescriptions or read.chart.orders

    assert held[0].do_not_perform


@pytest.mark.parametrize("kind", ["MedicationRequest", "ServiceRequest"])
def test_a_prohibition_without_a_value_is_one(fhir, kind):
    reason = {"extension": [{"url": "https://example.org/x", "valueCode": "unknown"}]}
    read = fhir.with_patient({"resourceType": kind, "_doNotPerform": reason})
    held = read.chart.prescriptions or read.chart.orders

    assert held[0].do_not_perform


def test_of_an_activity_too(fhir):
    details = [{"doNotPerform": "yes"}, {"_doNotPerform": {"id": "x"}}, {"doNotPerform": False}]
    read = fhir.with_patient(
        {"resourceType": "CarePlan", "activity": [{"detail": one} for one in details]}
    )

    activities = read.fact("care_plans").activities
    assert [one.do_not_perform for one in activities] == [True, True, False]
