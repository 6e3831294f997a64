"""CarePlan with its activities."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concepts
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.resources.activity import ActivityElement, activity
from carecoord.model.care_plan import CarePlan


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
    contributor: tuple[structs.Reference, ...] = ()
    care_team: tuple[structs.Reference, ...] = ()
    addresses: tuple[structs.Reference, ...] = ()
    supporting_info: tuple[structs.Reference, ...] = ()
    goal: tuple[structs.Reference, ...] = ()
    activity: tuple[ActivityElement, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    replaces: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    instantiates_canonical: tuple[str, ...] = ()
    instantiates_uri: tuple[str, ...] = ()
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
            "instantiates": r.instantiates_canonical,
            "instantiates_uri": r.instantiates_uri,
        },
        {
            "encounter": r.encounter,
            "care_teams": r.care_team,
            "addresses": r.addresses,
            "supporting_info": r.supporting_info,
            "goals": r.goal,
            "based_on": r.based_on,
            "replaces": r.replaces,
            "part_of": r.part_of,
        },
        {
            "author": participant(r.author),
            "contributors": tuple([Participant(one) for one in r.contributor]),
            "activities": tuple(
                [activity(at, one, f"activity[{place}]") for place, one in enumerate(r.activity)]
            ),
        },
    )
