"""CarePlan.activity."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import words
from carecoord.adapters.codec.fhir_r4.writing.absence import ABSENT
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.timings import planned
from carecoord.model.activity import Activity

_STATUS = frozenset(
    [
        "not-started",
        "scheduled",
        "in-progress",
        "on-hold",
        "completed",
        "cancelled",
        "stopped",
        "unknown",
        "entered-in-error",
    ]
)
_KIND = frozenset(
    [
        "Appointment",
        "CommunicationRequest",
        "DeviceRequest",
        "MedicationRequest",
        "NutritionOrder",
        "Task",
        "ServiceRequest",
        "VisionPrescription",
    ]
)


def activity(step: Activity, names: Names) -> e.Json:
    """Write a step: a reference, or its description; R4 (cpl-3) does not allow both."""
    reference = names.fact(step.reference)
    detail = _detail(step, names)
    if reference is not None and detail:
        names.lost("activity.detail", "a step that refers to a request is not described again")
    if detail:
        detail = {"status": "unknown"} | detail
    return (
        ABSENT
        if step == Activity()
        else e.element(
            outcomeCodeableConcept=e.concepts(step.outcome_codes),
            outcomeReference=names.facts(step.outcomes),
            progress=[{"text": one} for one in step.progress],
            reference=reference,
            detail=detail if reference is None else None,
        )
    )


def _detail(step: Activity, names: Names) -> e.Json:
    return e.element(
        **words.as_element(names, "activity.detail.kind", step.kind, _KIND),
        instantiatesCanonical=list(step.instantiates),
        instantiatesUri=list(step.instantiates_uri),
        code=e.concept(step.code),
        reasonCode=e.concepts(step.reason),
        reasonReference=names.facts(step.reason_facts),
        goal=names.facts(step.goals),
        **words.as_element(names, "activity.detail.status", step.status, _STATUS),
        statusReason=e.concept(step.status_reason),
        doNotPerform=step.do_not_perform or None,
        **_scheduled(step, names),
        location=names.actor(step.location),
        performer=[one for one in map(names.actor, step.performers) if one],
        productCodeableConcept=e.concept(step.product),
        dailyAmount=e.quantity(step.daily_amount),
        quantity=e.quantity(step.quantity),
        description=step.description,
    )


def _scheduled(step: Activity, names: Names) -> e.Json:
    """When: FHIR knows no single time here, so that one becomes a period."""
    when = planned(names, "scheduled", step.scheduled, step.timing)
    only = when.pop("scheduledDateTime", None)
    if only is not None:
        when["scheduledPeriod"] = {"start": only, "end": only}
    return when
