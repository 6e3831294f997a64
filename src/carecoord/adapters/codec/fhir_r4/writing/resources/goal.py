"""Goal."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, moments, required
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.code import CodeableConcept
from carecoord.model.goal import Goal, Target
from carecoord.model.observation import Range, Ratio
from carecoord.model.quantity import Quantity

_PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-goal"
_DETAILS = (Quantity, Range, CodeableConcept, str, bool, int, Ratio)


def goal(fact: Goal, names: Names) -> e.Json:
    """Write a Goal; one with a description and a status of FHIR's is US Core's."""
    status = required.required(names, fact, "lifecycle_status", "lifecycleStatus")
    described = e.concept(fact.description)
    whole = described is not None and "lifecycleStatus" in status
    return e.element(
        resourceType="Goal",
        meta={"profile": [_PROFILE]} if whole else None,
        **status,
        achievementStatus=e.concept(fact.achievement_status),
        category=e.concepts(fact.category),
        priority=e.concept(fact.priority),
        description=described or absence.ABSENT,
        subject=names.subject(),
        **_started(fact, names),
        target=[one for one in (_target(names, each) for each in fact.targets) if one],
        statusDate=moments.day(names, "statusDate", fact.status_on),
        statusReason=fact.status_reason,
        expressedBy=names.actor(fact.expressed_by),
        addresses=names.facts(fact.addresses),
        note=e.note(fact.note),
        outcomeCode=e.concepts(fact.outcome_codes),
        outcomeReference=names.facts(fact.outcomes),
    )


def _started(fact: Goal, names: Names) -> e.Json:
    if isinstance(fact.started_on, CodeableConcept):
        return e.element(startCodeableConcept=e.concept(fact.started_on))
    return e.element(startDate=moments.day(names, "startDate", fact.started_on))


def _target(names: Names, target: Target) -> e.Json:
    detail = target.detail
    if detail is not None and not isinstance(detail, _DETAILS):
        names.lost("target.detail", "a target cannot be a time or a period; left out")
        detail = None
    due = target.due
    return e.element(
        measure=e.concept(target.measure)
        if detail is None
        else absence.known(e.concept(target.measure)),
        **e.choice("detail", detail),
        dueDuration=e.quantity(due) if isinstance(due, Quantity) else None,
        dueDate=None if isinstance(due, Quantity) else moments.day(names, "target.dueDate", due),
    )
