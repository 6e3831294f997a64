"""What turns a meaning around, of every type that is read: never lost on the way to the model.

Source: HL7 FHIR R4 (4.0.1), the elements that are modifiers, and the words of required value sets.
"""

import pytest
from msgspec import inspect

from carecoord.adapters.codec.fhir_r4.resources.mapping import FACTS, LENT, PEOPLE, SHAPES

IN_ERROR = "entered-in-error"
STATUSES = {
    "AllergyIntolerance": ("allergies", "verification_status", "refuted", IN_ERROR),
    "Appointment": ("appointments", "status", "cancelled", "noshow", IN_ERROR),
    "CarePlan": ("care_plans", "status", "revoked", IN_ERROR),
    "CareTeam": ("care_teams", "status", "inactive", IN_ERROR),
    "Claim": ("authorizations", "status", "cancelled", IN_ERROR),
    "ClaimResponse": ("authorizations", "status", "cancelled", IN_ERROR),
    "Communication": ("communications", "status", "not-done", IN_ERROR),
    "CommunicationRequest": ("communication_requests", "status", "revoked", IN_ERROR),
    "Condition": ("conditions", "verification_status", "refuted", IN_ERROR),
    "Consent": ("consents", "status", "rejected", "inactive", IN_ERROR),
    "Coverage": ("coverages", "status", "cancelled", IN_ERROR),
    "CoverageEligibilityResponse": ("eligibility_responses", "status", "cancelled", IN_ERROR),
    "Device": ("devices", "status", "inactive", IN_ERROR),
    "DeviceRequest": ("orders", "status", "revoked", IN_ERROR),
    "DocumentReference": ("documents", "status", "superseded", IN_ERROR),
    "Encounter": ("encounters", "status", "planned", "cancelled", IN_ERROR),
    "EpisodeOfCare": ("programs", "status", "cancelled", IN_ERROR),
    "FamilyMemberHistory": ("family_history", "status", "health-unknown", IN_ERROR),
    "Goal": ("goals", "lifecycle_status", "rejected", "cancelled", IN_ERROR),
    "Immunization": ("immunizations", "status", "not-done", IN_ERROR),
    "MedicationAdministration": ("medication_administrations", "status", "not-done", IN_ERROR),
    "MedicationDispense": ("fills", "status", "declined", "cancelled", IN_ERROR),
    "MedicationRequest": ("prescriptions", "status", "cancelled", "draft", IN_ERROR),
    "MedicationStatement": ("medication_statements", "status", "not-taken", IN_ERROR),
    "Observation": ("observations", "status", "cancelled", IN_ERROR),
    "Procedure": ("procedures", "status", "not-done", IN_ERROR),
    "QuestionnaireResponse": ("answers", "status", IN_ERROR),
    "RelatedPerson": ("related_persons", "active", False),
    "ServiceRequest": ("orders", "status", "revoked", IN_ERROR),
    "Task": ("tasks", "status", "rejected", "failed", "cancelled", IN_ERROR),
}
"""Type to its list, the field that turns the meaning around, and what does."""
CONCEPTS = {"verification_status"}
NAMES = {"verification_status": "verificationStatus", "lifecycle_status": "lifecycleStatus"}
UNKNOWN = {"url": "https://example.org/reverses", "valueBoolean": True}
GUIDE = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
INFO, ITEM = f"{GUIDE}modifierextension-infoCancelled", f"{GUIDE}extension-itemCancelled"
MEMBER = "https://example.org/participant.status"
SLOWLY = ({}, {"comment ": "a key with a blank at its edge: read the slow way"})


DEEP = 3
"""Levels that are walked: parts within parts without end, as of a consent, go no further."""
ME = {"actor": {"reference": "Patient/p"}, "status": "accepted"}


def bare(kind):
    """The least of a type that is about the patient, once ``about_p`` has looked at it."""
    more = {"participant": [ME]} if kind == "Appointment" else {}
    return {"resourceType": kind, "use": "preauthorization", **more}


def test_every_type_has_a_word_that_turns_it_around():
    assert set(STATUSES) == set(FACTS)


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, row in STATUSES.items() for word in row[2:]]
)
def test_the_word_stands_in_the_model(fhir, kind, word):
    listed, field, *_ = STATUSES[kind]
    said = {"coding": [{"code": word}]} if field in CONCEPTS else word

    result = fhir.with_patient({**bare(kind), NAMES.get(field, field): said})

    assert word == getattr(result.fact(listed), field)
    assert result.problems == []


