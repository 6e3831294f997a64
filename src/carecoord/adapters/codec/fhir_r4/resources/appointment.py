"""Appointment."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.references import named_type
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.times import moment, period
from carecoord.adapters.codec.fhir_r4.reasons import SEVERAL_PATIENTS
from carecoord.model.appointment import Appointment


class ParticipantElement(structs.Backbone):
    """Appointment.participant."""

    type: tuple[structs.Concept, ...] = ()
    actor: structs.Reference | None = None
    required: str | None = None
    status: str | None = None
    period: structs.Span | None = None


class StartElement(structs.Datatype, frozen=True):
    """What stands beside Appointment.start."""

    extension: tuple[structs.Extension, ...] = ()


class AppointmentResource(structs.Resource):
    """FHIR Appointment; its patient is one of the participants."""

    status: str | None = None
    cancelation_reason: structs.Concept | None = None
    service_category: tuple[structs.Concept, ...] = ()
    service_type: tuple[structs.Concept, ...] = ()
    specialty: tuple[structs.Concept, ...] = ()
    appointment_type: structs.Concept | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    priority: int | None = None
    start: str | None = None
    start_beside: StartElement | None = field(default=None, name="_start")
    end: str | None = None
    minutes_duration: int | None = None
    created: str | None = None
    description: str | None = None
    comment: str | None = None
    patient_instruction: str | None = None
    supporting_information: tuple[structs.Reference, ...] = ()
    based_on: tuple[structs.Reference, ...] = ()
    participant: tuple[ParticipantElement, ...] = ()
    requested_period: tuple[structs.Span, ...] = ()


def patient_of(r: AppointmentResource, at: Entry) -> structs.Reference | None:
    """The participant who is a patient; of several the first."""
    patients = [
        one.actor for one in r.participant if one.actor is not None and _is_patient(one.actor, at)
    ]
    if len(patients) > 1:
        at.problem("participant", SEVERAL_PATIENTS)
    return patients[0] if patients else None


def _is_patient(reference: structs.Reference, at: Entry) -> bool:
    found = at.directory.find(reference, at)
    return (named_type(reference) if found is None else found.type) == "Patient"


def appointment(r: AppointmentResource, at: Entry) -> Draft:
    """Read an Appointment; when it was cancelled is an element of R5, an extension in R4.

    A start or end without offset from UTC keeps its day. The time zone is an extension
    of the start. Slots stay in the source.
    """
    return Draft(
        Appointment,
        {
            "status": r.status,
            "cancellation_reason": concept(at, r.cancelation_reason),
            "service_category": concepts(at, r.service_category),
            "service_type": concepts(at, r.service_type),
            "specialty": concepts(at, r.specialty),
            "appointment_type": concept(at, r.appointment_type),
            "reason": concepts(at, r.reason_code),
            "priority": r.priority,
            **_times(r, at),
            "description": r.description,
            "comment": r.comment,
            "patient_instruction": r.patient_instruction,
        },
        {
            "reason_facts": r.reason_reference,
            "based_on": r.based_on,
            "supporting_facts": r.supporting_information,
        },
        {
            "participants": tuple(
                _participant(at, one, place) for place, one in enumerate(r.participant)
            )
        },
    )


def _times(r: AppointmentResource, at: Entry) -> dict[str, object]:
    cancelled = find(r.extension, "appointment.cancellationdate") if r.extension else None
    periods = (
        period(at, one, f"requestedPeriod[{place}]") for place, one in enumerate(r.requested_period)
    )
    return {
        "start": moment(at, r.start, "start"),
        "end": moment(at, r.end, "end"),
        "minutes_duration": r.minutes_duration,
        "created_on": moment(at, r.created, "created"),
        "cancelled_on": moment(at, cancelled.value_date_time, "cancellationDate")
        if cancelled
        else None,
        "requested_periods": tuple(one for one in periods if one is not None),
        "zone": _zone(r.start_beside),
    }


def _zone(beside: StartElement | None) -> str | None:
    """The time zone in which it starts: an extension of R4 under the name that R5 kept or gave."""
    found = find(beside.extension, "tz-code", "timezone") if beside else None
    return found.value_code if found else None


def _participant(at: Entry, one: ParticipantElement, place: int) -> Participant:
    return Participant(
        one.actor or structs.Reference(),
        concepts(at, one.type),
        one.status,
        one.required,
        period(at, one.period, f"participant[{place}].period"),
    )
