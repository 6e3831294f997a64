"""Encounter."""

from __future__ import annotations

from msgspec import field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Participant, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import code, concept, concepts
from carecoord.adapters.codec.fhir_r4.elements.times import period
from carecoord.adapters.codec.fhir_r4.resources.location import location
from carecoord.model.code import CodeableConcept
from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.model.location import Location


class ParticipantElement(structs.Backbone):
    """Encounter.participant."""

    type: tuple[structs.Concept, ...] = ()
    individual: structs.Reference | None = None
    period: structs.Span | None = None


class DiagnosisElement(structs.Backbone):
    """Encounter.diagnosis."""

    condition: structs.Reference | None = None
    use: structs.Concept | None = None
    rank: int | None = None


class Hospitalization(structs.Backbone):
    """Admission and discharge."""

    admit_source: structs.Concept | None = None
    discharge_disposition: structs.Concept | None = None
    re_admission: structs.Concept | None = None
    origin: structs.Reference | None = None
    destination: structs.Reference | None = None
    special_arrangement: tuple[structs.Concept, ...] = ()


_NO_STAY = Hospitalization()


class LocationElement(structs.Backbone):
    """Encounter.location."""

    location: structs.Reference | None = None
    period: structs.Span | None = None
    status: str | None = None
    physical_type: structs.Concept | None = None


class EncounterResource(structs.WithSubject):
    """FHIR Encounter."""

    status: str | None = None
    class_: structs.Coding | None = field(default=None, name="class")
    type: tuple[structs.Concept, ...] = ()
    service_type: structs.Concept | None = None
    priority: structs.Concept | None = None
    period: structs.Span | None = None
    length: structs.Amount | None = None
    reason_code: tuple[structs.Concept, ...] = ()
    reason_reference: tuple[structs.Reference, ...] = ()
    diagnosis: tuple[DiagnosisElement, ...] = ()
    hospitalization: Hospitalization | None = None
    location: tuple[LocationElement, ...] = ()
    participant: tuple[ParticipantElement, ...] = ()
    service_provider: structs.Reference | None = None
    based_on: tuple[structs.Reference, ...] = ()
    appointment: tuple[structs.Reference, ...] = ()
    part_of: structs.Reference | None = None
    episode_of_care: tuple[structs.Reference, ...] = ()


def encounter(r: EncounterResource, at: Entry) -> Draft:
    """Read an Encounter."""
    stay = r.hospitalization or _NO_STAY
    return Draft(
        Encounter,
        {
            "status": r.status,
            "encounter_class": code(at, r.class_),
            "type": concepts(at, r.type),
            "service_type": concept(at, r.service_type),
            "priority": concept(at, r.priority),
            "period": period(at, r.period, "period"),
            "reason": concepts(at, r.reason_code),
            "admit_source": concept(at, stay.admit_source),
            "discharge_disposition": concept(at, stay.discharge_disposition),
            "readmission": concept(at, stay.re_admission),
            "special_arrangements": concepts(at, stay.special_arrangement),
            "length": quantity(at, r.length, "length"),
            "locations": _locations(at, r.location) if r.location else (),
        },
        {
            "reason_facts": r.reason_reference,
            "service_provider": r.service_provider,
            "based_on": r.based_on,
            "appointments": r.appointment,
            "part_of": r.part_of,
            "programs": r.episode_of_care,
        },
        {
            "participants": tuple(
                [_participant(at, one, place) for place, one in enumerate(r.participant)]
            ),
            "diagnoses": tuple([_diagnosis(at, one) for one in r.diagnosis]),
            "origin": participant(stay.origin),
            "destination": participant(stay.destination),
        },
    )


def _diagnosis(at: Entry, element: DiagnosisElement) -> Draft:
    """A diagnosis; one that is only displayed keeps the display as its text."""
    target = element.condition or structs.Reference()
    shown = target.display if not target.reference and target.identifier is None else None
    return Draft(
        EncounterDiagnosis,
        {
            "code": CodeableConcept((), shown) if shown else None,
            "use": concept(at, element.use),
            "rank": element.rank,
        },
        {"condition": element.condition},
    )


def _locations(at: Entry, elements: tuple[LocationElement, ...]) -> tuple[Location, ...]:
    return tuple(
        location(
            at,
            one.location or structs.Reference(),
            "location.location",
            period=period(at, one.period, f"location[{place}].period"),
            status=one.status,
            physical_type=one.physical_type,
        )
        for place, one in enumerate(elements)
    )


def _participant(at: Entry, element: ParticipantElement, place: int) -> Participant:
    return Participant(
        element.individual or structs.Reference(),
        concepts(at, element.type),
        period=period(at, element.period, f"participant[{place}].period"),
    )