@pytest.mark.parametrize("word", ["preliminary", IN_ERROR])
def test_a_document_says_what_became_of_its_text(fhir, word):
    result = fhir.with_patient({"resourceType": "DocumentReference", "docStatus": word})

    assert word == result.fact("documents").doc_status


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"valueBoolean": True}, True), ({}, True), ({"valueBoolean": False}, False)],
)
@pytest.mark.parametrize(
    "kind", ["CommunicationRequest", "DeviceRequest", "MedicationRequest", "ServiceRequest"]
)
def test_a_modifier_forbids_unless_it_says_no(fhir, kind, value, expected):
    modifier = {"url": "https://example.org/request-doNotPerform", **value}

    result = fhir.with_patient({"resourceType": kind, "modifierExtension": [modifier]})

    assert result.fact(STATUSES[kind][0]).do_not_perform is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Communication", "not-done"),
        ("Immunization", "not-done"),
        ("MedicationAdministration", "not-done"),
        ("MedicationDispense", "declined"),
        ("Observation", "cancelled"),
        ("Procedure", "not-done"),
    ],
)
@pytest.mark.parametrize("value", [{"valueBoolean": True}, {}])
def test_a_modifier_says_that_it_was_not_done(fhir, kind, expected, value):
    modifier = {"url": "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone", **value}
    resource = {"resourceType": kind, "status": "completed", "modifierExtension": [modifier]}

    assert expected == fhir.with_patient(resource).fact(STATUSES[kind][0]).status


def claim(**elements):
    return {**bare("Claim"), "item": [{"sequence": 1}], **elements}


CANCEL = {
    "url": f"{GUIDE}extension-certificationType",
    "valueCodeableConcept": {"coding": [{"code": "3"}]},
}


@pytest.mark.parametrize("slowly", SLOWLY)
@pytest.mark.parametrize(
    "item",
    [
        {"modifierExtension": [{"url": INFO, "valueBoolean": True}]},
        {"modifierExtension": [{"url": ITEM, "valueBoolean": True}]},
        {"extension": [CANCEL]},
    ],
)
def test_an_item_that_was_withdrawn_asks_for_nothing(fhir, item, slowly):
    result = fhir.with_patient(claim(item=[{"sequence": 1, **item}], **slowly))
    (read,) = result.fact("authorizations").items

    assert read.cancelled is True


def test_a_request_that_was_taken_back_cancels(fhir):
    assert fhir.with_patient(claim(extension=[CANCEL])).fact("authorizations").cancels is True
    assert fhir.with_patient(claim()).fact("authorizations").cancels is False


@pytest.mark.parametrize("slowly", SLOWLY)
@pytest.mark.parametrize("url", [MEMBER, UNKNOWN["url"]])
@pytest.mark.parametrize("element", ["item", "supportingInfo"])
def test_a_part_of_a_claim_obeys_only_what_cancels(fhir, element, url, slowly):
    part = {"sequence": 7, "modifierExtension": [{"url": url, "valueCode": "inactive"}]}

    result = fhir.with_patient(claim(**{element: [part]}, **slowly))
    fact = result.fact("authorizations")

    assert 7 not in [one.sequence for one in (*fact.items, *fact.supporting)]
    assert any(f".{element}[0]" in path and "not understood" in why for path, why in result.lines)


@pytest.mark.parametrize("slowly", SLOWLY)
@pytest.mark.parametrize(
    "modifier", [{"url": INFO, "valueBoolean": True}, {"url": MEMBER}, UNKNOWN]
)
def test_a_member_of_a_team_obeys_only_a_status_that_says_something(fhir, modifier, slowly):
    member = {"member": {"display": "was one"}, "modifierExtension": [modifier]}

    result = fhir.with_patient({"resourceType": "CareTeam", "participant": [member], **slowly})

    assert result.fact("care_teams").participants == ()
    assert any(".participant[0]" in path and "not understood" in why for path, why in result.lines)


@pytest.mark.parametrize("slowly", SLOWLY)
def test_a_membership_that_ended_says_so(fhir, slowly):
    ended = {"url": MEMBER, "valueCode": "inactive"}
    member = {"member": {"display": "was one"}, "modifierExtension": [ended]}

    result = fhir.with_patient({"resourceType": "CareTeam", "participant": [member], **slowly})

    assert [one.status for one in result.fact("care_teams").participants] == ["inactive"]


def test_somebody_who_declined_an_appointment_did(fhir):
    declined = {"actor": {"display": "the nurse"}, "status": "declined"}

    result = fhir.with_patient({"resourceType": "Appointment", "participant": [ME, declined]})
    people = result.fact("appointments").participants

    assert [one.status for one in people] == ["accepted", "declined"]


