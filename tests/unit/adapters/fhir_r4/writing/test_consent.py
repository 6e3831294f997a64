from datetime import date

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.consent import consent
from carecoord.model import (
    Actor,
    Code,
    CodeableConcept,
    Consent,
    Period,
    Provision,
    ProvisionData,
)
from carecoord.model.code import concept

NAMED = CodeableConcept((), "named")
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
RESTRICTED = Code("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")
DENIES = Provision(
    type="deny",
    period=YEAR,
    actors=[Actor(display="clinic", roles=[NAMED])],
    actions=[NAMED],
    purposes=[Code("s", "TREAT")],
    security_labels=[RESTRICTED],
    classes=[Code("http://hl7.org/fhir/resource-types", "Condition")],
    codes=[NAMED],
    data_period=YEAR,
    data=[ProvisionData(meaning="related")],
    provisions=[Provision(type="permit", actions=[NAMED])],
)
CONSENT = Consent(
    id="c",
    status="active",
    scope=concept(Code("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy")),
    category=[NAMED],
    given_on=date(2026, 1, 1),
    policies=["urn:policy"],
    policy_rule=NAMED,
    performers=[Actor(display="the patient")],
    organizations=[Actor(display="clinic")],
    verified=True,
    verified_on=date(2026, 2, 1),
    verified_with=Actor(display="her son"),
    provision=Provision(type="permit", provisions=[DENIES]),
)
SAID = [
    "status",
    "scope",
    "category",
    "given_on",
    "policies",
    "policy_rule",
    "performers",
    "organizations",
    "verified",
    "verified_on",
    "verified_with",
    "provision",
]


def test_a_consent_is_valid(names, valid):
    valid(consent(CONSENT, names))

    assert (names.losses, names.lacks) == ([], [])


@pytest.mark.parametrize("field", SAID)
def test_a_consent_says_every_field_again(names, read_back, field):
    assert getattr(CONSENT, field) == getattr(read_back(consent(CONSENT, names)), field)


def test_what_is_denied_stays_denied(names):
    written = consent(CONSENT, names)

    assert written["provision"]["provision"][0]["type"] == "deny"


def test_a_consent_that_says_nothing_is_valid(names, valid, read_back):
    written = consent(Consent(id="c", provision=Provision(actors=[Actor()])), names)
    read = read_back(written)

    valid(written)
    assert (read.status, read.scope, read.category) == (None, None, ())


def test_a_consent_refers_to_other_facts(names, valid):
    rule = Provision(data=[ProvisionData(reference="t")])
    written = consent(Consent(id="c", documents=["d"], provision=rule), names)

    valid(written)
    assert written["sourceReference"] == {"reference": "Basic/d"}
    assert written["provision"]["data"][0]["reference"] == {"reference": "Basic/t"}


def test_a_review_without_a_result_is_valid(names, valid, read_back):
    written = consent(Consent(id="c", verified_on=date(2026, 1, 1)), names)

    valid(written)
    assert read_back(written).verified_on == date(2026, 1, 1)


def test_a_rule_that_neither_permits_nor_denies_cannot_be_written(names):
    consent(Consent(id="c", provision=Provision(type="perhaps")), names)

    assert names.lacks == ["provision.type"]


def test_only_one_document_has_a_place(names, valid):
    valid(consent(Consent(id="c", documents=["a", "b"]), names))

    assert names.losses == ["sourceReference"]
