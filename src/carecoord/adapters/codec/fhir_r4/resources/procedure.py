"""Procedure."""

from __future__ import annotations

from collections.abc import Mapping

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, Parts, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import bounds, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find, not_done
from carecoord.adapters.codec.fhir_r4.elements.notes import note
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.elements.values import Uncarried
from carecoord.adapters.codec.fhir_r4.reasons import OTHER_RELEASE
from carecoord.model.moment import ClinicalTime
from carecoord.model.procedure import Procedure


class Performer(structs.Backbone):
    """Who did it, and as what."""

    function: structs.Concept | None = None
    actor: structs.Reference | None = None


class ProcedureResource(structs.WithSubject):
    """FHIR Procedure."""

    code: structs.Concept | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    category: structs.Concept | None = None
    performed_date_time: str | None = None
    performed_period: structs.Span | None = None
    performed_string: str | None = None
    performed_age: structs.Amount | None = None
    performed_range: structs.Bounds | None = None
    performer: tuple[Performer, ...] = ()
    recorder: structs.Reference | None = None
    asserter: structs.Reference | None = None
    location: structs.Reference | None = None
    reason: Uncarried | tuple[Uncarried, ...] | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    body_site: tuple[structs.Concept, ...] = ()
    outcome: structs.Concept | None = None
    complication: tuple[structs.Concept, ...] = ()
    follow_up: tuple[structs.Concept, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    part_of: tuple[structs.Reference, ...] = ()
    report: tuple[structs.Reference, ...] = ()
    note: tuple[structs.Note, ...] = ()


def performers(at: Entry, elements: tuple[Performer, ...]) -> tuple[Participant, ...]:
    """Who did it; an element without an actor names nobody."""
    return tuple(
        Participant(one.actor, concepts(at, (one.function,) if one.function else ()))
        for one in elements
        if one.actor is not None
    )


def recorded(at: Entry, r: structs.Resource) -> ClinicalTime | None:
    """When it was recorded: an extension of the US quality profiles."""
    found = find(r.extension, "-recorded") if r.extension else None
    return moment(at, found.value_date_time, "extension") if found else None


def status(r: structs.Resource, given: str | None) -> str | None:
    """The status, turned around by a modifier that says the event did not take place."""
    if r.modifier_extension and given != "entered-in-error" and not_done(r):
        return "not-done"
    return given


def procedure(r: ProcedureResource, at: Entry) -> Draft:
    """Read a Procedure."""
    if r.reason is not None:
        at.problem("reason", OTHER_RELEASE)
    return Draft(
        Procedure,
        {
            "code": concept(at, r.code),
            "status": status(r, r.status),
            "status_reason": concept(at, r.status_reason),
            "category": concept(at, r.category),
            "performed": moment_or_period(
                at, r.performed_date_time, r.performed_period, "performed"
            ),
            "recorded_on": recorded(at, r),
            "reason": concepts(at, r.reason_code),
            "body_site": concepts(at, r.body_site),
            "note": note(r.note),
            **(_aftermath(at, r) if r.outcome or r.complication or r.follow_up else {}),
            **(_roughly(at, r) if r.performed_period is None else {}),
        },
        {
            "reason_facts": r.reason_reference,
            "based_on": r.based_on,
            "part_of": r.part_of,
            "reports": r.report,
            "encounter": r.encounter,
        },
        _people(at, r) if r.performer or r.recorder or r.asserter or r.location else {},
    )


def _aftermath(at: Entry, r: ProcedureResource) -> Mapping[str, object]:
    """What came of it."""
    return {
        "outcome": concept(at, r.outcome),
        "complications": concepts(at, r.complication),
        "follow_up": concepts(at, r.follow_up),
    }


def _roughly(at: Entry, r: ProcedureResource) -> Mapping[str, object]:
    """When it was done, where no date says it."""
    return {
        "performed_age": quantity(at, r.performed_age, "performedAge"),
        "performed_range": bounds(at, r.performed_range, "performedRange"),
        "performed_text": r.performed_string,
    }


def _people(at: Entry, r: ProcedureResource) -> Parts:
    """Who did it and who told of it, and where it was done."""
    return {
        "performers": performers(at, r.performer),
        "recorder": participant(r.recorder),
        "asserter": participant(r.asserter),
        "location": participant(r.location),
    }
