"""Procedure and Immunization."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find, not_done
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.elements.values import Uncarried
from carecoord.model.immunization import Immunization
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
    performed_age: Uncarried | None = None
    performed_range: Uncarried | None = None
    performer: tuple[Performer, ...] = ()
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    body_site: tuple[structs.Concept, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()


class Protocol(structs.Backbone):
    """Which dose it was."""

    dose_number_positive_int: int | None = None
    dose_number_string: str | None = None


class ImmunizationResource(structs.WithPatient):
    """FHIR Immunization."""

    vaccine_code: structs.Concept | None = None
    status: str | None = None
    status_reason: structs.Concept | None = None
    occurrence_date_time: str | None = None
    occurrence_string: str | None = None
    recorded: str | None = None
    primary_source: bool | None = None
    protocol_applied: tuple[Protocol, ...] = ()
    performer: tuple[Performer, ...] = ()


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
    if r.performed_string or r.performed_age or r.performed_range:
        at.problem("performed", "not a date or period; left out")
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
        },
        {
            "reason_facts": r.reason_reference,
            "based_on": r.based_on,
            "encounter": r.encounter,
        },
        {"performers": performers(at, r.performer)},
    )


def immunization(r: ImmunizationResource, at: Entry) -> Draft:
    """Read an Immunization."""
    if r.occurrence_string is not None:
        at.problem("occurrenceString", "not a date; left out")
    dose = r.protocol_applied[0] if r.protocol_applied else Protocol()
    number = dose.dose_number_positive_int
    return Draft(
        Immunization,
        {
            "code": concept(at, r.vaccine_code),
            "status": status(r, r.status),
            "status_reason": concept(at, r.status_reason),
            "occurrence": moment(at, r.occurrence_date_time, "occurrenceDateTime"),
            "recorded_on": moment(at, r.recorded, "recorded"),
            "primary_source": r.primary_source,
            "dose_number": dose.dose_number_string if number is None else str(number),
        },
        {"encounter": r.encounter},
        {"performers": performers(at, r.performer)},
    )
