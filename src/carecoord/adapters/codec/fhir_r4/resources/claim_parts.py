"""The parts of a Claim that asks for permission, its items apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.modifiers import (
    find,
    is_cancelled,
    is_item_modifier,
)
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.reasons import MODIFIED
from carecoord.adapters.codec.fhir_r4.resources.claim_item import extended
from carecoord.model.authorization_request import (
    RelatedRequest,
    RequestDiagnosis,
    RequestMember,
    SupportingInformation,
)


class Insurance(structs.Backbone):
    """Claim.insurance and ClaimResponse.insurance."""

    focal: bool | None = None
    coverage: structs.Reference | None = None
    pre_auth_ref: tuple[str, ...] = ()


class Related(structs.Backbone):
    """Claim.related."""

    claim: structs.Reference | None = None
    relationship: structs.Concept | None = None
    reference: structs.Identifier | None = None


class Member(structs.Backbone):
    """Claim.careTeam."""

    sequence: int | None = None
    provider: structs.Reference | None = None
    role: structs.Concept | None = None
    qualification: structs.Concept | None = None
    extension: tuple[structs.Extension, ...] = ()


class Supporting(Struct, rename="camel", gc=False):
    """Claim.supportingInfo; its modifiers are looked at by the reader."""

    sequence: int | None = None
    category: structs.Concept | None = None
    code: structs.Concept | None = None
    timing_date: str | None = None
    timing_period: structs.Span | None = None
    value_boolean: bool | None = None
    value_string: str | None = None
    value_quantity: structs.Amount | None = None
    value_reference: structs.Reference | None = None
    extension: tuple[structs.Extension, ...] = ()
    modifier_extension: tuple[structs.Extension, ...] = ()
    obeyed: ClassVar[Callable[[str], bool]] = staticmethod(is_item_modifier)


class Diagnosis(structs.Backbone):
    """Claim.diagnosis."""

    sequence: int | None = None
    diagnosis_codeable_concept: structs.Concept | None = None
    diagnosis_reference: structs.Reference | None = None
    type: tuple[structs.Concept, ...] = ()
    extension: tuple[structs.Extension, ...] = ()


class Accident(structs.Backbone):
    """Claim.accident."""

    date: str | None = None
    type: structs.Concept | None = None


def plans(insurance: tuple[Insurance, ...]) -> tuple[structs.Reference, ...]:
    """The coverages, the focal one first."""
    if len(insurance) > 1:
        insurance = tuple(sorted(insurance, key=lambda one: not one.focal))
    return tuple(one.coverage for one in insurance if one.coverage is not None)


def related(at: Entry, element: Related) -> Draft:
    """Read a link to an earlier request."""
    return Draft(
        RelatedRequest,
        {
            "relationship": concept(at, element.relationship),
            "identifier": identifier(element.reference) if element.reference else None,
        },
        {"authorization": element.claim},
    )


def diagnosis(at: Entry, element: Diagnosis, where: str) -> Draft:
    """Read why permission is asked for."""
    recorded = find(element.extension, "diagnosisrecordeddate") if element.extension else None
    day = None if recorded is None else recorded.value_date
    return Draft(
        RequestDiagnosis,
        {
            "sequence": element.sequence,
            "code": concept(at, element.diagnosis_codeable_concept),
            "type": concept(at, element.type[0]) if element.type else None,
            "recorded_on": moment(at, day, f"{where}.extension"),
        },
        {"condition": element.diagnosis_reference},
    )


def member(at: Entry, element: Member) -> Draft:
    """Read who is to give the services."""
    scope = find(element.extension, "careteamclaimscope") if element.extension else None
    return Draft(
        RequestMember,
        {
            "sequence": element.sequence,
            "role": concept(at, element.role),
            "qualification": concept(at, element.qualification),
            "whole": None if scope is None else scope.value_boolean,
        },
        parts={"provider": participant(element.provider)},
    )


def supporting(at: Entry, elements: tuple[Supporting, ...]) -> tuple[Draft, ...]:
    """Read what supports the request; what has a modifier not understood is left out."""
    drafts: list[Draft] = []
    for place, one in enumerate(elements):
        where = f"supportingInfo[{place}]"
        if not all(is_item_modifier(modifier.url) for modifier in one.modifier_extension):
            at.problem(f"{where}.modifierExtension", MODIFIED)
            continue
        amount = quantity(at, one.value_quantity, f"{where}.valueQuantity")
        value = one.value_string if one.value_boolean is None else one.value_boolean
        document = find(one.extension, "documentinformation") or structs.Extension()
        drafts.append(
            Draft(
                SupportingInformation,
                {
                    "sequence": one.sequence,
                    "category": concept(at, one.category),
                    "code": concept(at, one.code),
                    "timing": moment_or_period(
                        at, one.timing_date, one.timing_period, f"{where}.timing"
                    ),
                    "value": amount if value is None else value,
                    "report_type": extended(at, document.extension, "reporttypecode"),
                    "cancelled": is_cancelled(one.modifier_extension),
                },
                {"reference": one.value_reference},
            )
        )
    return tuple(drafts)
