"""Observation, and habits and circumstances, which FHIR has as observations too."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, moments, required, us_core
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.observation_profiles import profile
from carecoord.adapters.codec.fhir_r4.writing.performing import several
from carecoord.model.code import CodeableConcept
from carecoord.model.observation import Component, Observation, ReferenceRange, Value
from carecoord.model.social_history import SocialHistory

_NOT_DONE = (
    "http://fhir.org/guides/astp/us-quality-core/StructureDefinition/us-quality-core-notDoneReason"
)
_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"


def observation(fact: Observation, names: Names) -> e.Json:
    """Write an Observation."""
    cancelled = e.concept(fact.cancelled_because)
    said = e.element(
        extension=[{"url": _NOT_DONE, "valueCodeableConcept": cancelled}] if cancelled else [],
        basedOn=names.facts(fact.based_on),
        partOf=names.facts(fact.part_of),
        status=required.status_or_unknown(names, fact),
        category=e.concepts(fact.category),
        code=absence.known(e.concept(fact.code)),
        subject=names.subject(),
        focus=names.facts(fact.focus),
        encounter=names.fact(fact.encounter),
        **choices.when("effective", fact.effective),
        issued=moments.instant(names, "issued", fact.issued_at),
        performer=several(fact.performers, "performer", names),
        **_result(fact.value, fact.data_absent_reason, "", names),
        interpretation=e.concepts(fact.interpretation),
        note=e.note(fact.note),
        bodySite=e.concept(fact.body_site),
        method=e.concept(fact.method),
        device=names.fact(fact.device),
        referenceRange=_ranges(fact.reference_ranges, "", names),
        hasMember=names.facts(fact.has_member),
        derivedFrom=names.facts(fact.derived_from),
        component=[_component(one, names) for one in fact.components],
    )
    return {"resourceType": "Observation", **us_core.claimed(profile(said)), **said}


def social_history(fact: SocialHistory, names: Names) -> e.Json:
    """Write a habit or circumstance as an observation; nothing says that the result is final."""
    said = e.element(
        status="unknown",
        category=[e.bound("social-history", _CATEGORIES)],
        code=absence.known(e.concept(fact.code)),
        subject=names.subject(),
        **choices.when("effective", fact.period),
        issued=moments.instant(names, "issued", fact.recorded_on),
        **choices.valued("value", fact.value),
    )
    return {"resourceType": "Observation", **us_core.claimed(profile(said)), **said}


def _result(
    value: Value | None, absent: CodeableConcept | None, where: str, names: Names
) -> e.Json:
    """The value, else why there is none: FHIR does not have both (obs-6)."""
    said = choices.valued("value", value)
    reason = e.concept(absent)
    if said and reason:
        names.lost(f"{where}dataAbsentReason", "there is a value")
    return said or e.element(dataAbsentReason=reason)


def _component(part: Component, names: Names) -> e.Json:
    return e.element(
        code=absence.known(e.concept(part.code)),
        **_result(part.value, part.data_absent_reason, "component.", names),
        interpretation=e.concepts(part.interpretation),
        referenceRange=_ranges(part.reference_ranges, "component.", names),
    )


def _ranges(ranges: Iterable[ReferenceRange], where: str, names: Names) -> list[e.Json]:
    """Ranges that have a bound or a text (obs-3)."""
    found: list[e.Json] = []
    for one in ranges:
        said = e.element(
            low=e.quantity(one.low),
            high=e.quantity(one.high),
            type=e.concept(one.type),
            appliesTo=e.concepts(one.applies_to),
            age=e.bounds(one.age) if one.age else None,
            text=one.text,
        )
        if said.keys() & {"low", "high", "text"}:
            found.append(said)
        elif said:
            names.lost(f"{where}referenceRange", "a range without a bound and without a text")
    return found
