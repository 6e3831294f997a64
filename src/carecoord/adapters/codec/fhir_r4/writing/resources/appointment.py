"""Appointment."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, required, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import extension
from carecoord.model.actor import Actor
from carecoord.model.appointment import Appointment
from carecoord.model.moment import ClinicalTime

_STATES = frozenset(
    {
        "proposed",
        "pending",
        "booked",
        "arrived",
        "fulfilled",
        "cancelled",
        "noshow",
        "entered-in-error",
        "checked-in",
        "waitlist",
    }
)
_WITHOUT_TIMES = frozenset({"proposed", "cancelled", "waitlist"})
_CALLED_OFF = frozenset({"cancelled", "noshow"})
_ANSWERS = frozenset({"accepted", "declined", "tentative", "needs-action"})
_REQUIRED = frozenset({"required", "optional", "information-only"})
_CANCELLED_ON = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.cancellationDate"
_ZONE = "http://hl7.org/fhir/StructureDefinition/tz-code"
_OF_OURS = {
    "series": "series",
    "checklist": "checklist",
    "arrived_at": "arrived_at",
    "confirmed": "confirmed",
    "left_at": "left_at",
    "next_step": "next_step",
}
_ONLY_A_DAY = "FHIR wants an instant, and only the day is known"


def appointment(fact: Appointment, names: Names) -> e.Json:
    """Write an Appointment, without what every resource has: id, identifiers, labels.

    FHIR demands a start and an end of what is booked or was kept (constraints app-2 and app-3), and
    wants a reason for cancelling only where it was cancelled or nobody came (app-4). When it was
    cancelled is an element of R5, written as R4's extension for it; the time zone is R4's extension
    of the instant at which it starts.
    """
    required.homeless(names, fact, _OF_OURS, "an appointment")
    start, end = _times(fact, names)
    return e.element(
        resourceType="Appointment",
        extension=extension(_CANCELLED_ON, valueDateTime=e.moment(fact.cancelled_on)),
        status=words.demanded(names, "status", fact.status, _STATES),
        cancelationReason=_cancellation(fact, names),
        serviceCategory=e.concepts(fact.service_category),
        serviceType=e.concepts(fact.service_type),
        specialty=e.concepts(fact.specialty),
        appointmentType=e.concept(fact.appointment_type),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        priority=words.positive(names, "priority", fact.priority, 0),
        description=fact.description,
        supportingInformation=names.facts(fact.supporting_facts),
        start=start,
        _start=_zone(fact, start, names),
        end=end,
        minutesDuration=words.positive(names, "minutesDuration", fact.minutes_duration),
        created=e.moment(fact.created_on),
        comment=fact.comment,
        patientInstruction=fact.patient_instruction,
        basedOn=names.facts(fact.based_on),
        participant=_participants(fact, names),
        requestedPeriod=[one for each in fact.requested_periods if (one := e.period(each))],
    )


def _times(fact: Appointment, names: Names) -> tuple[str | None, str | None]:
    start, end = _instant("start", fact.start, names), _instant("end", fact.end, names)
    if fact.status not in _WITHOUT_TIMES or (start is None) != (end is None):
        for name, known in (("start", start), ("end", end)):
            if known is None:
                names.lacking(name, "FHIR demands the instants of start and end")
    return start, end


def _zone(fact: Appointment, start: str | None, names: Names) -> e.Json:
    if fact.zone and start is None:
        names.lost("zone", "FHIR knows it only of the instant at which it starts")
        return {}
    return e.element(extension=extension(_ZONE, valueCode=fact.zone))


def _instant(name: str, time: ClinicalTime | None, names: Names) -> str | None:
    found = e.instant(time)
    if found is None and time is not None:
        names.lost(name, _ONLY_A_DAY)
    return found


def _cancellation(fact: Appointment, names: Names) -> e.Json | None:
    if fact.cancellation_reason is not None and fact.status not in _CALLED_OFF:
        names.lost("cancelationReason", "FHIR knows it only of what was cancelled or missed")
        return None
    return e.concept(fact.cancellation_reason)


def _participants(fact: Appointment, names: Names) -> list[e.Json]:
    """Who takes part; the patient does, whether named or not: so FHIR says whose it is."""
    written = [one for actor in fact.participants if (one := _participant(actor, names))]
    if not written or not any(actor.kind == "Patient" for actor in fact.participants):
        written.append({"actor": names.subject(), "_status": absence.ABSENT})
    return written


def _participant(actor: Actor, names: Names) -> e.Json:
    """A participant has a type or an actor (constraint app-1), and an answer, if an unknown one."""
    who = e.element(type=e.concepts(actor.roles), actor=names.actor(actor))
    if not who:
        names.lost("participant", "nobody is named, and no part")
        return {}
    answer = words.word(names, "participant.status", actor.status, _ANSWERS)
    return e.element(
        **who,
        required=words.word(names, "participant.required", actor.required, _REQUIRED),
        status=answer,
        _status=absence.ABSENT if answer is None else None,
        period=e.period(actor.period),
    )