def test_a_consent_that_denies_as_a_whole_or_opts_out_says_so(fhir):
    policy = {"coding": [{"code": "OPTOUT"}]}

    result = fhir.with_patient(
        {"resourceType": "Consent", "provision": {"type": "deny"}, "policyRule": policy}
    )

    assert result.fact("consents").provision.type == "deny"
    assert [one.code for one in result.fact("consents").policy_rule.coding] == ["OPTOUT"]


@pytest.mark.parametrize(
    ("elements", "field", "expected"),
    [
        ({"active": False}, "active", False),
        ({"deceasedBoolean": True}, "deceased", True),
        ({"link": [{"type": "replaced-by", "other": {"display": "x"}}]}, "links", "replaced-by"),
    ],
)
def test_what_ends_a_record_of_a_patient_is_kept(fhir, elements, field, expected):
    patient = fhir.read(fhir.patient(**elements)).chart.patient
    found = getattr(patient, field)

    assert expected == (found[0].type if field == "links" else found)


@pytest.mark.parametrize(("lent", "through"), [("Medication", None), ("Substance", "Medication")])
def test_a_medicine_entered_in_error_names_nothing(fhir, lent, through):
    wrong = {"id": "w", "status": IN_ERROR, "code": {"coding": [{"code": "6809"}]}}
    inner = [{"resourceType": lent, **wrong}]
    refers = {"reference": "#w"}
    if through:
        inner.append(
            {"resourceType": through, "id": "m", "ingredient": [{"itemReference": refers}]}
        )
        refers = {"reference": "#m"}
    request = {"resourceType": "MedicationRequest", "contained": inner}

    result = fhir.with_patient({**request, "medicationReference": refers})
    wrong["status"] = "active"
    inner[0].update(wrong)
    right = fhir.with_patient({**request, "medicationReference": refers})

    assert result.fact("prescriptions").code is None
    assert [one.code for one in right.fact("prescriptions").code.coding] == ["6809"]


@pytest.mark.parametrize("kind", sorted({*FACTS, *PEOPLE, *LENT, "Patient"}))
def test_a_resource_with_a_modifier_that_nobody_knows_is_no_fact(fhir, kind):
    resource = {**bare(kind), "modifierExtension": [UNKNOWN]}

    result = fhir.read(fhir.bundle(fhir.patient(), fhir.about_p(resource)))

    assert list(result.chart.facts()) == []
    assert result.lines == [
        (
            "entry[1].resource.modifierExtension",
            "modifier extension not understood; the resource is kept as a record only",
        )
    ]


def parts(kind, path=()):
    """The paths of the elements of a shape that may carry a modifier, each name with its form."""
    for field in inspect.type_info(kind).fields:
        for inner, many in _structs(field.type):
            here = (*path, (field.encode_name, many))
            if "modifierExtension" in inner.__struct_encode_fields__:
                yield here
            if len(path) < DEEP:
                yield from parts(inner, here)


def _structs(shape, *, many=False):
    if isinstance(shape, inspect.UnionType):
        for one in shape.types:
            yield from _structs(one, many=many)
    elif isinstance(shape, inspect.VarTupleType):
        yield from _structs(shape.item_type, many=True)
    elif isinstance(shape, inspect.StructType):
        yield shape.cls, many


PARTS = [
    (kind, path)
    for kind, shape in SHAPES.items()
    for path in dict.fromkeys(parts(shape))
    if not {"extension", "meta"} & {name for name, _ in path}
]


def test_the_parts_are_those_of_the_specification():
    """A few that a reader of FHIR would name: the walk finds them."""
    found = {".".join((kind, *(name for name, _ in path))) for kind, path in PARTS}

    assert {
        "CareTeam.participant",
        "Claim.item",
        "Claim.supportingInfo",
        "Consent.provision.actor",
        "Encounter.diagnosis",
        "Goal.target",
        "MedicationRequest.dosageInstruction.timing",
        "Observation.component",
        "Patient.link",
        "QuestionnaireResponse.item.answer",
        "Task.restriction",
    } <= found


@pytest.mark.parametrize("slowly", SLOWLY)
@pytest.mark.parametrize(("kind", "path"), PARTS)
def test_a_part_with_a_modifier_that_nobody_knows_is_told(fhir, kind, path, slowly):
    value = {"modifierExtension": [UNKNOWN]}
    for name, many in reversed(path):
        value = {name: [value] if many else value}

    resource = fhir.about_p({**bare(kind), "id": "x", **value, **slowly})
    others = () if kind == "Patient" else (fhir.patient(),)
    result = fhir.read(fhir.bundle(*others, resource))

    assert any("modifier extension not understood" in why for _, why in result.lines)
