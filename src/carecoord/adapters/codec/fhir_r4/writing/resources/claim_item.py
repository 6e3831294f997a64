"""Claim.item: one service that permission is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import moments
from carecoord.adapters.codec.fhir_r4.writing.absence import known
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.pas import (
    CANCELLED,
    extension,
    present,
)
from carecoord.model.authorization_item import AuthorizationItem


def sequences(items: tuple[AuthorizationItem, ...]) -> Mapping[int, int]:
    """The number of each item by its place: its own, else the next that none has."""
    used = {one.sequence for one in items}
    numbers: dict[int, int] = {}
    free = 1
    for place, one in enumerate(items):
        if one.sequence is not None and one.sequence > 0:
            numbers[place] = one.sequence
            continue
        while free in used:
            free += 1
        used.add(free)
        numbers[place] = free
    return numbers


def positive(numbers: Iterable[int]) -> list[int]:
    """The numbers that can name an element: FHIR counts from one."""
    return [one for one in numbers if one > 0]


def asked_item(item: AuthorizationItem, sequence: int, names: Names) -> e.Json:
    """Write what was asked for."""
    code = item.requested_code or item.code
    unit = item.unit if item.requested_unit is None else item.requested_unit
    return e.element(
        extension=_extensions(item, names),
        modifierExtension=[{"url": CANCELLED, "valueBoolean": True}] if item.cancelled else [],
        sequence=sequence,
        careTeamSequence=positive(item.care_team_sequences),
        diagnosisSequence=positive(item.diagnosis_sequences),
        informationSequence=positive(item.information_sequences),
        category=e.concept(item.category),
        productOrService=known(e.concept(code)),
        modifier=e.concepts(item.modifiers),
        **moments.day_or_period(names, "item.serviced", "serviced", item.serviced),
        locationCodeableConcept=e.concept(item.location),
        quantity=e.number(item.requested, unit),
        unitPrice=e.money(item.requested_price),
    )


def _extensions(item: AuthorizationItem, names: Names) -> list[e.Json]:
    return present(
        (
            extension("serviceItemRequestType", "CodeableConcept", e.concept(item.request_type)),
            extension("certificationType", "CodeableConcept", e.concept(item.certification_type)),
            *shared_extensions(item, names),
            extension("epsdtIndicator", "Boolean", item.early_screening),
            extension(
                "nursingHomeResidentialStatus",
                "CodeableConcept",
                e.concept(item.nursing_home_status),
            ),
            extension(
                "nursingHomeLevelOfCare", "CodeableConcept", e.concept(item.nursing_home_level)
            ),
            extension("revenueUnitRateLimit", "Decimal", item.rate_limit),
            extension("infoChanged", "Code", item.changed),
        )
    )


def shared_extensions(item: AuthorizationItem, names: Names) -> list[e.Json]:
    """The extensions that an item has in a request and in its answer."""
    return present(
        (
            *(extension("itemTraceNumber", "Identifier", e.identifier(one)) for one in item.traces),
            extension("authorizationNumber", "String", item.previous_number),
            extension("administrationReferenceNumber", "String", item.administration_reference),
            *(extension("requestedService", "Reference", one) for one in names.facts(item.orders)),
        )
    )
