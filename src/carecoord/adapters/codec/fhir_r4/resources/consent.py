"""Consent, and the advance directives among consents."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.reasons import PROVISIONS_TOO_DEEP
from carecoord.adapters.codec.fhir_r4.resources.consent_elements import (
    ConsentResource,
    ProvisionActor,
    ProvisionElement,
    Verification,
)
from carecoord.adapters.codec.fhir_r4.resources.directive import directive
from carecoord.errors import RecordRejected
from carecoord.model.code import Code
from carecoord.model.consent import Consent, Provision, ProvisionData

_UNVERIFIED = Verification()


def consent(r: ConsentResource, at: Entry) -> Draft:
    """Read a Consent, as a directive if it is one and says no more than a directive does."""
    found = directive(r, at)
    if found is not None:
        return found
    checked = r.verification[-1] if r.verification else _UNVERIFIED
    policies = (one.uri or one.authority for one in r.policy)
    return Draft(
        Consent,
        {
            "status": r.status,
            "scope": concept(at, r.scope),
            "category": concepts(at, r.category),
            "given_on": moment(at, r.date_time, "dateTime"),
            "policies": tuple([one for one in policies if one is not None]),
            "policy_rule": concept(at, r.policy_rule),
            "verified": checked.verified,
            "verified_on": moment(at, checked.verification_date, "verification.verificationDate"),
        },
        {"documents": (r.source_reference,) if r.source_reference else ()},
        {
            "provision": _provision(at, r.provision, "provision", 1) if r.provision else None,
            "performers": tuple([Participant(one) for one in r.performer]),
            "organizations": tuple([Participant(one) for one in r.organization]),
            "verified_with": participant(checked.verified_with),
        },
    )


def _provision(at: Entry, element: ProvisionElement, where: str, depth: int) -> Draft:
    if element.provision and depth >= at.run.limits.depth:
        # What is left out may be what the patient forbids.
        at.problem("provision", PROVISIONS_TOO_DEEP)
        raise RecordRejected(
            asked="provision", found="nested too deep", remedy="Raise the limit of depth"
        )
    return Draft(
        Provision,
        {
            "type": element.type,
            "period": period(at, element.period, f"{where}.period"),
            "actions": concepts(at, element.action),
            "purposes": _codes(at, element.purpose),
            "security_labels": _codes(at, element.security_label),
            "classes": _codes(at, element.class_),
            "codes": concepts(at, element.code),
            "data_period": period(at, element.data_period, f"{where}.dataPeriod"),
        },
        parts={
            "actors": tuple([_actor(at, one) for one in element.actor]),
            "provisions": tuple(
                [
                    _provision(at, one, f"{where}.provision[{place}]", depth + 1)
                    for place, one in enumerate(element.provision)
                ]
            ),
            "data": tuple(
                [
                    Draft(ProvisionData, {"meaning": one.meaning}, {"reference": one.reference})
                    for one in element.data
                ]
            ),
        },
    )


def _actor(at: Entry, element: ProvisionActor) -> Participant:
    roles = concepts(at, (element.role,)) if element.role else ()
    return Participant(element.reference or structs.Reference(), roles)


def _codes(at: Entry, codings: Iterable[structs.Coding]) -> tuple[Code, ...]:
    found = (code(at, one) for one in codings)
    return tuple([one for one in found if one is not None])
