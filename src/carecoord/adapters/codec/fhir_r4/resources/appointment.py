"""Appointment."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.charting.references import named_type
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.modifiers import find
from carecoord.adapters.codec.fhir_r4.elements.times import instant, moment, period
from carecoord.model.appointment import Appointment


class ParticipantElement(structs.Backbone):
    """Appointment.participant."""

    type: tuple[structs.Concept, ...] = ()
    actor: structs.Reference | None = None
    required: str | None = None
    status: str | None = None


class AppointmentResource(structs.Resource):
    """FHIR Appointment; its patient is one of the participants."""

    status: str | None = None
    cancelation_reason: structs.Concept | None = None
    service_type: tuple[structs.Concept, ...] = ()
    specialty: tuple[structs.Concept, ...] = ()
    appointment_type: structs.Concept | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    priority: int | None = None
    start: str | None = None
    end: str | None = None
    created: str | None = None
    based_on: tuple[structs.Reference, ...] = ()
    participant: tuple[ParticipantElement, ...] = ()
    requested_period: tuple[structs.Span, ...] = ()


def patient_of(r: AppointmentResource, at: Entry) -> structs.Reference | None:
    """The participant who is a patient; of several the first."""
    patients = [
        one.actor for one in r.participant if one.actor is not None and _is_patient(one.actor, at)
    ]
    if len(patients) > 1:
        at.problem("participant", "several patients; the appointment is kept for the first")
    return patients[0] if patients else None


def _is_patient(reference: structs.Reference, at: Entry) -> bool:
    found = at.directory.find(reference, at)
    return (named_type(reference) if found is None else found.type) == "Patient"


def appointment(r: AppointmentResource, at: Entry) -> Draft:
    """Read an Appointment; when it was cancelled is an element of R5, an extension in R4."""
    cancelled = find(r.extension, "appointment.cancellationdate") if r.extension else None
    periods = (
        period(at, one, f"requestedPeriod[{place}]") for place, one in enumerate(r.requested_period)
    )
    return Draft(
        Appointment,
        {
            "status": r.status,
            "cancellation_reason": concept(at, r.cancelation_reason),
            "service_type": concepts(at, r.service_type),
            "specialty": concepts(at, r.specialty),
            "appointment_type": concept(at, r.appointment_type),
            "reason": concepts(at, r.reason_code),
            "priority": r.priority,
            "start": instant(at, r.start, "start"),
            "end": instant(at, r.end, "end"),
            "created_on": moment(at, r.created, "created"),
            "cancelled_on": moment(at, cancelled.value_date_time, "cancellationDate")
            if cancelled
            else None,
            "requested_periods": tuple(one for one in periods if one is not None),
        },
        {"reason_facts": r.reason_reference, "based_on": r.based_on},
        {
            "participants": tuple(
                Participant(
                    one.actor or structs.Reference(),
                    concepts(at, one.type),
                    one.status,
                    one.required,
                )
                for one in r.participant
            )
        },
    )
