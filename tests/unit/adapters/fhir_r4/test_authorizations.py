from datetime import date
from decimal import Decimal

import pytest

from carecoord.model.authorization import AuthorizationItem
from carecoord.model.identifier import Identifier
from carecoord.model.period import Period

PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/"
SERVICE = {"system": "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "code": "G0151"}


def a_decision(code, number="AUTH1", reason=None):
    parts = [
        {"url": "number", "valueString": number},
        {
            "url": f"{PAS}extension-reviewActionCode",
            "valueCodeableConcept": {"coding": [{"code": code}]},
        },
    ]
    if reason:
        concept = {"coding": [{"code": reason}]}
        parts.append({"url": "reasonCode", "valueCodeableConcept": concept})
    return [{"extension": [{"url": f"{PAS}extension-reviewAction", "extension": parts}]}]


def a_trace(value):
    return {
        "url": f"{PAS}extension-itemTraceNumber",
        "valueIdentifier": {"system": "t", "value": value},
    }


def a_response(*items, **elements):
    return {
        "resourceType": "ClaimResponse",
        "use": "preauthorization",
        "outcome": "complete",
        "request": {"reference": "Claim/c"},
        "item": list(items),
        **elements,
    }


def a_claim(*items, **elements):
    return {
        "resourceType": "Claim",
        "id": "c",
        "use": "preauthorization",
        "item": list(items),
        **elements,
    }


def an_asked_item(sequence=1, **elements):
    return {
        "sequence": sequence,
        "productOrService": {"coding": [SERVICE]},
        "quantity": {"value": 12, "unit": "visits"},
        **elements,
    }


def test_what_was_granted_stands_in_the_items(fhir):
    detail = {
        "url": f"{PAS}extension-itemAuthorizedDetail",
        "extension": [{"url": "quantity", "valueQuantity": {"value": 8}}],
    }
    span = {
        "url": f"{PAS}extension-itemPreAuthPeriod",
        "valuePeriod": {"start": "2024-01-01", "end": "2024-03-31"},
    }
    requested = {
        "url": f"{PAS}extension-requestedService",
        "valueReference": {"reference": "ServiceRequest/s"},
    }
    item = {
        "itemSequence": 1,
        "extension": [detail, span, a_trace("9")],
        "adjudication": a_decision("A6", reason="0V"),
    }
    result = fhir.with_patient(
        a_response(item, preAuthRef="REF", created="2024-01-02"),
        a_claim(an_asked_item(extension=[requested])),
        {"resourceType": "ServiceRequest", "id": "s"},
    )
    fact = result.fact("authorizations")
    (granted,) = fact.items

    assert (granted.review_action, granted.reasons, granted.number) == ("A6", ("0V",), "AUTH1")
    assert (granted.requested, granted.units, granted.unit) == (Decimal(12), Decimal(8), "visits")
    assert granted.period == Period(date(2024, 1, 1), date(2024, 4, 1))
    assert granted.code.coding[0].code == "G0151"
    assert granted.traces == (Identifier("t", "9"),)
    assert fact.orders == (result.fact("orders").id,)
    assert (fact.number, fact.outcome) == ("REF", "complete")
    assert result.summary.kept == 4


def test_an_item_finds_what_was_asked_by_its_trace_number(fhir):
    item = {"extension": [a_trace("9")], "adjudication": a_decision("A1")}

    result = fhir.with_patient(
        a_response(item),
        a_claim(
            an_asked_item(1), an_asked_item(2, extension=[a_trace("9")], quantity={"value": 3})
        ),
    )

    assert result.fact("authorizations").items[0].requested == 3


def test_an_item_that_was_withdrawn_asks_for_nothing(fhir):
    cancelled = {"url": f"{PAS}modifierextension-infoCancelled", "valueBoolean": True}
    kept = {"url": f"{PAS}extension-itemCancelled", "valueBoolean": False}

    result = fhir.with_patient(
        a_response({"itemSequence": 1}, {"itemSequence": 2}),
        a_claim(
            an_asked_item(1, modifierExtension=[cancelled]),
            an_asked_item(2, modifierExtension=[kept]),
        ),
    )

    items = result.fact("authorizations").items
    assert [one.requested for one in items] == [None, 12]
    assert [one.cancelled for one in items] == [True, False]
    assert result.problems == []


def test_a_decision_on_the_response_itself_is_kept(fhir):
    action = {"url": f"{PAS}extension-reviewAction", "valueString": "A1"}

    result = fhir.with_patient(a_response(extension=[action]))

    assert result.fact("authorizations").items == (AuthorizationItem(review_action="A1"),)


def test_an_added_item_and_notes_are_kept(fhir):
    result = fhir.with_patient(
        a_response(
            addItem=[
                {
                    "itemSequence": [1, 2],
                    "productOrService": {"text": "walker"},
                    "quantity": {"value": 1},
                    "adjudication": a_decision("A1"),
                }
            ],
            processNote=[{"text": "send records"}],
            error=[{"code": {"coding": [{"code": "T4"}]}}],
        ),
        a_claim(
            prescription={"reference": "DeviceRequest/d"},
            insurance=[{"coverage": {"reference": "Coverage/v"}}],
        ),
        {"resourceType": "DeviceRequest", "id": "d"},
        {"resourceType": "Coverage", "id": "v"},
    )
    fact = result.fact("authorizations")

    assert (fact.items[0].code.text, fact.items[0].units) == ("walker", Decimal(1))
    assert fact.notes == ("send records",)
    assert [one.code.coding[0].code for one in fact.errors] == ["T4"]
    assert fact.orders == (result.fact("orders").id,)
    assert fact.coverages == (result.fact("coverages").id,)


def test_a_response_without_its_claim_stands_alone(fhir):
    result = fhir.with_patient(a_response({"itemSequence": 1, "adjudication": a_decision("A3")}))

    assert result.fact("authorizations").items[0].review_action == "A3"
    assert result.fact("authorizations").orders == ()
    assert result.lines == [
        ("ClaimResponse.request", "a reference to something not in this source; left out")
    ]


# -- requests ------------------------------------------------------------------------------------


def an_extension(name, **value):
    return {"url": f"{PAS}extension-{name}", **value}


def coded(code):
    return {"valueCodeableConcept": {"coding": [{"code": code}]}}


def test_a_request_without_an_answer_waits_for_one(fhir):
    result = fhir.with_patient(
        a_claim(
            an_asked_item(
                extension=[
                    an_extension("serviceItemRequestType", **coded("HS")),
                    an_extension("certificationType", **coded("I")),
                ]
            ),
            status="active",
            created="2026-03-01",
        )
    )
    fact = result.fact("authorizations")
    (asked,) = fact.items

    assert (fact.outcome, fact.decision, fact.created_on) == (None, None, date(2026, 3, 1))
    assert (asked.unanswered, asked.requested, asked.units) == (True, 12, None)
    assert asked.request_type.coding[0].code == "HS"
    assert result.summary.kept == 2


def test_an_answered_request_is_one_fact_with_its_answer(fhir):
    result = fhir.with_patient(
        a_response({"itemSequence": 1, "adjudication": a_decision("A1")}, created="2026-03-04"),
        a_claim(
            an_asked_item(),
            identifier=[{"system": "req", "value": "7"}],
            created="2026-03-01",
            priority={"coding": [{"code": "normal"}]},
        ),
        {
            "resourceType": "Task",
            "focus": {"reference": "Claim/c"},
        },
    )
    fact = result.fact("authorizations")

    assert (fact.requested_on, fact.created_on) == (date(2026, 3, 1), date(2026, 3, 4))
    assert fact.request_identifiers == (Identifier("req", "7"),)
    assert result.fact("tasks").focus == fact.id
    assert result.summary.kept == 4


def test_an_inquiry_asks_for_nothing(fhir):
    result = fhir.with_patient(
        a_claim(an_asked_item(), meta={"profile": [f"{PAS}profile-claim-inquiry|2.2.1"]})
    )

    assert result.chart.authorizations is None
    assert (result.summary.kept, result.problems) == (2, [])


@pytest.mark.parametrize("named", [None, {"reference": "http://x.example/Claim?identifier=9"}])
def test_an_answer_that_names_no_request_is_taken_for_that_of_the_only_one(fhir, named):
    response = a_response({"itemSequence": 1, "adjudication": a_decision("A1")})
    response = {**response, "request": named} if named else response
    if named is None:
        del response["request"]

    result = fhir.with_patient(response, a_claim(an_asked_item()))
    assert result.fact("authorizations").items[0].requested == 12
    assert result.lines == [
        (
            "ClaimResponse.request",
            "it names no request in this source; taken for the answer to the only one",
        )
    ]


def test_of_two_requests_none_is_guessed(fhir):
    response = a_response({"itemSequence": 1})
    del response["request"]

    result = fhir.with_patient(response, a_claim(), a_claim(id="d"))
    assert [one.outcome for one in result.chart.authorizations] == ["complete", None, None]


def test_an_answer_to_another_request_is_not_joined_to_the_only_one(fhir):
    result = fhir.with_patient(a_response(request={"reference": "Claim/x"}), a_claim())

    assert len(result.chart.authorizations) == 2


def test_several_answers_are_each_a_fact(fhir):
    result = fhir.with_patient(
        a_response({"itemSequence": 1, "adjudication": a_decision("A4")}, created="2026-03-01"),
        a_response({"itemSequence": 1, "adjudication": a_decision("A1")}, created="2026-03-05"),
        a_claim(an_asked_item()),
    )
    found = result.chart.authorizations

    assert [one.items[0].review_action for one in found] == ["A4", "A1"]
    assert [one.items[0].requested for one in found] == [12, 12]


def test_what_was_granted_instead_is_added_for_the_item(fhir):
    result = fhir.with_patient(
        a_response(
            {"itemSequence": 1, "adjudication": a_decision("A6")},
            addItem=[
                {
                    "itemSequence": [1],
                    "productOrService": {"text": "shorter"},
                    "quantity": {"value": 6},
                    "provider": [{"display": "clinic"}],
                    "extension": [an_extension("itemCategory", **coded("42"))],
                    "adjudication": [],
                }
            ],
        ),
        a_claim(an_asked_item()),
    )
    fact = result.fact("authorizations")
    (granted,) = fact.granted

    assert (granted.added_for, granted.units, granted.unit) == ((1,), 6, "visits")
    assert granted.providers[0].display == "clinic"
    assert granted.category.coding[0].code == "42"
    assert fact.decision.value == "modified"


def test_a_whole_request_is_taken_back_by_its_certification_type(fhir):
    cancel = an_extension("certificationType", **coded("3"))

    assert fhir.with_patient(a_claim(extension=[cancel])).fact("authorizations").cancels


def test_an_older_certification_type_stands_beside_the_use(fhir):
    result = fhir.with_patient(
        a_claim(_use={"extension": [an_extension("certificationType", valueCode="3")]})
    )

    assert result.fact("authorizations").cancels


def test_an_item_with_a_modifier_that_is_not_understood_is_left_out(fhir):
    modifier = {"url": "http://x.example/opposite", "valueBoolean": True}
    result = fhir.with_patient(
        a_claim(
            an_asked_item(1, modifierExtension=[modifier]),
            an_asked_item(2),
            supportingInfo=[{"sequence": 1, "modifierExtension": [modifier]}],
        )
    )

    assert [one.sequence for one in result.fact("authorizations").items] == [2]
    assert result.lines == [
        (
            "entry[1].resource.supportingInfo[0].modifierExtension",
            "modifier extension not understood; the element is left out",
        ),
        (
            "entry[1].resource.item[0].modifierExtension",
            "modifier extension not understood; the element is left out",
        ),
    ]


def test_what_a_request_lost_is_told_with_its_answer(fhir):
    result = fhir.with_patient(
        a_response(), a_claim(created="someday", insurance=[{"coverage": {"display": "x"}}])
    )

    assert result.lines == [
        ("entry[2].resource.created", "not a date or time that exists; left out"),
        ("Claim.insurance", "a name where a reference was expected; left out"),
    ]


def test_the_parts_of_a_request_are_read(fhir):
    withdrawn = {"url": f"{PAS}modifierextension-infoCancelled", "valueBoolean": True}
    report = {"url": "reportTypeCode", **coded("PY")}
    result = fhir.with_patient(
        a_claim(
            an_asked_item(
                diagnosisSequence=[1],
                servicedPeriod={"start": "2026-04-01", "end": "2026-06-30"},
                unitPrice={"value": 80, "currency": "USD"},
            ),
            extension=[an_extension("levelOfServiceCode", **coded("U"))],
            related=[{"claim": {"reference": "Claim/old"}, "relationship": {"text": "prior"}}],
            careTeam=[
                {
                    "sequence": 1,
                    "provider": {"display": "Dr. Who"},
                    "extension": [an_extension("careTeamClaimScope", valueBoolean=True)],
                }
            ],
            supportingInfo=[
                {"sequence": 1, "valueString": "please", "timingDate": "2026-03-01"},
                {"sequence": 2, "valueBoolean": False, "modifierExtension": [withdrawn]},
                {
                    "sequence": 3,
                    "valueQuantity": {"value": 3, "unit": "d"},
                    "extension": [an_extension("documentInformation", extension=[report])],
                },
            ],
            diagnosis=[
                {
                    "sequence": 1,
                    "diagnosisReference": {"reference": "Condition/k"},
                    "type": [{"text": "principal"}],
                    "extension": [an_extension("diagnosisRecordedDate", valueDate="2026-02-01")],
                }
            ],
            insurance=[{"preAuthRef": ["OLD"]}],
            accident={"date": "2026-01-01", "type": {"text": "MVA"}},
            total={"value": 960, "currency": "USD"},
        ),
        {"resourceType": "Claim", "id": "old", "use": "preauthorization"},
        {"resourceType": "Condition", "id": "k"},
    )
    fact = result.chart.authorizations[0]
    (diagnosis,) = fact.diagnoses
    (member,) = fact.care_team

    assert fact.items[0].serviced == Period(date(2026, 4, 1), date(2026, 7, 1))
    assert fact.items[0].requested_price.value == 80
    assert fact.items[0].diagnosis_sequences == (1,)
    assert fact.related[0].authorization == result.chart.authorizations[1].id
    assert (diagnosis.condition, diagnosis.type.text, diagnosis.recorded_on) == (
        result.fact("conditions").id,
        "principal",
        date(2026, 2, 1),
    )
    assert (member.provider.display, member.whole) == ("Dr. Who", True)
    assert [one.value for one in fact.supporting][:2] == ["please", False]
    assert [one.cancelled for one in fact.supporting] == [False, True, False]
    assert fact.supporting[2].report_type.coding[0].code == "PY"
    assert (fact.prior_numbers, fact.accident_type.text) == (("OLD",), "MVA")
    assert (fact.total.value, fact.level_of_service.coding[0].code) == (960, "U")


def test_the_rest_of_an_answer_is_read(fhir):
    place = an_extension("errorElement", extension=[{"url": "error", "valueString": "2010A"}])
    reviewer = an_extension(
        "claimResponseReviewer", extension=[{"url": "wasHumanReviewedFlag", "valueBoolean": False}]
    )
    opinion = {"url": "secondSurgicalOpinionFlag", "valueBoolean": True}
    action = {"url": f"{PAS}extension-reviewAction", "extension": [opinion]}
    provider = an_extension(
        "itemAuthorizedProvider",
        extension=[
            {"url": "provider", "valueReference": {"display": "clinic"}},
            {"url": f"{PAS}extension-authorizedProviderType", **coded("SJ")},
        ],
    )
    result = fhir.with_patient(
        a_response(
            {
                "itemSequence": 1,
                "noteNumber": [7, 8],
                "extension": [
                    provider,
                    an_extension("administrationReferenceNumber", valueString="PEND"),
                    an_extension("itemPreAuthIssueDate", valueDate="2026-03-02"),
                ],
                "adjudication": [{"extension": [action]}],
            },
            extension=[an_extension("administrationReferenceNumber", valueString="NT"), reviewer],
            processNote=[{"number": 7, "text": "see policy"}, {"text": "unnumbered"}],
            communicationRequest=[{"reference": "CommunicationRequest/q"}],
            error=[{"itemSequence": 1, "code": {"text": "T4"}, "extension": [place]}],
        ),
    )
    fact = result.fact("authorizations")
    (item,) = fact.items

    assert item.notes == ("see policy",)
    assert (item.second_opinion, item.administration_reference) == (True, "PEND")
    assert item.issued_on == date(2026, 3, 2)
    assert [(one.display, one.roles[0].coding[0].code) for one in item.providers] == [
        ("clinic", "SJ")
    ]
    assert (fact.information_requested, fact.human_reviewed) == (True, False)
    assert fact.administration_reference == "NT"
    assert (fact.errors[0].item, fact.errors[0].element) == (1, "2010A")


def test_a_contained_request_is_part_of_its_answer(fhir):
    contained = a_claim(an_asked_item(), id="k")
    result = fhir.with_patient(
        a_response({"itemSequence": 1}, request={"reference": "#k"}, contained=[contained])
    )

    assert result.fact("authorizations").items[0].requested == 12


def test_the_focal_coverage_comes_first(fhir):
    insurance = [
        {"coverage": {"reference": "Coverage/v"}},
        {"coverage": {"reference": "Coverage/w"}, "focal": True},
    ]
    plans = [
        {"resourceType": "Coverage", "id": one, "subscriberId": one, "status": "active"}
        for one in "vw"
    ]
    result = fhir.with_patient(a_claim(insurance=insurance), *plans)
    members = {one.id: one.subscriber_id for one in result.chart.coverages}

    assert [members[one] for one in result.fact("authorizations").coverages] == ["w", "v"]
