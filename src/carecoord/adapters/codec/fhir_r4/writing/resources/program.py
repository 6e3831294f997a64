"""EpisodeOfCare."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.program import Program

_STATES = frozenset(
    {"planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error"}
)


def program(fact: Program, names: Names) -> e.Json:
    """Write an EpisodeOfCare, without what every resource has: id, identifiers, labels."""
    return e.element(
        resourceType="EpisodeOfCare",
        status=words.demanded(names, "status", fact.status, _STATES),
        type=e.concepts(fact.type),
        diagnosis=[{"condition": one} for one in names.facts(fact.conditions)],
        patient=names.subject(),
        managingOrganization=names.fact(fact.managing_organization),
        period=e.period(fact.period),
        referralRequest=names.facts(fact.referrals),
        careManager=names.actor(fact.care_manager),
        team=names.facts(fact.care_teams),
    )
