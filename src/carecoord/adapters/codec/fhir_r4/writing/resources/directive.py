"""Advance directives."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.resources.directive import AGENT, SCOPE
from carecoord.adapters.codec.fhir_r4.writing import absence, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.consent import Consent
from carecoord.model.directive import Directive
from carecoord.model.status_words import words_of

_SCOPES = "http://terminology.hl7.org/CodeSystem/consentscope"
_ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_OVER = frozenset({"superseded", "revoked"})


def directive(fact: Directive, names: Names) -> e.Json:
    """Write a Consent with scope ``adr``, which is read as a directive again.

    The kind is its category, the signature its date. A review is a verification: R4 says of it
    that the instruction was gone through with the patient. The agent acts under a healthcare
    power of attorney. A directive that was superseded or revoked is inactive.
    """
    agent = {"role": e.bound(AGENT, _ROLES), "reference": {"display": fact.agent}}
    reviewed = {"verified": True, "verificationDate": e.moment(fact.reviewed_on)}
    return e.element(
        resourceType="Consent",
        **_status(fact, names),
        scope=e.bound(SCOPE, _SCOPES),
        category=[absence.known(e.concept(fact.kind))],
        patient=names.subject(),
        dateTime=e.moment(fact.signed_on),
        policyRule=absence.ABSENT,
        verification=[] if fact.reviewed_on is None else [reviewed],
        provision={"actor": [agent]} if fact.agent else None,
    )


def _status(fact: Directive, names: Names) -> e.Json:
    if fact.status in _OVER:
        names.lost("status", "FHIR knows superseded and revoked only as inactive")
        return {"status": "inactive"}
    allowed = words_of(Consent, "status") or ()
    return words.as_element(names, "status", fact.status, allowed) or {"_status": absence.ABSENT}
