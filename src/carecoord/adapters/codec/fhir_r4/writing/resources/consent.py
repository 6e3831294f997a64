"""Consent."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, required, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.consent import Consent, Provision, ProvisionData

_TYPES = frozenset({"deny", "permit"})
_MEANINGS = frozenset({"instance", "related", "dependents", "authoredby"})


def consent(fact: Consent, names: Names) -> e.Json:
    """Write a Consent; without a policy its rule is absent, as R4 (ppc-1) demands one of both."""
    rule = e.concept(fact.policy_rule)
    if len(fact.documents) > 1:
        names.lost("sourceReference", "a consent has one source; the first is written")
    return e.element(
        resourceType="Consent",
        **required.required(names, fact, "status", "status"),
        scope=absence.known(e.concept(fact.scope)),
        category=e.concepts(fact.category) or [absence.ABSENT],
        patient=names.subject(),
        dateTime=e.moment(fact.given_on),
        performer=[one for one in map(names.actor, fact.performers) if one],
        organization=[one for one in map(names.actor, fact.organizations) if one],
        sourceReference=names.fact(next(iter(fact.documents), None)),
        policy=[{"uri": one} for one in fact.policies],
        policyRule=rule if rule or fact.policies else absence.ABSENT,
        verification=_verification(fact, names),
        provision=None if fact.provision is None else _provision(fact.provision, names),
    )


def _verification(fact: Consent, names: Names) -> list[e.Json]:
    checked = e.element(
        verified=fact.verified,
        verifiedWith=names.actor(fact.verified_with),
        verificationDate=e.moment(fact.verified_on),
    )
    if checked and fact.verified is None:
        checked["_verified"] = absence.ABSENT
    return [checked] if checked else []


def _provision(rule: Provision, names: Names) -> e.Json:
    """Write a rule and its exceptions; what a word other than permit and deny means is unknown."""
    if rule.type is not None and rule.type not in _TYPES:
        names.lacking("provision.type", "a rule has to permit or to deny")
    return e.element(
        type=rule.type,
        period=e.period(rule.period),
        actor=[
            {
                "role": e.concepts(one.roles[:1])[0]
                if e.concepts(one.roles[:1])
                else absence.ABSENT,
                "reference": names.actor(one) or absence.ABSENT,
            }
            for one in rule.actors
        ],
        action=e.concepts(rule.actions),
        securityLabel=[e.coding(one) for one in rule.security_labels],
        purpose=[e.coding(one) for one in rule.purposes],
        class_=[e.coding(one) for one in rule.classes],
        code=e.concepts(rule.codes),
        dataPeriod=e.period(rule.data_period),
        data=[_datum(one, names) for one in rule.data],
        provision=[one for one in (_provision(each, names) for each in rule.provisions) if one],
    )


def _datum(one: ProvisionData, names: Names) -> e.Json:
    meaning = words.as_element(names, "provision.data.meaning", one.meaning, _MEANINGS)
    return (meaning or {"_meaning": absence.ABSENT}) | {
        "reference": names.fact(one.reference) or absence.ABSENT
    }
