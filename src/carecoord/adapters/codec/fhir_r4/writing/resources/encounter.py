"""Encounter."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, us_core, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources.location import contained, place
from carecoord.model.actor import Actor
from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.model.location import Location

_STATES = frozenset(
    {
        "planned",
        "arrived",
        "triaged",
        "in-progress",
        "onleave",
        "finished",
        "cancelled",
        "entered-in-error",
        "unknown",
    }
)
_PLACE_STATES = frozenset({"planned", "active", "reserved", "completed"})
_TIMES = frozenset({"ms", "s", "min", "h", "d", "wk", "mo", "a"})


def encounter(fact: Encounter, names: Names) -> e.Json:
    """Write an Encounter, without what every resource has: id, identifiers, labels.

    One without a class says that its class is not known; one without a status is ``unknown``.
    """
    kinds, of_class = e.concepts(fact.type), e.coding(fact.encounter_class)
    places = [place(one, names, with_physical_type=False) for one in fact.locations]
    return e.element(
        resourceType="Encounter",
        meta=us_core.profiled(
            "us-core-encounter", of_class, kinds, us_core.whole(fact.identifiers)
        ),
        contained=contained(places),
        status=words.word(names, "status", fact.status, _STATES, "unknown"),
        class_=of_class or absence.ABSENT,
        type=kinds,
        serviceType=e.concept(fact.service_type),
        priority=e.concept(fact.priority),
        subject=names.subject(),
        episodeOfCare=names.facts(fact.programs),
        basedOn=names.facts(fact.based_on),
        participant=[one for actor in fact.participants if (one := _participant(actor, names))],
        appointment=names.facts(fact.appointments),
        period=e.period(fact.period),
        length=_length(fact, names),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        diagnosis=[_diagnosis(one, names) for one in fact.diagnoses],
        hospitalization=_stay(fact, names),
        location=[
            _location(one, reference, names)
            for one, (reference, _) in zip(fact.locations, places, strict=True)
        ],
        serviceProvider=names.fact(fact.service_provider),
        partOf=names.fact(fact.part_of),
    )


def _participant(actor: Actor, names: Names) -> e.Json:
    return e.element(
        type=e.concepts(actor.roles),
        period=e.period(actor.period),
        individual=names.actor(actor),
    )


def _length(fact: Encounter, names: Names) -> e.Json | None:
    """FHIR's Duration, which has a unit of time."""
    if fact.length is not None and fact.length.unit not in _TIMES:
        names.lost("length", "FHIR wants a unit of time, as UCUM writes it")
        return None
    return e.quantity(fact.length)


def _diagnosis(one: EncounterDiagnosis, names: Names) -> e.Json:
    """A diagnosis refers to a Condition; a code that stands here is only shown."""
    target = names.fact(one.condition)
    if target is None and one.code is not None:
        target = {"display": one.code.label}
        if one.code.coding:
            names.lost("diagnosis.condition", "a code without a Condition; only its name is shown")
    return e.element(
        condition=target or absence.ABSENT,
        use=e.concept(one.use),
        rank=words.positive(names, "diagnosis.rank", one.rank),
    )


def _stay(fact: Encounter, names: Names) -> e.Json:
    return e.element(
        origin=names.actor(fact.origin),
        admitSource=e.concept(fact.admit_source),
        reAdmission=e.concept(fact.readmission),
        specialArrangement=e.concepts(fact.special_arrangements),
        destination=names.actor(fact.destination),
        dischargeDisposition=e.concept(fact.discharge_disposition),
    )


def _location(one: Location, reference: e.Json, names: Names) -> e.Json:
    return e.element(
        location=reference,
        status=words.word(names, "location.status", one.status, _PLACE_STATES),
        physicalType=e.concept(one.physical_type),
        period=e.period(one.period),
    )
