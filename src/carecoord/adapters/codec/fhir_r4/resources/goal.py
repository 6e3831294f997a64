"""Goal."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.dosage import duration
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment
from carecoord.adapters.codec.fhir_r4.elements.values import Valued, value
from carecoord.model.goal import Goal, Target
from carecoord.model.moment import ClinicalTime
from carecoord.model.quantity import Quantity


class TargetElement(structs.Backbone):
    """Goal.target."""

    measure: structs.Concept | None = None
    detail_quantity: structs.Amount | None = None
    detail_range: structs.Bounds | None = None
    detail_codeable_concept: structs.Concept | None = None
    detail_string: str | None = None
    detail_boolean: bool | None = None
    detail_integer: int | None = None
    detail_ratio: structs.Proportion | None = None
    due_date: str | None = None
    due_duration: structs.Amount | None = None


class GoalResource(structs.WithSubject):
    """FHIR Goal."""

    lifecycle_status: str | None = None
    achievement_status: structs.Concept | None = None
    category: tuple[structs.Concept, ...] = ()
    priority: structs.Concept | None = None
    description: structs.Concept | None = None
    start_date: str | None = None
    start_codeable_concept: structs.Concept | None = None
    status_date: str | None = None
    status_reason: str | None = None
    target: tuple[TargetElement, ...] = ()
    expressed_by: structs.Reference | None = None
    addresses: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()
    outcome_reference: tuple[structs.Reference, ...] = ()
    outcome_code: tuple[structs.Concept, ...] = ()


def goal(r: GoalResource, at: Entry) -> Draft:
    """Read a Goal."""
    started = moment(at, r.start_date, "startDate")
    return Draft(
        Goal,
        {
            "lifecycle_status": r.lifecycle_status,
            "achievement_status": concept(at, r.achievement_status),
            "category": concepts(at, r.category),
            "priority": concept(at, r.priority),
            "description": concept(at, r.description),
            "started_on": concept(at, r.start_codeable_concept) if started is None else started,
            "status_on": moment(at, r.status_date, "statusDate"),
            "status_reason": r.status_reason,
            "targets": tuple(
                _target(at, one, f"target[{place}]") for place, one in enumerate(r.target)
            ),
            "note": note(r.note),
            "outcome_codes": concepts(at, r.outcome_code),
        },
        {"addresses": r.addresses, "outcomes": r.outcome_reference},
        {"expressed_by": participant(r.expressed_by)},
    )


def _target(at: Entry, element: TargetElement, where: str) -> Target:
    detail = Valued(
        value_quantity=element.detail_quantity,
        value_range=element.detail_range,
        value_codeable_concept=element.detail_codeable_concept,
        value_string=element.detail_string,
        value_boolean=element.detail_boolean,
        value_integer=element.detail_integer,
        value_ratio=element.detail_ratio,
    )
    return Target(
        measure=concept(at, element.measure),
        detail=value(at, detail, f"{where}.detail"),
        due=_due(at, element, where),
    )


def _due(at: Entry, element: TargetElement, where: str) -> ClinicalTime | Quantity | None:
    due = moment(at, element.due_date, f"{where}.dueDate")
    return duration(at, element.due_duration, f"{where}.dueDuration") if due is None else due
