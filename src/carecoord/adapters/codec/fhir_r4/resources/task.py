"""Task."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.elements.values import FurtherValued, further_value
from carecoord.model.task import Task, TaskParameter


class Parameter(FurtherValued):
    """Task.input and Task.output."""

    type: structs.Concept | None = None


class Restriction(structs.Backbone):
    """Task.restriction."""

    period: structs.Span | None = None


class TaskResource(structs.Resource):
    """FHIR Task."""

    subject: structs.Reference | None = field(default=None, name="for")
    encounter: structs.Reference | None = None
    code: structs.Concept | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    business_status: structs.Concept | None = None
    intent: str | None = None
    priority: str | None = None
    description: str | None = None
    focus: structs.Reference | None = None
    based_on: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    authored_on: str | None = None
    last_modified: str | None = None
    execution_period: structs.Span | None = None
    restriction: Restriction | None = None
    requester: structs.Reference | None = None
    owner: structs.Reference | None = None
    performer_type: tuple[structs.Concept, ...] = ()
    reason_code: structs.Concept | None = None
    input: tuple[Parameter, ...] = ()
    output: tuple[Parameter, ...] = ()


def task(r: TaskResource, at: Entry) -> Draft:
    """Read a Task."""
    span = r.restriction.period if r.restriction else None
    return Draft(
        Task,
        {
            "code": concept(at, r.code),
            "status": r.status,
            "status_reason": concept(at, r.status_reason),
            "business_status": concept(at, r.business_status),
            "intent": r.intent,
            "priority": r.priority,
            "description": r.description,
            "authored_on": moment(at, r.authored_on, "authoredOn"),
            "modified_at": moment(at, r.last_modified, "lastModified"),
            "execution": period(at, r.execution_period, "executionPeriod"),
            "restriction": period(at, span, "restriction.period"),
            "performer_type": concepts(at, r.performer_type),
            "reason": concept(at, r.reason_code),
        },
        {
            "focus": r.focus,
            "based_on": r.based_on,
            "part_of": r.part_of,
            "encounter": r.encounter,
        },
        {
            "requester": participant(r.requester),
            "owner": participant(r.owner),
            "inputs": tuple(
                _parameter(at, one, f"input[{place}]") for place, one in enumerate(r.input)
            ),
            "outputs": tuple(
                _parameter(at, one, f"output[{place}]") for place, one in enumerate(r.output)
            ),
        },
    )


def _parameter(at: Entry, element: Parameter, where: str) -> Draft:
    return Draft(
        TaskParameter,
        {
            "type": concept(at, element.type),
            "value": further_value(at, element, f"{where}.value"),
        },
        {"reference": element.value_reference},
    )
