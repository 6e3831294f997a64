"""CarePlan."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import required
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources.activity import activity
from carecoord.model.care_plan import CarePlan
from carecoord.model.code import Code

_PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan"
_ASSESS_PLAN = Code("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan")


def care_plan(fact: CarePlan, names: Names) -> e.Json:
    """Write a CarePlan; one of the category ``assess-plan`` is US Core's."""
    intent = required.required(names, fact, "intent", "intent")
    assesses = sum(_ASSESS_PLAN in one.coding for one in fact.category) == 1
    return e.element(
        resourceType="CarePlan",
        meta={"profile": [_PROFILE]} if assesses and "intent" in intent else None,
        instantiatesCanonical=list(fact.instantiates),
        instantiatesUri=list(fact.instantiates_uri),
        basedOn=names.facts(fact.based_on),
        replaces=names.facts(fact.replaces),
        partOf=names.facts(fact.part_of),
        **required.required(names, fact, "status", "status"),
        **intent,
        category=e.concepts(fact.category),
        title=fact.title,
        description=fact.description,
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        period=e.period(fact.period),
        created=e.moment(fact.created_on),
        author=names.actor(fact.author),
        contributor=[one for one in map(names.actor, fact.contributors) if one],
        careTeam=names.facts(fact.care_teams),
        addresses=names.facts(fact.addresses),
        supportingInfo=names.facts(fact.supporting_info),
        goal=names.facts(fact.goals),
        activity=[one for one in (activity(step, names) for step in fact.activities) if one],
        note=e.note(fact.note),
    )
