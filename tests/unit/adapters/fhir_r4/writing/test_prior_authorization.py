"""Requests for prior authorization as PAS bundles, and answers that come back."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.adapters.codec.fhir_r4.prior_authorization import answered, request_bundle
from carecoord.errors import InputError, RecordRejected
from carecoord.model import (
    Actor,
    Answers,
    Authorization,
    AuthorizationItem,
    Chart,
    Condition,
    Coverage,
    Decision,
    Identifier,
    Label,
    Name,
    Order,
    Organization,
    Patient,
    Period,
    Practitioner,
    Quantity,
    RelatedRequest,
    RequestDiagnosis,
    RequestMember,
    SupportingInformation,
)
from carecoord.model.code import Code, concept, hcpcs, icd10cm
from carecoord.model.moment import PartialDate

PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
X12 = "https://codesystem.x12.org/005010/"
SENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAYER = Actor(kind="Organization", id="payer")
DOCTOR = Actor(kind="Practitioner", id="doctor")
THERAPY = concept(hcpcs("G0151"))
NPI = "http://hl7.org/fhir/sid/us-npi"


def x12(element, code):
    return concept(Code(f"{X12}{element}", code))


ITEM = AuthorizationItem(
    sequence=1,
    code=THERAPY,
    category=x12(1365, "42"),
    requested=Decimal(12),
    unit="d",
    serviced=Period(date(2026, 4, 1), date(2026, 7, 1)),
    request_type=x12(1525, "HS"),
    certification_type=x12(1322, "I"),
    location=concept(Code("pos", "12")),
    traces=[Identifier("urn:trnorg:1", "T1")],
    orders=["order"],
    diagnosis_sequences=[1],
    unanswered=True,
)
REQUEST = Authorization(
    id="request",
    identifiers=[Identifier("urn:trnorg:1", "111")],
    status="active",
    type=concept(Code("http://terminology.hl7.org/CodeSystem/claim-type", "professional")),
    created_on=SENT,
    priority=concept(Code("http://terminology.hl7.org/CodeSystem/processpriority", "normal")),
    insurer=PAYER,
    requestor=Actor(kind="Organization", id="clinic"),
    coverages=["plan"],
    orders=["order"],
    diagnoses=[RequestDiagnosis(sequence=1, condition="pain")],
    care_team=[RequestMember(sequence=1, provider=DOCTOR, whole=True)],
    items=[ITEM],
)
CHART = Chart(
    key="k",
    patient=Patient(
        identifiers=[Identifier("mrn", "A-1")],
        names=[Name(family="Invented", given=["Ines"])],
        gender="female",
        birth_date=date(1950, 4, 1),
        deceased=False,
    ),
    organizations=[
        Organization(id="payer", name="Payer", identifiers=[Identifier("p", "1")]),
        Organization(id="clinic", name="Clinic", active=True),
        Organization(id="bystander", name="Nobody asks"),
    ],
    practitioners=[
        Practitioner(
            id="doctor",
            names=[Name(family="Doctor")],
            identifiers=[Identifier(NPI, "1234567893")],
            organizations=["clinic"],
        ),
        Practitioner(id="stranger"),
    ],
    coverages=[
        Coverage(
            id="plan",
            identifiers=[Identifier("m", "M1", "MB")],
            status="active",
            relationship=x12(1069, "18"),
            payors=[PAYER],
            subscriber=Actor(kind="Patient"),
        )
    ],
    conditions=[
        Condition(id="pain", code=concept(icd10cm("M54.5"))),
        Condition(id="secret", code=concept(icd10cm("F10.20")), labels={Label.PART_2}),
    ],
    orders=[
        Order(
            id="order",
            status="active",
            intent="order",
            code=THERAPY,
            requester=DOCTOR,
            quantity=Quantity(Decimal(12), "d"),
            occurrence=Period(date(2026, 4, 1), date(2026, 7, 1)),
        )
    ],
    authorizations=[REQUEST],
)


def resources(content):
    bundle = json.loads(content)
    return [one["resource"] for one in bundle["entry"]]


def references(value):
    if isinstance(value, dict):
        if "reference" in value:
            yield value["reference"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def kinds(content):
    return [one["resourceType"] for one in resources(content)]


def test_a_request_is_a_collection_with_the_claim_first(valid):
    content = request_bundle(REQUEST, CHART)
    bundle = json.loads(content)

    valid(bundle)
    assert (bundle["type"], bundle["timestamp"]) == ("collection", "2026-03-01T12:00:00+00:00")
    assert bundle["meta"]["profile"] == [f"{PAS}profile-pas-request-bundle"]
    assert kinds(content)[0] == "Claim"


@pytest.mark.parametrize("version", ["2.0.1", "2.2.1"])
def test_every_resource_is_valid_and_there_once(valid, version):
    bundle = json.loads(request_bundle(REQUEST, CHART, version=version))
    urls = [one["fullUrl"] for one in bundle["entry"]]
    for one in bundle["entry"]:
        valid(one["resource"])

    assert len(urls) == len(set(urls))
    assert set(references(bundle)) == set(urls[1:])


def test_it_holds_what_it_refers_to_and_nothing_else():
    assert sorted(kinds(request_bundle(REQUEST, CHART))) == [
        "Claim",
        "Coverage",
        "Organization",
        "Organization",
        "Patient",
        "Practitioner",
        "PractitionerRole",
        "ServiceRequest",
    ]


def test_no_more_is_told_of_the_patient_than_is_needed():
    patient = next(
        one for one in resources(request_bundle(REQUEST, CHART)) if one["resourceType"] == "Patient"
    )

    assert set(patient) == {
        "resourceType",
        "id",
        "meta",
        "identifier",
        "name",
        "gender",
        "birthDate",
    }


def test_the_profiles_are_those_of_the_guide():
    held = {
        (one["resourceType"], str(one.get("name"))): one["meta"]["profile"][0].removeprefix(PAS)
        for one in resources(request_bundle(REQUEST, CHART))
        if "meta" in one
    }
    organizations = {name: held.pop((kind, name)) for kind, name in list(held) if kind[0] == "O"}

    assert organizations == {"Payer": "profile-insurer", "Clinic": "profile-requestor"}
    assert {kind: profile for (kind, _), profile in held.items()} == {
        "Claim": "profile-claim",
        "Coverage": "profile-coverage",
        "Patient": "profile-beneficiary",
        "Practitioner": "profile-practitioner",
    }


def test_what_is_asked_stands_in_the_item():
    claim = resources(request_bundle(REQUEST, CHART))[0]
    (item,) = claim["item"]
    codes = {
        one["url"].removeprefix(f"{PAS}extension-"): one["valueCodeableConcept"]["coding"][0]
        for one in item["extension"]
        if "valueCodeableConcept" in one
    }

    assert item["quantity"] == {"value": 12, "unit": "d"}
    assert item["servicedPeriod"] == {"start": "2026-04-01", "end": "2026-06-30"}
    assert codes == {
        "serviceItemRequestType": {"system": f"{X12}1525", "code": "HS"},
        "certificationType": {"system": f"{X12}1322", "code": "I"},
    }
    assert claim["diagnosis"][0]["diagnosisCodeableConcept"]["coding"][0]["code"] == "M54.5"
    assert claim["identifier"] == [{"system": "urn:trnorg:1", "value": "111"}]


def test_a_clinician_asks_in_a_role():
    asked = attrs.evolve(REQUEST, requestor=DOCTOR)
    held = resources(request_bundle(asked, CHART))
    role = next(one for one in held if one["resourceType"] == "PractitionerRole")

    assert held[0]["provider"]["reference"] == f"urn:uuid:{role['id']}"
    assert "meta" not in role


def test_the_same_request_is_the_same_bundle_and_another_has_another_name():
    again = request_bundle(REQUEST, CHART)
    other = request_bundle(attrs.evolve(REQUEST, level_of_service=x12(1338, "U")), CHART)

    assert again == request_bundle(REQUEST, CHART)
    assert json.loads(again)["identifier"] != json.loads(other)["identifier"]


def test_all_that_is_lacking_is_named_at_once():
    bare = Authorization(
        id="bare",
        care_team=[RequestMember()],
        diagnoses=[RequestDiagnosis()],
        supporting=[SupportingInformation(), SupportingInformation(sequence=1)],
        items=[AuthorizationItem(serviced=SENT)],
    )
    with pytest.raises(RecordRejected) as refused:
        request_bundle(bare, Chart(key="k", patient=Patient()))
    named = [one.partition(":")[0] for one in refused.value.found.split("; ")]

    assert named == [
        "identifiers",
        "type",
        "priority",
        "created_on",
        "insurer",
        "requestor",
        "coverages",
        "care_team[0].provider",
        "items[0].category",
        "items[0].request_type",
        "items[0].certification_type",
        "items[0].location",
        "items[0].code",
        "items[0].serviced",
        "supporting.sequence",
        "supporting[0].category",
        "supporting[1].category",
        "sent_at",
        "diagnoses[0].code",
        "status",
        "Patient.identifiers",
        "Patient.names",
        "Patient.gender",
    ]


def refused(asked=REQUEST, chart=CHART, **options):
    with pytest.raises(RecordRejected) as error:
        request_bundle(asked, chart, **options)
    return [one.partition(":")[0] for one in error.value.found.split("; ")]


def test_the_place_of_service_is_demanded_since_the_second_edition():
    nowhere = attrs.evolve(REQUEST, items=[attrs.evolve(ITEM, location=None)])

    assert refused(nowhere) == ["items[0].location"]
    assert kinds(request_bundle(nowhere, CHART, version="2.0.1"))[0] == "Claim"


def test_an_unknown_edition_is_refused():
    assert refused(version="1.1.0") == ["an edition of the guide that is not known"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"items": []}, ["items"]),
        ({"items": [ITEM, ITEM]}, ["items.sequence"]),
        ({"items": [attrs.evolve(ITEM, sequence=0)]}, ["items.sequence"]),
        ({"items": [attrs.evolve(ITEM, cancelled=True)]}, ["related"]),
        ({"coverages": ["nowhere"]}, ["reference"]),
        ({"created_on": date(2026, 3, 1)}, ["sent_at"]),
        (
            {
                "supporting": [
                    SupportingInformation(
                        sequence=1, category=concept(Code("pas", "additionalInformation"))
                    )
                ]
            },
            ["supporting[0].report_type"],
        ),
        ({"labels": {Label.SAFE_CONTACT}}, ["labels"]),
        ({"identifiers": [Identifier("urn:trnorg:1", one) for one in "abc"]}, ["identifiers"]),
        ({"related": [RelatedRequest(authorization="request")]}, ["related[0]"]),
    ],
)
def test_what_the_guide_does_not_take_is_named(changes, named):
    assert refused(attrs.evolve(REQUEST, **changes)) == named


@pytest.mark.parametrize(
    ("lists", "named"),
    [
        ({"practitioners": [Practitioner(id="doctor")]}, ["identifiers", "names"]),
        (
            {
                "organizations": [
                    Organization(id="payer", active=False),
                    Organization(id="clinic", name="Clinic"),
                ]
            },
            ["name", "active"],
        ),
        (
            {"orders": [Order(id="order", status="active", intent="order", do_not_perform=True)]},
            ["do_not_perform", "code"],
        ),
        (
            {"orders": [attrs.evolve(CHART.orders[0], intent="plan")]},
            ["intent"],
        ),
        (
            {"patient": attrs.evolve(CHART.patient, birth_date=PartialDate(1950, 4))},
            ["birth_date"],
        ),
        (
            {"patient": attrs.evolve(CHART.patient, names=[Name(text="Ines")])},
            ["names"],
        ),
    ],
)
def test_who_and_what_the_guide_does_not_take_is_named(lists, named):
    found = refused(chart=attrs.evolve(CHART, **lists))

    assert [one.rpartition(".")[2] for one in found] == named


def test_a_moment_of_sending_makes_up_for_a_bare_date():
    asked = attrs.evolve(REQUEST, created_on=date(2026, 3, 1))
    bundle = json.loads(request_bundle(asked, CHART, sent_at=SENT))

    assert bundle["timestamp"] == "2026-03-01T12:00:00+00:00"


def test_equipment_is_asked_for_by_its_order():
    walker = attrs.evolve(CHART.orders[0], kind="device", occurrence=date(2026, 4, 1))
    content = request_bundle(REQUEST, attrs.evolve(CHART, orders=[walker]))
    order = next(one for one in resources(content) if one["resourceType"] == "DeviceRequest")

    assert order["codeCodeableConcept"]["coding"][0]["code"] == "G0151"
    assert order["occurrenceTiming"] == {"event": ["2026-04-01"]}


def test_what_is_told_keeps_its_labels_and_the_request_carries_all():
    plan = attrs.evolve(CHART.coverages[0], labels={Label.HIV})
    held = resources(request_bundle(REQUEST, attrs.evolve(CHART, coverages=[plan])))
    labelled = {
        one["resourceType"]: one["meta"]["security"][0]["code"]
        for one in held
        if "security" in one.get("meta", {})
    }

    assert labelled == {"Claim": "HIV", "Coverage": "HIV"}


def test_an_update_brings_the_request_that_it_changes(valid):
    update = attrs.evolve(
        REQUEST,
        id="update",
        identifiers=[Identifier("urn:trnorg:1", "112")],
        related=[RelatedRequest(authorization="request", relationship=concept(text="prior"))],
        items=[ITEM, attrs.evolve(ITEM, sequence=2, cancelled=True)],
    )
    held = resources(request_bundle(update, attrs.evolve(CHART, authorizations=[REQUEST, update])))
    claims = [one for one in held if one["resourceType"] == "Claim"]
    withdrawn = claims[0]["item"][1]["modifierExtension"]

    assert [one["meta"]["profile"][0].removeprefix(PAS) for one in claims] == [
        "profile-claim-update",
        "profile-claim",
    ]
    assert claims[0]["related"][0]["claim"]["reference"] == f"urn:uuid:{claims[1]['id']}"
    assert withdrawn == [{"url": f"{PAS}modifierextension-infoCancelled", "valueBoolean": True}]
    valid(claims[0])


class Unheard(Answers):
    """A type of fact that nobody knows how to write."""


def test_what_no_author_writes_cannot_be_sent():
    chart = attrs.evolve(CHART, answers=[Unheard(id="form", status="completed")])
    supporting = SupportingInformation(sequence=1, category=concept(text="info"), reference="form")

    assert refused(attrs.evolve(REQUEST, supporting=[supporting]), chart) == ["Unheard.resource"]


# -- answers -------------------------------------------------------------------------------------


def an_answer(*items, **elements):
    return {
        "resourceType": "ClaimResponse",
        "use": "preauthorization",
        "status": "active",
        "patient": {"reference": "Patient/p"},
        "created": "2026-03-04",
        "outcome": "complete",
        "identifier": [{"system": "urn:trnorg:1", "value": "111"}],
        "item": list(items),
        **elements,
    }


def decided(code, **elements):
    part = {
        "url": f"{PAS}extension-reviewActionCode",
        "valueCodeableConcept": {"coding": [{"system": f"{X12}306", "code": code}]},
    }
    action = {"url": f"{PAS}extension-reviewAction", "extension": [part]}
    return {"itemSequence": 1, "adjudication": [{"extension": [action]}], **elements}


def a_bundle(fhir, *answers):
    return fhir.as_bytes(fhir.bundle(fhir.patient(), *answers))


def test_an_answer_becomes_the_decision_on_what_was_asked(fhir):
    found = answered(REQUEST, a_bundle(fhir, an_answer(decided("A1"), preAuthRef="AUTH")))
    (item,) = found.items

    assert (found.id, found.decision, found.number) == ("request", Decision.APPROVED, "AUTH")
    assert (item.requested, item.review_action, item.orders) == (12, "A1", ("order",))
    assert (found.requested_on, found.created_on) == (SENT, date(2026, 3, 4))


def test_an_item_is_found_by_its_trace_where_the_sequence_is_missing(fhir):
    trace = {
        "url": f"{PAS}extension-itemTraceNumber",
        "valueIdentifier": {"system": "urn:trnorg:1", "value": "T1"},
    }
    item = {**decided("A3"), "extension": [trace]}
    del item["itemSequence"]

    found = answered(REQUEST, a_bundle(fhir, an_answer(item)))
    assert (found.decision, found.items[0].sequence) == (Decision.DENIED, 1)


def test_of_several_answers_to_the_request_the_last_made_counts(fhir):
    pended = an_answer(decided("A4"), created="2026-03-02")
    other = an_answer(decided("A3"), created="2026-03-09", identifier=[])
    content = a_bundle(fhir, an_answer(decided("A1")), pended, other)

    assert answered(REQUEST, content).decision is Decision.APPROVED


def test_the_only_answer_is_the_answer(fhir):
    content = a_bundle(fhir, an_answer(decided("A3"), identifier=[], created=None))

    assert answered(REQUEST, content).decision is Decision.DENIED


def test_the_only_answer_is_refused_where_it_names_another_request(fhir):
    another = [{"system": "urn:trnorg:1", "value": "112"}]
    with pytest.raises(InputError) as refused:
        answered(REQUEST, a_bundle(fhir, an_answer(decided("A3"), identifier=another)))

    assert refused.value.found == "an answer to another request: their numbers differ"
    assert "112" not in str(refused.value)


def test_a_number_of_the_payers_own_names_no_other_request(fhir):
    own = [{"system": "https://payer.example", "value": "112"}]
    content = a_bundle(fhir, an_answer(decided("A3"), identifier=own))

    assert answered(REQUEST, content).decision is Decision.DENIED


def test_what_was_read_can_be_given_as_well(fhir):
    read = fhir.read(a_bundle(fhir, an_answer(decided("A4")))).fact("authorizations")

    assert answered(REQUEST, read).decision is Decision.PENDED


@pytest.mark.parametrize("count", [0, 2])
def test_without_an_answer_to_the_request_nothing_is_decided(fhir, count):
    strangers = [
        an_answer(decided("A1"), identifier=[{"system": "x", "value": str(n)}])
        for n in range(count)
    ]
    with pytest.raises(InputError):
        answered(REQUEST, a_bundle(fhir, *strangers))


def test_a_request_answered_is_sent_again_under_its_own_number(fhir):
    pended = answered(REQUEST, a_bundle(fhir, an_answer(decided("A4"), identifier=[])))
    claim = resources(request_bundle(pended, CHART))[0]

    assert claim["identifier"] == [{"system": "urn:trnorg:1", "value": "111"}]
    assert claim["created"] == "2026-03-01T12:00:00+00:00"


def test_who_has_a_malformed_number_is_written_and_claims_no_profile():
    doctor = attrs.evolve(CHART.practitioners[0], identifiers=[Identifier(NPI, "1234567890")])
    bundle = json.loads(request_bundle(REQUEST, attrs.evolve(CHART, practitioners=[doctor])))

    (written,) = (
        one["resource"]
        for one in bundle["entry"]
        if one["resource"]["resourceType"] == "Practitioner"
    )
    assert written["identifier"][0]["value"] == "1234567890"
    assert "meta" not in written
