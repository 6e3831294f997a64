from datetime import date
from decimal import Decimal

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

    assert [one.requested for one in result.fact("authorizations").items] == [None, 12]
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
        ("ClaimResponse.request", "a reference to something not in this source")
    ]
