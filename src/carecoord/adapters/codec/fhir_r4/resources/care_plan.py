"""CarePlan with its activities."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.model.activity import Activity
from carecoord.model.care_plan import CarePlan
from carecoord.model.period import Period


class Detail(structs.Backbone):
    """CarePlan.activity.detail."""

    kind: str | None = None
    code: structs.Concept | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    do_not_perform: bool | None = None
    scheduled_timing: structs.Timing | None = None
    scheduled_period: structs.Span | None = None
    scheduled_string: str | None = None
    performer: tuple[structs.Reference, ...] = ()
    description: str | None = None
    goal: tuple[structs.Reference, ...] = ()


class ActivityElement(structs.Backbone):
    """CarePlan.activity."""

    outcome_reference: tuple[structs.Reference, ...] = ()
    progress: tuple[structs.Note, ...] = ()
    reference: structs.Reference | None = None
    detail: Detail | None = None


class CarePlanResource(structs.WithSubject):
    """FHIR CarePlan."""

    status: str | None = None
    intent: str | None = None
    category: tuple[structs.Concept, ...] = ()
    title: str | None = None
    description: str | None = None
    period: structs.Span | None = None
    created: str | None = None
    author: structs.Reference | None = None
    care_team: tuple[structs.Reference, ...] = ()
    addresses: tuple[structs.Reference, ...] = ()
    goal: tuple[structs.Reference, ...] = ()
    activity: tuple[ActivityElement, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    replaces: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()


def care_plan(r: CarePlanResource, at: Entry) -> Draft:
    """Read a CarePlan."""
    return Draft(
        CarePlan,
        {
            "status": r.status,
            "intent": r.intent,
            "category": concepts(at, r.category),
            "title": r.title,
            "description": r.description,
            "period": period(at, r.period, "period"),
            "created_on": moment(at, r.created, "created"),
            "note": note(r.note),
        },
        {
            "care_teams": r.care_team,
            "addresses": r.addresses,
            "goals": r.goal,
            "based_on": r.based_on,
            "replaces": r.replaces,
            "part_of": r.part_of,
        },
        {
            "author": participant(r.author),
            "activities": tuple(
                _activity(at, one, f"activity[{place}]") for place, one in enumerate(r.activity)
            ),
        },
    )


def _activity(at: Entry, element: ActivityElement, where: str) -> Draft:
    """A step: refers to another resource, or is described in place."""
    detail = element.detail or Detail()
    return Draft(
        Activity,
        {
            "kind": detail.kind,
            "code": concept(at, detail.code),
            "status": detail.status,
            "status_reason": concept(at, detail.status_reason),
            "scheduled": _scheduled(at, detail, f"{where}.detail"),
            "do_not_perform": bool(detail.do_not_perform),
            "description": detail.description,
            "progress": tuple(one.text for one in element.progress if one.text),
        },
        {
            "reference": element.reference,
            "goals": detail.goal,
            "outcomes": element.outcome_reference,
        },
        {"performers": tuple(Participant(one) for one in detail.performer)},
    )


def _scheduled(at: Entry, detail: Detail, where: str) -> Period | str | None:
    """When: a period, a text; of a repeating plan the span that it fills."""
    if detail.scheduled_timing is None:
        return period(at, detail.scheduled_period, f"{where}.scheduledPeriod") or (
            detail.scheduled_string
        )
    repeat = detail.scheduled_timing.repeat
    at.problem(f"{where}.scheduledTiming", "a repeating plan; only its bounds are kept")
    span = repeat.bounds_period if repeat else None
    return period(at, span, f"{where}.scheduledTiming.repeat.boundsPeriod")
