"""Claim, use preauthorization: what a permission is asked for.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.2.1, profiles
PASClaim and PASClaimUpdate.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from carecoord.adapters.codec.fhir_r4.charting.draft import Draft, Part, participant
from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements import structs
from carecoord.adapters.codec.fhir_r4.elements.amounts import money, quantity
from carecoord.adapters.codec.fhir_r4.elements.concepts import concept
from carecoord.adapters.codec.fhir_r4.elements.modifiers import (
    NOT_UNDERSTOOD,
    find,
    is_cancelled,
    is_item_modifier,
)
from carecoord.adapters.codec.fhir_r4.elements.people import identifier
from carecoord.adapters.codec.fhir_r4.elements.times import moment, moment_or_period
from carecoord.adapters.codec.fhir_r4.resources.claim_item import (
    ClaimItem,
    asked_items,
    extended,
    text,
)
from carecoord.adapters.codec.fhir_r4.resources.permission import Items, PermissionDraft
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_request import (
    RelatedRequest,
    RequestDiagnosis,
    RequestMember,
    SupportingInformation,
)

_INQUIRY = "profile-claim-inquiry"


class Insurance(structs.Backbone):
    """Claim.insurance and ClaimResponse.insurance."""

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


class Primitive(structs.Datatype, frozen=True):
    """What stands beside a primitive element."""

    extension: tuple[structs.Extension, ...] = ()


class ClaimResource(structs.Resource):
    """FHIR Claim."""

    subject: structs.Reference | None = field(default=None, name="patient")
    status: str | None = None
    type: structs.Concept | None = None
    use: str | None = None
    beside_use: Primitive | None = field(default=None, name="_use")
    created: str | None = None
    insurer: structs.Reference | None = None
    provider: structs.Reference | None = None
    priority: structs.Concept | None = None
    related: tuple[Related, ...] = ()
    prescription: structs.Reference | None = None
    referral: structs.Reference | None = None
    care_team: tuple[Member, ...] = ()
    supporting_info: tuple[Supporting, ...] = ()
    diagnosis: tuple[Diagnosis, ...] = ()
    insurance: tuple[Insurance, ...] = ()
    accident: Accident | None = None
    item: tuple[ClaimItem, ...] = ()
    total: structs.Price | None = None


def request(r: ClaimResource, at: Entry) -> Draft:
    """Read a Claim that no answer in this source is about: a request that waits for one."""
    return PermissionDraft(
        Authorization,
        {
            "status": r.status,
            "type": concept(at, r.type),
            "created_on": moment(at, r.created, "created"),
            **asked_values(r, at),
        },
        {
            "orders": own_orders(r),
            "coverages": tuple(one.coverage for one in r.insurance if one.coverage is not None),
        },
        {
            **asked_parts(r, at),
            "insurer": participant(r.insurer),
            "requestor": participant(r.provider),
            "items": Items(asked_items(at, r.item)),
        },
    )


def asks(r: ClaimResource) -> bool:
    """Whether a Claim asks for permission: not a bill, and no inquiry about earlier requests."""
    profiles = r.meta.profile if r.meta is not None else ()
    return r.use == "preauthorization" and not any(
        one.partition("|")[0].lower().endswith(_INQUIRY) for one in profiles
    )


def own_orders(r: ClaimResource) -> tuple[structs.Reference, ...]:
    """What the claim as a whole was ordered by."""
    return tuple(one for one in (r.prescription, r.referral) if one is not None)


def asked_values(r: ClaimResource, at: Entry) -> dict[str, Any]:
    """What the request as a whole says, beside what the answer says too."""
    beside = r.beside_use.extension if r.beside_use is not None else ()
    accident = r.accident or Accident()
    return {
        "priority": concept(at, r.priority),
        "certification_type": extended(at, (*r.extension, *beside), "certificationtype"),
        "level_of_service": extended(at, r.extension, "levelofservicecode"),
        "administration_reference": text(r.extension, "administrationreferencenumber"),
        "prior_numbers": tuple(one for plan in r.insurance for one in plan.pre_auth_ref),
        "accident_on": moment(at, accident.date, "accident.date"),
        "accident_type": concept(at, accident.type),
        "total": money(at, r.total, "total"),
    }


def asked_parts(r: ClaimResource, at: Entry) -> dict[str, Part | tuple[Part, ...] | None]:
    """The parts of the request that refer to others, without its items."""
    return {
        "related": tuple(_related(at, one) for one in r.related),
        "diagnoses": tuple(
            _diagnosis(at, one, f"diagnosis[{place}]") for place, one in enumerate(r.diagnosis)
        ),
        "care_team": tuple(_member(at, one) for one in r.care_team),
        "supporting": tuple(_supporting(at, r.supporting_info)),
    }


def _related(at: Entry, element: Related) -> Draft:
    return Draft(
        RelatedRequest,
        {
            "relationship": concept(at, element.relationship),
            "identifier": identifier(element.reference) if element.reference else None,
        },
        {"authorization": element.claim},
    )


def _diagnosis(at: Entry, element: Diagnosis, where: str) -> Draft:
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


def _member(at: Entry, element: Member) -> Draft:
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


def _supporting(at: Entry, elements: tuple[Supporting, ...]) -> list[Draft]:
    drafts: list[Draft] = []
    for place, one in enumerate(elements):
        where = f"supportingInfo[{place}]"
        if not all(is_item_modifier(modifier.url) for modifier in one.modifier_extension):
            at.problem(f"{where}.modifierExtension", f"{NOT_UNDERSTOOD}; it is left out")
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
    return drafts
