"""Consents: what is forbidden stays forbidden; and directives among them."""

import pytest

from carecoord.model import Directive
from carecoord.model.code import CodeableConcept


def test_the_whole_tree_of_provisions_is_read(fhir):
    provision = {
        "type": "permit",
        "class": [{"system": "http://hl7.org/fhir/resource-types", "code": "Condition"}],
        "securityLabel": [{"code": "R"}],
        "dataPeriod": {"start": "2020"},
        "provision": [
            {
                "type": "deny",
                "code": [{"text": "HIV"}],
                "data": [{"meaning": "related", "reference": {"reference": "Task/t"}}],
                "provision": [{"type": "permit", "action": [{"text": "access"}]}],
            }
        ],
    }

    result = fhir.with_patient(
        {"resourceType": "Consent", "provision": provision}, {"resourceType": "Task", "id": "t"}
    )
    rule = result.fact("consents").provision
    (denied,) = rule.provisions

    assert (rule.type, rule.classes[0].code, rule.security_labels[0].code) == (
        "permit",
        "Condition",
        "R",
    )
    assert (denied.type, denied.codes[0].text) == ("deny", "HIV")
    assert denied.data[0].reference == result.fact("tasks").id
    assert denied.provisions[0].actions[0].text == "access"


@pytest.mark.parametrize(
    "rule",
    [
        {"modifierExtension": [{"url": "urn:x"}], "type": "deny"},
        {"actor": [{"modifierExtension": [{"url": "urn:x"}]}]},
    ],
)
def test_a_consent_with_a_rule_that_is_not_understood_is_not_used(fhir, rule):
    provision = {"type": "permit", "provision": [rule]}

    result = fhir.with_patient({"resourceType": "Consent", "provision": provision})

    assert result.chart.consents is None
    assert "modifier extension not understood; the rest is not used without it" in result.reasons
    assert result.summary.problems == 1


ADR = {
    "resourceType": "Consent",
    "status": "active",
    "scope": {
        "coding": [
            {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "adr"},
        ]
    },
    "category": [{"text": "living will"}],
    "dateTime": "2020-01-01",
}


def test_a_consent_about_advance_care_is_a_directive(fhir):
    fact = fhir.with_patient(ADR).fact("directives")

    assert isinstance(fact, Directive)
    assert (fact.kind, fact.status) == (CodeableConcept((), "living will"), "active")


@pytest.mark.parametrize(
    "more",
    [
        {"provision": {"code": [{"text": "Do not resuscitate"}]}},
        {"provision": {"type": "deny"}},
        {"category": [{"text": "a"}, {"text": "b"}]},
        {"performer": [{"display": "x"}]},
        {"verification": [{"verified": False, "verificationDate": "2021-01-01"}]},
    ],
)
def test_a_directive_that_says_more_stays_a_consent(fhir, more):
    result = fhir.with_patient(ADR | more)

    assert len(result.chart.consents) == 1
    assert result.chart.directives is None
