"""Immunization."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, required, us_core
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import performers, who
from carecoord.model.immunization import Immunization, VaccineReaction

_UNKNOWN = "unknown"
"""What stands in words where FHIR demands a date or a number and nobody knows it."""


def immunization(fact: Immunization, names: Names) -> e.Json:
    """Write an Immunization."""
    code = e.concept(fact.code)
    occurrence = choices.chosen(
        names, occurrenceDateTime=e.moment(fact.occurrence), occurrenceString=fact.occurrence_text
    )
    return e.element(
        resourceType="Immunization",
        **us_core.claimed("immunization" if code and occurrence else None),
        status=required.status_or_unknown(names, fact),
        statusReason=e.concept(fact.status_reason),
        vaccineCode=absence.known(code),
        patient=names.subject(),
        encounter=names.fact(fact.encounter),
        **(occurrence or {"occurrenceString": _UNKNOWN}),
        recorded=e.moment(fact.recorded_on),
        primarySource=fact.primary_source,
        reportOrigin=e.concept(fact.report_origin),
        location=who(fact.location, "location", names),
        manufacturer=who(fact.manufacturer, "manufacturer", names),
        lotNumber=fact.lot_number,
        expirationDate=e.moment(fact.expires_on),
        site=e.concept(fact.site),
        route=e.concept(fact.route),
        doseQuantity=e.quantity(fact.dose),
        performer=performers(fact.performers, names),
        note=e.note(fact.note),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        isSubpotent=fact.is_subpotent,
        reaction=[said for one in fact.reactions if (said := _reaction(one, names))],
        protocolApplied=_protocol(fact),
    )


def _reaction(reaction: VaccineReaction, names: Names) -> e.Json:
    return e.element(
        date=e.moment(reaction.on),
        detail=names.fact(reaction.observation),
        reported=reaction.self_reported,
    )


def _protocol(fact: Immunization) -> list[e.Json]:
    """Which dose it was of which series; FHIR demands the number."""
    said = e.element(
        series=fact.series,
        targetDisease=e.concepts(fact.target_disease),
        **_number("doseNumber", fact.dose_number),
        **_number("seriesDoses", fact.series_doses),
    )
    if not said or any(name.startswith("doseNumber") for name in said):
        return [said] if said else []
    return [{**said, "doseNumberString": _UNKNOWN}]


def _number(name: str, text: str | None) -> e.Json:
    """A number of doses, where it is one; else the words that say it."""
    if text and text.isascii() and text.isdigit() and int(text) and str(int(text)) == text:
        return {f"{name}PositiveInt": int(text)}
    return e.element(**{f"{name}String": text})
