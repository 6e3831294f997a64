"""CareTeam."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core, words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import telecom
from carecoord.model.actor import Actor
from carecoord.model.care_team import CareTeam

_STATES = frozenset({"proposed", "active", "suspended", "inactive", "entered-in-error"})
_STATUS = "participant.status"
"""The modifier extension with which senders end a membership: R4 has no element for it."""


def care_team(fact: CareTeam, names: Names) -> e.Json:
    """Write a CareTeam, without what every resource has: id, identifiers, labels."""
    participants = [one for actor in fact.participants if (one := _participant(actor, names))]
    return e.element(
        resourceType="CareTeam",
        meta=us_core.profiled(
            "us-core-careteam",
            participants,
            all(len(one.get("role", ())) == 1 and "member" in one for one in participants),
        ),
        status=words.word(names, "status", fact.status, _STATES),
        category=e.concepts(fact.category),
        name=fact.name,
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        period=e.period(fact.period),
        participant=participants,
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        managingOrganization=names.facts(fact.managing_organizations),
        telecom=telecom(names, fact.telecom),
        note=e.note(fact.note),
    )


def _participant(actor: Actor, names: Names) -> e.Json:
    """A member; only a practitioner may act for an organization (constraint ctm-1)."""
    behalf = actor.on_behalf_of
    if behalf is not None and actor.kind != "Practitioner":
        names.lost("participant.onBehalfOf", "in FHIR only a practitioner acts for others")
        behalf = None
    modifier = [{"url": _STATUS, "valueString": actor.status}] if actor.status else []
    return e.element(
        modifierExtension=modifier,
        role=e.concepts(actor.roles),
        member=names.actor(actor),
        onBehalfOf=names.fact(behalf),
        period=e.period(actor.period),
    )
