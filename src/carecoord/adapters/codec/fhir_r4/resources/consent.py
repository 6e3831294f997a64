"""Consent."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept, concepts, first_code
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.model.consent import Consent, Provision


class Policy(structs.Backbone):
    """Consent.policy."""

    authority: str | None = None
    uri: str | None = None


class ProvisionActor(structs.Backbone):
    """Consent.provision.actor."""

    role: structs.Concept | None = None
    reference: structs.Reference | None = None


class ProvisionElement(structs.Backbone):
    """Consent.provision."""

    type: str | None = None
    period: structs.Span | None = None
    actor: tuple[ProvisionActor, ...] = ()
    action: tuple[structs.Concept, ...] = ()
    purpose: tuple[structs.Coding, ...] = ()
    provision: tuple[ProvisionElement, ...] = ()


class ConsentResource(structs.WithPatient):
    """FHIR Consent."""

    status: str | None = None
    scope: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    date_time: str | None = None
    policy: tuple[Policy, ...] = ()
    policy_rule: structs.Concept | None = None
    provision: ProvisionElement | None = None


def consent(r: ConsentResource, at: Entry) -> Draft:
    """Read a Consent."""
    rule = first_code(r.policy_rule)
    policies = (*(one.uri or one.authority for one in r.policy), rule)
    return Draft(
        Consent,
        {
            "status": r.status,
            "scope": concept(at, r.scope),
            "category": concepts(at, r.category),
            "given_on": moment(at, r.date_time, "dateTime"),
            "policies": tuple(one for one in policies if one is not None),
        },
        parts={"provision": _provision(at, r.provision, "provision", 1) if r.provision else None},
    )


def _provision(at: Entry, element: ProvisionElement, where: str, depth: int) -> Draft:
    within = element.provision
    if within and depth >= at.run.limits.depth:
        at.problem("provision", "provisions nested beyond the limit of depth; left out")
        within = ()
    purposes = (code(at, one) for one in element.purpose)
    return Draft(
        Provision,
        {
            "type": element.type,
            "period": period(at, element.period, f"{where}.period"),
            "actions": concepts(at, element.action),
            "purposes": tuple(one for one in purposes if one is not None),
        },
        parts={
            "actors": tuple(
                Participant(
                    one.reference or structs.Reference(),
                    concepts(at, (one.role,) if one.role else ()),
                )
                for one in element.actor
            ),
            "provisions": tuple(
                _provision(at, one, f"{where}.provision[{place}]", depth + 1)
                for place, one in enumerate(within)
            ),
        },
    )
