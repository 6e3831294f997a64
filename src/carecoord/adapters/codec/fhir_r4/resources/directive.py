"""Advance directives: consents with scope ``adr`` that say nothing else."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, first_code
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.resources.consent_elements import (
    ConsentResource,
    ProvisionElement,
)
from carecoord.model.directive import Directive

SCOPE = "adr"
"""Advance care directive (code system consentscope)."""
AGENT = "HPOWATT"
"""Healthcare power of attorney (v3 RoleCode)."""


_NO_RULE = structs.Concept()


def directive(r: ConsentResource, at: Entry) -> Draft | None:
    """Read a Consent as a directive; None of one that is none, or says more than a kind and days.

    A consent that forbids, names a policy, a document or who agreed, stays a consent: a directive
    has no place for that.
    """
    if first_code(r.scope) != SCOPE or len(r.category) != 1 or _says_more(r):
        return None
    agent = r.provision.actor[0].reference if r.provision else None
    reviewed = r.verification[0].verification_date if r.verification else None
    return Draft(
        Directive,
        {
            "kind": concept(at, r.category[0]),
            "status": r.status,
            "signed_on": moment(at, r.date_time, "dateTime"),
            "reviewed_on": moment(at, reviewed, "verification[0].verificationDate"),
            "agent": agent.display if agent else None,
        },
    )


def _says_more(r: ConsentResource) -> bool:
    if (
        r.performer
        or r.organization
        or r.policy
        or r.source_reference
        or (r.policy_rule or _NO_RULE) != _NO_RULE
    ):
        return True
    if r.provision is not None and not _names_an_agent(r.provision):
        return True
    checked = r.verification
    return bool(checked) and not (
        len(checked) == 1 and checked[0].verified and checked[0].verified_with is None
    )


def _names_an_agent(provision: ProvisionElement) -> bool:
    """Whether a provision says who decides, and nothing else."""
    actors = provision.actor
    return (
        len(actors) == 1
        and first_code(actors[0].role) == AGENT
        and provision == ProvisionElement(actor=actors)
    )
