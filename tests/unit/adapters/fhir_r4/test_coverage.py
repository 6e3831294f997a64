from datetime import date
from decimal import Decimal

from carecoord.model import Money, Period, Quantity


def test_who_holds_a_policy_and_what_the_patient_pays(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Coverage",
            "policyHolder": {"reference": "Organization/o"},
            "subscriber": {"reference": "Patient/p"},
            "costToBeneficiary": [
                {
                    "type": {"text": "gpvisit"},
                    "valueMoney": {"value": 20.00, "currency": "USD"},
                    "exception": [{"type": {"text": "retired"}, "period": {"start": "2026-01-01"}}],
                },
                {"valueQuantity": {"value": 20, "unit": "%"}},
            ],
        },
        {"resourceType": "Organization", "id": "o", "name": "Employer"},
    )
    fact = result.fact("coverages")
    copay, share = fact.costs

    assert fact.policy_holder.id == result.chart.organizations[0].id
    assert fact.subscriber.kind == "Patient"
    assert copay.value == Money(Decimal(20), "USD")
    assert copay.exceptions[0].period == Period(date(2026, 1, 1))
    assert share.value == Quantity(Decimal(20), "%")


def test_what_a_payer_says_of_a_plan(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "CoverageEligibilityResponse",
            "status": "active",
            "purpose": ["benefits"],
            "patient": {"reference": "Patient/p"},
            "created": "2026-03-01",
            "servicedPeriod": {"start": "2026-03-01", "end": "2026-12-31"},
            "insurer": {"display": "Payer"},
            "outcome": "complete",
            "preAuthRef": "N",
            "insurance": [
                {
                    "coverage": {"reference": "Coverage/v"},
                    "inforce": True,
                    "benefitPeriod": {"start": "2026-01-01", "end": "2026-12-31"},
                    "item": [
                        {
                            "category": {"text": "therapy"},
                            "excluded": False,
                            "authorizationRequired": True,
                            "authorizationSupporting": [{"text": "order"}],
                            "benefit": [
                                {"allowedUnsignedInt": 20, "usedUnsignedInt": 0},
                                {"allowedMoney": {"value": 5, "currency": "USD"}},
                                {"allowedString": "twenty"},
                            ],
                        }
                    ],
                }
            ],
            "error": [{"code": {"text": "e"}}],
        },
        {"resourceType": "Coverage", "id": "v"},
    )
    fact = result.fact("eligibility_responses")
    (plan,) = fact.insurance
    (item,) = plan.items

    assert (fact.purposes, fact.number, fact.insurer.display) == (("benefits",), "N", "Payer")
    assert plan.coverage == result.fact("coverages").id
    assert (plan.in_force, plan.period) == (True, Period(date(2026, 1, 1), date(2027, 1, 1)))
    assert (item.excluded, item.authorization_required) == (False, True)
    assert [one.remaining for one in item.benefits] == [20, None, None]
    assert item.benefits[2].allowed == "twenty"
    assert fact.errors[0].text == "e"
    assert result.problems == []
