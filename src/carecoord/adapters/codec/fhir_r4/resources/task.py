"""Task."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import (
    Draft,
    Participant,
    participant,
    pointing,
)
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.parameters import AnyValued, any_value
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.model.task import Task, TaskParameter


class Parameter(AnyValued):
    """Task.input and Task.output."""

    type: structs.Concept | None = None


class Restriction(structs.Backbone):
    """Task.restriction."""

    period: structs.Span | None = None
    repetitions: int | None = None
    recipient: tuple[structs.Reference, ...] = ()


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
    reason_reference: structs.Reference | None = None
    group_identifier: structs.Identifier | None = None
    location: structs.Reference | None = None
    insurance: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()
    relevant_history: tuple[structs.Reference, ...] = ()
    instantiates_canonical: str | None = None
    instantiates_uri: str | None = None
    input: tuple[Parameter, ...] = ()
    output: tuple[Parameter, ...] = ()


_UNRESTRICTED = Restriction()


def task(r: TaskResource, at: Entry) -> Draft:
    """Read a Task."""
    bounds = r.restriction or _UNRESTRICTED
    return Draft(
        Task,
        _values(r, at, bounds),
        {
            "focus": r.focus,
            "based_on": r.based_on,
            "part_of": r.part_of,
            "encounter": r.encounter,
            "reason_fact": r.reason_reference,
            "coverages": r.insurance,
            "relevant_history": r.relevant_history,
        },
        {
            "requester": participant(r.requester),
            "owner": participant(r.owner),
            "location": participant(r.location),
            "restricted_to": tuple([Participant(one) for one in bounds.recipient]),
            "inputs": tuple(
                [_parameter(at, one, f"input[{place}]") for place, one in enumerate(r.input)]
            ),
            "outputs": tuple(
                [_parameter(at, one, f"output[{place}]") for place, one in enumerate(r.output)]
            ),
        },
    )


def _values(r: TaskResource, at: Entry, bounds: Restriction) -> dict[str, object]:
    group = r.group_identifier
    return {
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
        "restriction": period(at, bounds.period, "restriction.period"),
        "repetitions": bounds.repetitions,
        "performer_type": concepts(at, r.performer_type),
        "reason": concept(at, r.reason_code),
        "group_identifier": identifier(group) if group else None,
        "note": note(r.note),
        "instantiates": r.instantiates_canonical,
        "instantiates_uri": r.instantiates_uri,
    }


def _parameter(at: Entry, element: Parameter, where: str) -> Draft:
    value, kind = any_value(at, element, f"{where}.value")
    return Draft(
        TaskParameter,
        {"type": concept(at, element.type), "value": value, "kind": kind},
        {"reference": pointing(element.value_reference)},
    )
