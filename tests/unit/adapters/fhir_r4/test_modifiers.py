import pytest

DO_NOT = "http://hl7.org/fhir/5.0/StructureDefinition/extension-DeviceRequest.doNotPerform"
PROFILES = "http://fhir.org/guides/onc/us-quality-core/StructureDefinition/us-quality-core-"
LISTS = {
    "MedicationRequest": "prescriptions",
    "ServiceRequest": "orders",
    "DeviceRequest": "orders",
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ({}, False),
        ({"doNotPerform": False}, False),
        ({"doNotPerform": True}, True),
        ({"modifierExtension": [{"url": DO_NOT, "valueBoolean": True}]}, True),
        ({"modifierExtension": [{"url": DO_NOT, "valueBoolean": False}]}, False),
        (
            {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/request-doNotPerform",
                        "valueBoolean": True,
                    }
                ]
            },
            True,
        ),
        ({"meta": {"profile": [f"{PROFILES}servicenotrequested|1.0"]}}, True),
        ({"meta": {"profile": [f"{PROFILES}medicationnotrequested"]}}, True),
        ({"meta": {"profile": [f"{PROFILES}servicerequest"]}}, False),
    ],
)
def test_a_request_that_forbids_says_so(fhir, kind, elements, expected):
    result = fhir.with_patient({"resourceType": kind, **elements})

    assert result.fact(LISTS[kind]).do_not_perform is expected
    assert result.problems == []


def test_why_an_order_was_not_given_is_kept(fhir):
    reason = {"url": f"{PROFILES}doNotPerformReason", "valueCodeableConcept": {"text": "refused"}}

    result = fhir.with_patient({"resourceType": "ServiceRequest", "extension": [reason]})

    assert result.fact("orders").reason_refused.text == "refused"
    assert result.fact("orders").do_not_perform is False


@pytest.mark.parametrize(
    "kind", ["Condition", "Observation", "ServiceRequest", "Patient", "Organization", "Claim"]
)
def test_a_resource_with_an_unknown_modifier_is_not_used(fhir, kind):
    resource = {
        "resourceType": kind,
        "use": "preauthorization",
        "modifierExtension": [{"url": "https://example.org/reverses", "valueBoolean": False}],
    }
    result = fhir.read(fhir.bundle(fhir.patient(), fhir.about_p(resource)))

    assert result.summary.problems == 1
    assert result.lines == [
        (
            "entry[1].resource.modifierExtension",
            "modifier extension not understood; the resource is kept as a record only",
        )
    ]


def test_an_element_with_an_unknown_modifier_is_left_out_alone(fhir):
    member = {"member": {"display": "not really"}, "modifierExtension": [{"url": "x-status"}]}

    result = fhir.with_patient(
        {"resourceType": "CareTeam", "participant": [member, {"member": {"display": "nurse"}}]}
    )

    assert [one.display for one in result.fact("care_teams").participants] == ["nurse"]
    assert result.lines == [
        (
            "entry[1].resource.participant[0]",
            "modifier extension not understood; the element is left out",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("Observation", "observations", "cancelled"),
        ("Procedure", "procedures", "not-done"),
        ("Immunization", "immunizations", "not-done"),
        ("Communication", "communications", "not-done"),
    ],
)
def test_an_event_that_did_not_take_place_says_so(fhir, kind, name, expected):
    not_done = {
        "url": "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone",
        "valueBoolean": True,
    }

    def status(given):
        resource = {"resourceType": kind, "status": given, "modifierExtension": [not_done]}
        return fhir.with_patient(resource).fact(name).status

    assert status("final") == expected
    assert status("entered-in-error") == "entered-in-error"


def test_why_an_observation_was_not_made_is_kept(fhir):
    reason = {"url": f"{PROFILES}notDoneReason", "valueCodeableConcept": {"text": "refused"}}

    result = fhir.with_patient(
        {"resourceType": "Observation", "status": "cancelled", "extension": [reason]}
    )

    assert result.fact("observations").cancelled_because.text == "refused"


def test_what_was_entered_in_error_is_kept_as_that(fhir):
    result = fhir.with_patient(
        {"resourceType": "Immunization", "status": "entered-in-error"},
        {
            "resourceType": "Condition",
            "verificationStatus": {"coding": [{"code": "entered-in-error"}]},
        },
        {
            "resourceType": "AllergyIntolerance",
            "verificationStatus": {"coding": [{"code": "refuted"}]},
        },
    )

    assert result.fact("immunizations").status == "entered-in-error"
    assert result.fact("conditions").verification_status == "entered-in-error"
    assert result.fact("allergies").verification_status == "refuted"


def test_a_consent_that_denies_and_a_step_that_is_prohibited_keep_their_sense(fhir):
    result = fhir.with_patient(
        {"resourceType": "Consent", "provision": {"provision": [{"type": "deny"}]}},
        {"resourceType": "CarePlan", "activity": [{"detail": {"doNotPerform": True}}]},
    )

    assert result.fact("consents").provision.provisions[0].type == "deny"
    assert result.fact("care_plans").activities[0].do_not_perform is True


def test_labels_of_the_source_are_labels_of_the_fact(fhir):
    security = [{"code": "R"}, {"code": "42CFRPart2"}, {"code": "HTEST"}]

    result = fhir.with_patient({"resourceType": "Condition", "meta": {"security": security}})

    assert {one.name for one in result.fact("conditions").labels} == {"RESTRICTED", "PART_2"}
